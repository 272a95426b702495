"""Annual targets over the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from indicators.calc import parse_figure
from indicators.models import AnnualTarget
from indicators.services.annual import set_annual_targets
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
PATH = "/api/v1/annual-targets/"


@pytest.fixture
def promised(world: World) -> World:
    """东县 wants 5.5, 5.8 and 6 of new jobs from 2021 to 2023 (5.8 instead of 5.6, ten days later), 甲市 91
    per cent of 2022.
    """
    jobs, pension = world.row("980101", "new_jobs").pk, world.row("980100", "pension").pk
    first = {2021: parse_figure("≥5.5"), 2022: parse_figure("5.6"), 2023: parse_figure("6")}
    set_annual_targets(plan_indicator_id=jobs, figures=first, by=None, at=AT)
    later = {2022: parse_figure("5.8")}
    set_annual_targets(plan_indicator_id=jobs, figures=later, by=None, at=AT + timedelta(days=10))
    set_annual_targets(plan_indicator_id=pension, figures={2022: parse_figure("91")}, by=None, at=AT)
    return world


def texts(answer: Any) -> list[tuple[str, int, str]]:
    assert answer.status_code == 200, answer.content
    return sorted(
        (row["region"]["code"], row["year"], row["figure"]["text"]) for row in answer.json()["results"]
    )


CITY = ("980100", 2022, "91")
COUNTY = [("980101", 2021, "≥5.5"), ("980101", 2022, "5.8"), ("980101", 2023, "6")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [CITY, *COUNTY]),
        ("?region=980101", COUNTY),
        ("?region=980100,980101&year=2022", [CITY, COUNTY[1]]),
        ("?subtree=980100&level=city", [CITY]),
        ("?year=2022-2023", [CITY, *COUNTY[1:]]),
        ("?year=2021,2023", [COUNTY[0], COUNTY[2]]),
        ("?indicator=pension", [CITY]),
        ("?attribute=expected", COUNTY),
        ("?domain=就业&state=published", COUNTY),
        ("?state=closed", []),
        ("?year=2022&known_on=2025-03-02", [CITY, ("980101", 2022, "5.6")]),
        ("?known_on=2025-02-01", []),
    ],
)
def test_filters(promised: World, with_token: Caller, query: str, expected: list[Any]) -> None:
    assert texts(with_token("leader").get(PATH + query)) == expected


def test_one_annual_target(promised: World, with_token: Caller) -> None:
    row = promised.row("980101", "new_jobs")
    target = AnnualTarget.objects.get(plan_indicator=row, year=2021)
    plan = promised.plans["980101"]
    assert with_token("clerk").get(f"{PATH}{target.pk}/").json() == {
        "id": target.pk, "plan_indicator": {"id": row.pk, "name": "城镇新增就业"},
        "plan": {"id": plan.pk, "title": plan.title}, "region": {"code": "980101", "name": "东县"},
        "indicator": {"code": "new_jobs", "name": "城镇新增就业"}, "attribute": "expected",
        "attribute_label": "预期性", "basis": "cumulative", "unit": "万人", "year": 2021,
        "figure": {"op": ">=", "value": "5.5", "text": "≥5.5"},
        "entered_at": "2025-03-01T16:00:00+08:00", "replaced_at": None,
    }  # fmt: skip


def test_a_replaced_one_is_there_only_as_known_then(promised: World, with_token: Caller) -> None:
    old = AnnualTarget.versions.get(year=2022, replaced_at__isnull=False)
    program = with_token("leader")
    assert program.get(f"{PATH}{old.pk}/").status_code == 404
    said = program.get(f"{PATH}{old.pk}/?known_on=2025-03-02").json()
    assert (said["figure"]["text"], said["replaced_at"]) == ("5.6", "2025-03-11T16:00:00+08:00")


def test_what_the_stranger_may_not_see_is_not_there(promised: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert texts(program.get(PATH)) == []
    for target in AnnualTarget.versions.all():
        answer = program.get(f"{PATH}{target.pk}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_queries_do_not_grow_with_annual_targets(
    promised: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    few = [count_queries(lambda: program.get(f"{PATH}?page_size=2")) for _ in range(2)][1]
    for code in promised.plans:
        for indicator in ("new_jobs", "unemployment", "pension"):
            figures = {year: parse_figure("5") for year in range(2021, 2026)}
            row = promised.row(code, indicator)
            set_annual_targets(plan_indicator_id=row.pk, figures=figures, by=None, at=AT + timedelta(20))
    assert AnnualTarget.objects.count() > 40
    assert count_queries(lambda: program.get(f"{PATH}?page_size=40")) == few
