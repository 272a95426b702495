"""截至某日所知: later reports, corrections and revisions do not reach back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from common.days import end_of
from indicators.calc import parse_figure
from indicators.models import Actual, Verdict
from indicators.queries.history import dossier, plan_indicator_shown
from indicators.queries.judging import verdicts_known
from indicators.queries.progress import rows_of_plan
from indicators.services.annual import set_annual_targets
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, accept, report
from indicators.services.revision import revise_target
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
FIRST, LATER = date(2025, 3, 1), date(2025, 3, 11)
CODE = "980101"


@pytest.fixture
def changed(world: World) -> World:
    """Ten days after: 2023 corrected to 92.4, the target raised to 97, an annual target set and replaced."""
    at = AT + timedelta(days=10)
    row = world.row(CODE, "pension")
    entry = Reported(CODE, world.indicators["pension"].pk, 2023, parse_figure("92.4"), reason="核实后更正")
    accept(version_ids=[each.pk for each in report(figures=[entry], by=None, at=at)], by=None, at=at)
    revise_target(
        plan_indicator_id=row.pk, figure=parse_figure("97"), in_force_date=date(2023, 1, 1),
        reason="上级调整", document_number="示发〔2023〕1号", approved_by="东县人民政府", by=None, at=at,
    )  # fmt: skip
    for days, text in ((0, "91"), (10, "94")):
        set_annual_targets(
            plan_indicator_id=row.pk,
            figures={2023: parse_figure(text)},
            by=None,
            at=AT + timedelta(days=days),
        )
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=at)
    return world


def verdict(world: World, day: date, year: int = 2023) -> Verdict:
    row = world.row(CODE, "pension")
    return verdicts_known([row.pk], [year], end_of(day))[row.pk, year]


def test_verdict_is_that_of_the_figures_and_targets_of_the_day(changed: World) -> None:
    before, after = verdict(changed, FIRST), verdict(changed, LATER)
    assert (before.actual_text, before.inputs["target"]["value"]) == ("91.5", "95")
    assert (after.actual_text, after.inputs["target"]["value"]) == ("92.4", "97")
    assert before.inputs["annual_targets"]["2023"]["value"] == "91"
    assert after.inputs["annual_targets"]["2023"]["value"] == "94"


def test_verdict_of_today_is_the_stored_one(changed: World) -> None:
    stored = Verdict.objects.get(plan_indicator=changed.row(CODE, "pension"), year=2023, standing="accepted")
    now = verdict(changed, LATER)
    assert (now.status, now.closure, now.inputs) == (stored.status, stored.closure, stored.inputs)


def test_nothing_is_known_before_the_plan_was_published(changed: World) -> None:
    row = changed.row(CODE, "pension")
    assert verdicts_known([row.pk], [2023], end_of(date(2025, 2, 28))) == {}


def test_years_to_come_have_no_verdict(changed: World) -> None:
    row = changed.row(CODE, "pension")
    found = verdicts_known([row.pk], range(2021, 2026), end_of(FIRST))
    assert sorted(year for _, year in found) == [2021, 2022, 2023, 2024, 2025]
    assert found[row.pk, 2025].judged_year == 2023  # 2024 was only submitted


def test_submitted_figures_were_not_known(changed: World) -> None:
    assert verdict(changed, LATER, 2024).judged_year == 2023


def test_plan_page_rows(changed: World) -> None:
    plan, leader = changed.plans[CODE], changed.people["leader"]
    for day, text in ((FIRST, "91.5"), (LATER, "92.4")):
        rows = rows_of_plan(leader, plan, year=2023, standing="accepted", known_at=end_of(day))
        pension = next(row for row in rows if row.item.name == "基本养老保险参保率")
        assert (pension.figures[2023].figure.text, pension.item.target_versions) == (
            text, 1 if day == FIRST else 2,
        )  # fmt: skip


def test_dossier_tells_which_version_counted_then(changed: World) -> None:
    leader, row = changed.people["leader"], changed.row(CODE, "pension")
    shown = plan_indicator_shown(leader, row.plan_id, row.pk, end_of(FIRST))
    assert shown is not None
    then = dossier(leader, shown, year=2023, standing="accepted", known_at=end_of(FIRST))
    versions = [(each.year, each.number, each.counts) for each in then.versions if each.year == 2023]
    assert versions == [(2023, 1, True)]
    now = dossier(leader, row, year=2023, standing="accepted", known_at=None)
    assert [(each.number, each.counts) for each in now.versions if each.year == 2023] == [
        (2, True),
        (1, False),
    ]


@pytest.mark.parametrize(
    ("day", "texts"), [("2025-03-01", ["91.5"]), ("2025-03-11", ["92.4"]), ("2025-02-01", [])]
)
def test_api_gives_the_figures_of_the_day(
    changed: World, with_token: Caller, day: str, texts: list[str]
) -> None:
    address = f"/api/v1/actuals/?region={CODE}&indicator=pension&year=2023&known_on={day}"
    rows = with_token("leader").get(address).json()["results"]
    assert [row["figure"]["text"] for row in rows] == texts
    for row in rows:
        one = with_token("leader").get(f"/api/v1/actuals/{row['id']}/?known_on={day}").json()
        assert one == row


def test_api_gives_the_verdicts_of_the_day(changed: World, with_token: Caller) -> None:
    row = changed.row(CODE, "pension")
    program = with_token("leader")
    query = f"region={CODE}&indicator=pension&year=2023"
    then = program.get(f"/api/v1/progress/?{query}&known_on=2025-03-01").json()["results"][0]
    now = program.get(f"/api/v1/progress/?{query}").json()["results"][0]
    assert (then["actual"], then["target"]["value"]) == ("91.5", "95")
    assert (now["actual"], now["target"]["value"]) == ("92.4", "97")
    single = program.get(f"/api/v1/progress/{row.pk}-2023-accepted/?known_on=2025-03-01").json()
    assert single["inputs"] == then["inputs"]
    assert single["why"]


@pytest.mark.parametrize("query", ["status=behind", "lamp=ok,na", "lamp=warn&status=behind,breached"])
def test_api_chooses_by_the_verdicts_of_the_day(changed: World, with_token: Caller, query: str) -> None:
    program = with_token("leader")
    for day in ("2025-03-01", "2025-03-11"):
        address = f"/api/v1/progress/?known_on={day}"
        everything = program.get(f"{address}&page_size=1000").json()["results"]
        wanted = [row for row in everything if _is_asked_for(row, query)]
        assert wanted
        found: list[Any] = []
        url = f"{address}&page_size=2&count=1&{query}"
        while url:
            page = program.get(url).json()
            assert page["count"] == len(wanted)
            found, url = found + page["results"], page["next"]
        assert [row["id"] for row in found] == [row["id"] for row in wanted]


def _is_asked_for(row: dict[str, Any], query: str) -> bool:
    said = {"status": row["status"], "lamp": row["lamp"]["code"]}
    return all(
        said[name] in words.split(",") for name, words in (each.split("=") for each in query.split("&"))
    )


def test_api_gives_the_targets_of_the_day(changed: World, with_token: Caller) -> None:
    row = changed.row(CODE, "pension")
    address = f"/api/v1/plan-indicators/{row.pk}/"
    then = with_token("leader").get(f"{address}?known_on=2025-03-01").json()
    now = with_token("leader").get(address).json()
    assert [each["figure"]["text"] for each in then["targets"]] == ["95"]
    assert [each["figure"]["text"] for each in now["targets"]] == ["95", "97"]
    assert (then["target"]["text"], then["target_year"], then["target_version"]) == ("95", 2025, 1)
    assert (now["target"]["text"], now["target_year"], now["target_version"]) == ("97", 2025, 2)
    assert [each["figure"]["text"] for each in then["annual_targets"]] == ["91"]
    assert [each["figure"]["text"] for each in now["annual_targets"]] == ["94"]
    assert with_token("leader").get(f"{address}?known_on=2025-02-01").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "known_on=gestern", "known_on=2999-01-01", "known_on=2025-03-01&standing=provisional",
        "known_on=2025-03-01&lamp=red",
    ],
)  # fmt: skip
def test_api_refuses_what_cannot_have_been_known(world: World, with_token: Caller, query: str) -> None:
    answer = with_token("leader").get(f"/api/v1/progress/?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_parameter"


def test_stranger_knows_no_more_of_the_past(changed: World, with_token: Caller) -> None:
    program = with_token("stranger")
    rows = program.get("/api/v1/actuals/?known_on=2025-03-01").json()["results"]
    assert {row["region"]["code"] for row in rows} == {"980000"}
    actual = Actual.objects.get(region=CODE, indicator=changed.indicators["pension"], year=2023)
    assert program.get(f"/api/v1/actuals/{actual.pk}/?known_on=2025-03-01").status_code == 404


def test_queries_do_not_grow(changed: World, count_queries: Callable[[Callable[[], object]], int]) -> None:
    rows = [changed.row(CODE, code) for code in ("pension", "new_jobs")]
    one = count_queries(lambda: verdicts_known([rows[0].pk], [2023], end_of(FIRST)))
    many = count_queries(lambda: verdicts_known([row.pk for row in rows], range(2021, 2026), end_of(FIRST)))
    assert one == many


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?known_on=2025-03-01", "截至 2025 年 3 月 1 日"),
        ("?known_on=2999-01-01", "还没有到"),
        ("?known_on=x", "不能识别"),
        ("?known_on=2025-03-01&standing=provisional", "不能与“含未接收”同用"),
    ],
)
def test_pages_say_as_of_when_they_speak(
    changed: World, signed_in: Callable[[str], Client], query: str, words: str
) -> None:
    row: Any = changed.row(CODE, "pension")
    for address in (f"/plans/{row.plan_id}/", f"/plans/{row.plan_id}/indicators/{row.pk}/"):
        answer = signed_in("leader").get(address + query)
        assert answer.status_code == 200
        assert words in answer.content.decode()


def test_links_keep_the_day(changed: World, signed_in: Callable[[str], Client]) -> None:
    row = changed.row(CODE, "pension")
    text = signed_in("leader").get(f"/plans/{row.plan_id}/?known_on=2025-03-01").content.decode()
    assert f"/plans/{row.plan_id}/indicators/{row.pk}/?year=2023&amp;known_on=2025-03-01" in text
