"""Indicators of plans over the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from indicators.calc import parse_figure
from indicators.models import AnnualTarget, Baseline, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.services.annual import set_annual_targets
from indicators.services.revision import revise_target
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
PATH = "/api/v1/plan-indicators/"


def rows(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.content
    return [(row["region"]["code"], row["indicator"]["code"]) for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 12),
        ("?region=980101", 4),
        ("?subtree=980100", 8),
        ("?level=province", 4),
        ("?indicator=pension", 3),
        ("?attribute=binding", 3),
        ("?attribute=unstated&region=980101", 1),
        ("?year=2025&state=published", 12),
        ("?year=2020", 0),
        ("?domain=就业&year=2019-2021", 6),
    ],
)
def test_filters(world: World, with_token: Caller, query: str, count: int) -> None:
    assert len(rows(with_token("leader").get(PATH + query))) == count


def test_by_plan_in_printed_order(world: World, with_token: Caller) -> None:
    plan = world.plans["980101"].pk
    found = rows(with_token("leader").get(f"{PATH}?plan={plan}"))
    assert [code for _, code in found] == ["new_jobs", "unemployment", "pension", "skill_mix"]


def test_unknown_plan_and_indicator_are_refused_by_name(world: World, with_token: Caller) -> None:
    unseen = world.plans["980101"].pk
    answer = with_token("stranger").get(f"{PATH}?plan={unseen}")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"parameter": "plan", "detail": f"没有编号为 {unseen} 的规划，或您的授权范围内看不到它。"}
    ]
    answer = with_token("stranger").get(f"{PATH}?indicator=nothing")
    assert "指标目录中没有“nothing”" in answer.json()["detail"]


def test_figures_keep_operator_and_print(world: World, with_token: Caller) -> None:
    row = world.row("980101", "new_jobs")
    set_annual_targets(plan_indicator_id=row.pk, figures={2022: parse_figure("≥5.5")}, by=None, at=AT)
    revise_target(
        plan_indicator_id=row.pk, figure=parse_figure("〔32〕"), in_force_date=date(2023, 6, 1),
        reason="调整", document_number="示发〔2023〕1号", approved_by="东县人民政府", by=None, at=AT,
    )  # fmt: skip
    said = with_token("clerk").get(f"{PATH}{row.pk}/").json()
    assert said["baseline"] == {"op": "=", "value": "5", "text": "5"}
    assert said["baseline_year"] == 2020
    assert [(each["version"], each["figure"]) for each in said["targets"]] == [
        (1, {"op": "=", "value": "30", "text": "〔30〕", "cumulative": True}),
        (2, {"op": "=", "value": "32", "text": "〔32〕", "cumulative": True}),
    ]
    assert said["targets"][1]["approved_by"] == "东县人民政府"
    assert said["target"] == said["targets"][1]["figure"]
    assert (said["target_year"], said["target_version"]) == (2025, 2)
    assert said["annual_targets"] == [{"year": 2022, "figure": {"op": ">=", "value": "5.5", "text": "≥5.5"}}]
    assert (said["basis"], said["sense"], said["unit"]) == ("cumulative", "higher", "万人")


def test_a_ratio_is_an_array_and_nothing_is_null(world: World, with_token: Caller) -> None:
    row = world.row("980101", "skill_mix")
    Baseline.objects.filter(plan_indicator=row).delete()
    said = with_token("clerk").get(f"{PATH}{row.pk}/").json()
    assert said["targets"][0]["figure"]["value"] == ["12", "42", "46"]
    assert (said["baseline"], said["baseline_year"], said["weight"], said["department"]) == (None,) * 4


def test_the_plan_may_read_the_indicator_in_its_own_way(world: World, with_token: Caller) -> None:
    row = world.row("980101", "pension")
    PlanIndicator.objects.filter(pk=row.pk).update(own_basis="annual", own_sense="lower", weight="2.500")
    said = with_token("clerk").get(f"{PATH}{row.pk}/").json()
    assert (said["basis"], said["sense"], said["weight"]) == ("annual", "lower", "2.5")


def test_what_the_stranger_may_not_see_is_not_there(world: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert {region for region, _ in rows(program.get(PATH))} == {"980000"}
    answer = program.get(f"{PATH}{world.row('980101', 'pension').pk}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_queries_do_not_grow_with_plan_indicators(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    few = [count_queries(lambda: program.get(f"{PATH}?page_size=2")) for _ in range(2)][1]
    county, number = (
        world.plans["980102" if "980102" in world.plans else "980101"],
        world.indicators["new_jobs"],
    )
    for position in range(10, 48):
        made = type(number).objects.create(
            code=f"more_{position}",
            name=f"指标{position}",
            domain="其他",
            definition="x",
            basis="level",
            sense="higher",
        )
        row = PlanIndicator.objects.create(plan=county, indicator=made, position=position, name=made.name)
        figure = columns_of(parse_figure("5"))
        Baseline.objects.create(plan_indicator=row, year=2020, **figure)
        Target.objects.create(plan_indicator=row, year=2025, entered_at=AT, **figure)
        AnnualTarget.objects.create(plan_indicator=row, year=2022, entered_at=AT, **figure)
    many = count_queries(lambda: program.get(f"{PATH}?page_size=40"))
    assert many == few
