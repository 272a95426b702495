"""A plan's own facts and the commitments of a draft, changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from audit.models import Event
from plans.models import Commitment, Plan
from plans.services import (
    PlanError,
    PlanMovedError,
    Pledge,
    add_commitments,
    change_commitment,
    change_plan,
    create_plan,
    publish,
    remove_commitment,
)
from plans.services.drafting import commitment_state, plan_state
from tests.integration.world import AT, World

CODE = "980100"


def a_draft() -> Plan:
    return create_plan(region_id=CODE, title="甲市就业规划", start_year=2021, end_year=2025, by=None, at=AT)


def test_everything_of_a_draft_can_be_changed_and_is_traced(world: World, planner: User) -> None:
    plan = a_draft()
    change_plan(
        plan_id=plan.pk, by=planner, at=AT, parent_ids=[world.plans["980000"].pk],
        values={"title": "甲市促进就业规划", "issued_date": date(2021, 9, 1), "cutoff_ahead": Decimal("3")},
    )  # fmt: skip
    plan.refresh_from_db()
    assert (plan.title, plan.cutoff_ahead) == ("甲市促进就业规划", Decimal(3))
    assert list(plan.parent_plans.all()) == [world.plans["980000"]]
    details = Event.objects.get(action="plan.changed").details
    assert details["old"] == {
        "title": "甲市就业规划", "cutoff_ahead": "5", "issued_date": None, "parent_plans": [],
    }  # fmt: skip
    assert details["new"]["issued_date"] == "2021-09-01"


def test_of_a_published_plan_only_what_the_document_says_of_itself(world: World, planner: User) -> None:
    plan = a_draft()
    publish(plan_id=plan.pk, by=planner, at=AT)
    change_plan(plan_id=plan.pk, values={"document_number": "甲政发〔2021〕3号"}, by=planner, at=AT)
    for values in ({"title": "别的"}, {"end_year": 2030}, {"cutoff_ahead": Decimal(1)}):
        with pytest.raises(PlanError, match="不能再改"):
            change_plan(plan_id=plan.pk, values=values, by=planner, at=AT)
    plan.refresh_from_db()
    assert (plan.document_number, plan.title, plan.end_year) == ("甲政发〔2021〕3号", "甲市就业规划", 2025)


def test_the_second_of_two_planners_is_told(world: World, planner: User) -> None:
    plan = a_draft()
    seen = plan_state(plan)
    change_plan(plan_id=plan.pk, values={"issuer": "甲市人民政府"}, by=planner, at=AT, seen=seen)
    with pytest.raises(PlanMovedError):
        change_plan(plan_id=plan.pk, values={"issuer": "甲市人社局"}, by=planner, at=AT, seen=seen)


@pytest.mark.parametrize(("start", "end"), [(2025, 2021), (1900, 1905), (2021, 2099)])
def test_impossible_years_are_refused(world: World, planner: User, start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        change_plan(plan_id=a_draft().pk, values={"start_year": start, "end_year": end}, by=planner, at=AT)


def test_years_that_leave_a_commitment_outside_are_refused(world: World, planner: User) -> None:
    plan = a_draft()
    add_commitments(plan_id=plan.pk, pledges=[Pledge("零工市场", due_year=2025)], by=planner, at=AT)
    with pytest.raises(PlanError, match="“零工市场”（2025 年）的完成年份不在规划期 2020—2024"):
        change_plan(plan_id=plan.pk, values={"start_year": 2020, "end_year": 2024}, by=planner, at=AT)
    plan.refresh_from_db()
    assert plan.end_year == 2025


def test_parent_plans_are_of_regions_above_and_of_the_same_years(world: World, planner: User) -> None:
    plan = a_draft()
    with pytest.raises(PlanError, match="不是上级地区"):
        change_plan(plan_id=plan.pk, values={}, parent_ids=[world.plans["980101"].pk], by=planner, at=AT)
    years = {"start_year": 2031, "end_year": 2035}
    with pytest.raises(PlanError, match="没有重叠"):
        change_plan(plan_id=plan.pk, values=years, parent_ids=[world.plans["980000"].pk], by=planner, at=AT)


def test_nobody_else_changes_a_plan(world: World, leader: User) -> None:
    with pytest.raises(PermissionDenied):
        change_plan(plan_id=a_draft().pk, values={"issuer": "某"}, by=leader, at=AT)


def test_commitments_of_a_draft_are_changed_and_removed_with_a_trace(world: World, planner: User) -> None:
    plan = a_draft()
    pledges = [Pledge(name="建成零工市场", quantity=Decimal(3), unit="个", text="3"), Pledge(name="另一项")]
    first, second = add_commitments(plan_id=plan.pk, pledges=pledges, by=planner, at=AT)
    seen = commitment_state(first)
    more = Pledge(name="建成零工市场", quantity=Decimal(5), unit="个", text="≥5", op=">=")
    change_commitment(commitment_id=first.pk, pledge=more, by=planner, at=AT, seen=seen)
    with pytest.raises(PlanMovedError):
        change_commitment(commitment_id=first.pk, pledge=more, by=planner, at=AT, seen=seen)
    with pytest.raises(PlanError, match="重复"):
        change_commitment(commitment_id=second.pk, pledge=more, by=planner, at=AT)
    remove_commitment(commitment_id=second.pk, by=planner, at=AT)
    assert [each.text for each in Commitment.objects.filter(plan=plan)] == ["≥5"]
    assert Event.objects.get(action="commitment.changed").details["old"] == {
        "op": "=", "quantity": "3", "text": "3",
    }  # fmt: skip
    publish(plan_id=plan.pk, by=planner, at=AT)
    with pytest.raises(PlanError, match="不再是草稿"):
        remove_commitment(commitment_id=first.pk, by=planner, at=AT)
