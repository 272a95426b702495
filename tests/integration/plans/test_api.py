"""Plans over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan
from plans.services import create_plan, publish
from tests.integration.world import AT, World

Caller = Callable[[str], Client]


def regions(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["region"]["code"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["980000", "980100", "980101"]),
        ("?region=980100", ["980100"]),
        ("?subtree=980100", ["980100", "980101"]),
        ("?level=city", ["980100"]),
        ("?year=2021&state=published", ["980000", "980100", "980101"]),
        ("?year=2026", []),
        ("?state=closed", []),
    ],
)
def test_plans_and_their_filters(world: World, with_token: Caller, query: str, expected: list[str]) -> None:
    assert regions(with_token("leader").get(f"/api/v1/plans/{query}")) == expected


def test_one_plan(world: World, with_token: Caller) -> None:
    plan = world.plans["980101"]
    plan.parent_plans.add(world.plans["980100"])
    said = with_token("clerk").get(f"/api/v1/plans/{plan.pk}/").json()
    assert said["title"] == "东县“十四五”人力资源和社会保障规划"
    assert said["region"] == {"code": "980101", "name": "东县"}
    assert said["cutoffs"] == {"ahead": "5", "on_track": "0", "tolerance": "-5", "serious": "-30"}
    assert said["parent_plans"] == [
        {"id": world.plans["980100"].pk, "title": "甲市“十四五”人力资源和社会保障规划"}
    ]


def test_a_parent_plan_still_in_draft_is_not_named(world: World, with_token: Caller) -> None:
    world.plans["980101"].parent_plans.add(world.plans["980100"])
    Plan.objects.filter(pk=world.plans["980100"].pk).update(state="draft")
    assert with_token("clerk").get(f"/api/v1/plans/{world.plans['980101'].pk}/").json()["parent_plans"] == []


def test_what_the_stranger_may_not_see_is_not_there(world: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert regions(program.get("/api/v1/plans/")) == ["980000"]
    for pk in (world.plans["980101"].pk, 999999, 10**17):
        answer = program.get(f"/api/v1/plans/{pk}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_queries_do_not_grow_with_plans(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    program.get("/api/v1/plans/")
    few = count_queries(lambda: program.get("/api/v1/plans/"))
    for number in range(38):
        plan = create_plan(
            region_id="980100", title=f"规划{number}", start_year=2021, end_year=2025, by=None, at=AT
        )
        publish(plan_id=plan.pk, by=None, at=AT)
        plan.parent_plans.add(world.plans["980000"])
    assert count_queries(lambda: program.get("/api/v1/plans/")) == few
