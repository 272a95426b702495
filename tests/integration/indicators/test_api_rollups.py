"""Sums up and down the tree over the API: those of the page, of many plans at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.queries.progress import opening_years
from indicators.queries.rollups import Rollup, rollups_of
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, record_published
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import create_plan
from regions.services import add_region
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
PATH = "/api/v1/rollups/"


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def plan_for(
    world: World, region: str, target: str, *, split: bool = False, unit: str = "万人"
) -> PlanIndicator:
    """A published plan of the region with new jobs alone, judged."""
    plan = create_plan(region_id=region, title="规划", start_year=2021, end_year=2025, by=None, at=AT)
    whole = world.row("980000", "new_jobs").pk if split else None
    promise = Promise(
        indicator_id=world.indicators["new_jobs"].pk, name="新增就业", unit=unit, target_year=2025,
        target=parse_figure(target), split_from_id=whole,
    )  # fmt: skip
    (row,) = add_promises(plan_id=plan.pk, promises=[promise], by=None, at=AT)
    publish_plan(plan_id=plan.pk, by=None, at=AT)
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=AT)
    return row


@pytest.fixture
def additive(world: World) -> World:
    """新增就业 adds up. The province wants 40; 甲市 promises 30, 乙市 45 thousand persons, split from it."""
    Indicator.objects.filter(code="new_jobs").update(is_additive=True)
    Target.objects.create(
        plan_indicator=world.row("980000", "new_jobs"), version=2, year=2025, reason="调整",
        in_force_date=date(2022, 1, 1), entered_at=AT + timedelta(days=10),
        **columns_of(parse_figure("〔40〕")),
    )  # fmt: skip
    plan_for(world, "980200", "〔45000〕", split=True, unit="人")
    return world


def jobs(program: Client, query: str = "") -> dict[str, Any]:
    (row,) = rows(program.get(f"{PATH}?region=980000&indicator=new_jobs{query}"))
    return row


def test_targets_below_are_summed_in_the_unit_of_the_whole(additive: World, with_token: Caller) -> None:
    said = jobs(with_token("leader"))
    assert (said["target"]["text"], said["target_year"], said["unit"]) == ("〔40〕", 2025, "万人")
    assert said["targets"] == {
        "total": {"low": "34.5", "high": "34.5", "low_open": False, "high_open": False, "text": "34.5"},
        "possible": {"low": "34.5", "high": "34.5", "low_open": False, "high_open": False, "text": "34.5"},
        "known": 2, "parts": 2, "adds_up": "no", "difference": "5.5", "coverage": "86.25",
    }  # fmt: skip
    assert said["missing_targets"] == []
    first, second = said["children"]
    assert (first["region"]["code"], first["is_linked"], first["unit"]) == ("980100", False, "万人")
    assert (second["region"]["code"], second["is_linked"], second["unit"]) == ("980200", True, "人")
    assert (second["target"]["value"], second["target_counted"]["text"]) == ("45000", "4.5")


def test_figures_below_are_intervals_and_what_is_missing_is_named(
    additive: World, with_token: Caller
) -> None:
    """2022: the province reports >6, 甲市 too, 乙市 nothing."""
    said = jobs(with_token("leader"), "&year=2022")
    assert said["actual"] == {"op": ">", "value": "6", "text": ">6"}
    total = said["actuals"]["total"]
    assert (total["low"], total["high"], total["low_open"], total["text"]) == ("6", None, True, "＞6")
    assert (said["actuals"]["adds_up"], said["actuals"]["known"], said["actuals"]["parts"]) == (
        "unknown", 1, 2,
    )  # fmt: skip
    assert said["missing_actuals"] == ["乙市（没有数据）"]
    missing = said["children"][1]
    assert (missing["actual"], missing["actual_missing"], missing["actual_counted"]) == (
        None,
        "no_figure",
        None,
    )


def test_a_region_without_a_plan_is_told(additive: World, with_token: Caller) -> None:
    (said,) = rows(with_token("leader").get(f"{PATH}?region=980100&indicator=new_jobs"))
    assert said["missing_targets"] == ["西县（没有同期规划）"]
    assert [child["target_missing"] for child in said["children"]] == ["", "no_plan"]


def test_a_rate_is_made_again_from_all_parts_or_not_at_all(additive: World, with_token: Caller) -> None:
    pension = additive.indicators["pension"].pk
    for region, above, under in (("980100", "190", "200"), ("980200", "91", "100")):
        entry = Reported(
            region,
            pension,
            2023,
            parse_figure("95"),
            numerator=Decimal(above),
            denominator=Decimal(under),
            reason="x",
        )
        record_published(figures=[entry], at=AT)
    address = f"{PATH}?region=980000&indicator=pension"
    (said,) = rows(with_token("leader").get(f"{address}&year=2023"))
    assert (said["recomputed"], said["is_additive"], said["actuals"], said["targets"]) == (
        "93.666667", False, None, None,
    )  # fmt: skip
    assert rows(with_token("leader").get(f"{address}&year=2022"))[0]["recomputed"] is None


def like_the_page(said: dict[str, Any], page: Rollup) -> None:
    assert said["year"] == page.year
    for name, found in (("targets", page.targets), ("actuals", page.actuals)):
        assert (said[name] is None) == (found is None)
        if found is not None:
            assert (said[name]["adds_up"], said[name]["known"]) == (found.sat.value, found.known)
            assert (said[name]["total"] is None) == (found.total is None)
            if found.total is not None:
                assert said[name]["total"]["text"].strip("＞≥＜≤") in str(found.total)
    assert [
        (each["plan_indicator"], each["target_missing"], each["actual_missing"]) for each in said["children"]
    ] == [(each.item.id if each.item else None, each.target.why, each.actual.why) for each in page.children]


@pytest.mark.parametrize("year", [None, 2021, 2022, 2025])
def test_all_plans_at_once_say_what_the_page_of_each_says(
    additive: World, with_token: Caller, year: int | None
) -> None:
    """The page reads one plan alone, on the year it opens on where none is asked for."""
    leader = additive.people["leader"]
    query = "" if year is None else f"?year={year}"
    said = {row["id"]: row for row in rows(with_token("leader").get(PATH + query))}
    for plan in Plan.objects.all():
        shown = opening_years([plan])[plan.pk] if year is None else year
        for page in rollups_of(leader, plan, year=shown, standing="accepted"):
            like_the_page(said.pop(page.item.id), page)
    assert said == {}


def test_year_it_opens_on_is_the_last_with_figures(additive: World, with_token: Caller) -> None:
    assert {row["year"] for row in rows(with_token("leader").get(f"{PATH}?region=980000"))} == {2023}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 10),
        ("?region=980000,980100", 6),
        ("?subtree=980100", 6),
        ("?level=county", 3),
        ("?indicator=new_jobs,pension", 7),
        ("?attribute=binding", 3),
        ("?domain=就业", 7),
        ("?year=2020", 0),
        ("?state=closed", 0),
        ("?standing=provisional", 10),
    ],
)
def test_filters(additive: World, with_token: Caller, query: str, count: int) -> None:
    assert len(rows(with_token("leader").get(PATH + query))) == count


def test_as_known_before_the_revision(additive: World, with_token: Caller) -> None:
    program = with_token("leader")
    assert jobs(program, "&known_on=2025-03-02")["target"]["text"] == "〔30〕"
    assert jobs(program)["target"]["text"] == "〔40〕"
    assert rows(program.get(f"{PATH}?known_on=2025-02-01")) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("year=2021,2022", "year"),
        ("year=1", "year"),
        ("year=２０２４", "year"),
        ("standing=draft", "standing"),
        ("page_size=201", "page_size"),
    ],
)
def test_bad_values_are_refused(additive: World, with_token: Caller, query: str, parameter: str) -> None:
    answer = with_token("leader").get(f"{PATH}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)


def test_submitted_figures_count_only_where_the_grant_reaches(additive: World, with_token: Caller) -> None:
    """东县 has submitted 2024; its clerk does not sum 甲市, its reviewer does."""
    address = f"{PATH}?indicator=new_jobs&year=2024&standing=provisional"
    own = rows(with_token("reviewer").get(f"{address}&region=980100"))[0]["children"][0]
    assert (own["actual"]["text"], own["actual_is_provisional"]) == ("6.1", True)
    assert [row["region"]["code"] for row in rows(with_token("clerk").get(address))] == ["980101"]


def test_what_the_stranger_may_not_see_is_not_there(additive: World, with_token: Caller) -> None:
    """Of the province the stranger reads the sum of what is in sight, and which parts are not."""
    program = with_token("stranger")
    found = rows(program.get(PATH))
    assert {row["region"]["code"] for row in found} == {"980000", "980200"}
    hidden = next(row for row in found if row["indicator"]["code"] == "new_jobs")["children"][0]
    assert (hidden["region"]["code"], hidden["target_missing"], hidden["actual_missing"]) == (
        "980100",
        "out_of_sight",
        "out_of_sight",
    )
    assert (hidden["target"], hidden["actual"], hidden["plan_indicator"]) == (None, None, None)
    address = f"{PATH}{additive.row('980101', 'new_jobs').pk}/"
    answer = program.get(address)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert with_token("leader").get(address).status_code == 200


@pytest.mark.parametrize("more", ["", "&known_on=2025-03-12"])
def test_queries_do_not_grow_with_rows_plans_or_regions(
    additive: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int], more: str
) -> None:
    program = with_token("leader")
    few = [count_queries(lambda: program.get(f"{PATH}?page_size=2{more}")) for _ in range(2)][1]
    for number in range(50, 70):
        add_region(code=f"9802{number}", name=f"县{number}", level="county", parent_id="980200")
        plan_for(additive, f"9802{number}", "〔2〕")
    answers: list[Any] = []
    many = count_queries(lambda: answers.append(program.get(f"{PATH}?page_size=40{more}")))
    assert len(rows(answers[0])) == 30
    assert many == few
