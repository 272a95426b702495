"""The rows of a draft plan: changed, moved, removed; what is published no longer changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Event
from indicators.calc import parse_figure
from indicators.models import AnnualTarget, PlanIndicator, Target
from indicators.services.annual import set_annual_targets
from indicators.services.drafting import (
    RowMovedError,
    change_facts,
    change_promise,
    discard_plan,
    move_promise,
    remove_promise,
    row_state,
)
from indicators.services.promises import add_promises
from indicators.services.publishing import publish_plan
from plans.models import Commitment, Plan
from plans.services import PlanError, Pledge, add_commitments
from tests.integration.intake.drafts_by_hand import draft_of, order_of, promise_of, row
from tests.integration.world import AT, World


def test_a_row_changes_with_its_figures_and_the_trail_keeps_both(world: World, planner: User) -> None:
    plan = draft_of(world)
    jobs = row(plan, "new_jobs")
    wanted = promise_of(
        world.indicators["new_jobs"],
        target=parse_figure("〔30〕"),
        baseline=parse_figure("5.2"),
        group="民生",
    )
    change_promise(plan_indicator_id=jobs.pk, promise=wanted, by=planner, at=AT)
    jobs = row(plan, "new_jobs")
    assert [(each.version, each.text) for each in jobs.targets.all()] == [(1, "〔30〕")]
    assert (jobs.baseline.text, jobs.baseline.year, jobs.group) == ("5.2", 2025, "民生")
    event = Event.objects.filter(action="plan_indicator.changed").latest("id")
    assert event.details["old"] == {"group": "就业", "baseline": "", "baseline_year": None, "target": "95"}
    assert event.details["new"]["target"] == "〔30〕"


def test_a_row_saved_as_it_was_leaves_no_trace(world: World, planner: User) -> None:
    plan = draft_of(world)
    same = promise_of(world.indicators["new_jobs"], group="就业")
    target = row(plan, "new_jobs").targets.get().pk
    change_promise(plan_indicator_id=row(plan, "new_jobs").pk, promise=same, by=planner, at=AT)
    assert row(plan, "new_jobs").targets.get().pk == target
    assert not Event.objects.filter(action="plan_indicator.changed").exists()


def test_the_second_of_two_planners_is_told(world: World, planner: User) -> None:
    plan = draft_of(world)
    jobs = row(plan, "new_jobs")
    seen, wanted = row_state(jobs), promise_of(world.indicators["new_jobs"], group="民生")
    change_promise(plan_indicator_id=jobs.pk, promise=wanted, by=planner, at=AT, seen=seen)
    with pytest.raises(RowMovedError):
        change_promise(
            plan_indicator_id=jobs.pk, promise=replace(wanted, group="就业"), by=planner, at=AT, seen=seen
        )
    assert row(plan, "new_jobs").group == "民生"


def test_years_that_leave_annual_targets_outside_are_refused(world: World, planner: User) -> None:
    plan = draft_of(world)
    jobs = row(plan, "new_jobs")
    set_annual_targets(plan_indicator_id=jobs.pk, figures={2030: parse_figure("9")}, by=planner, at=AT)
    with pytest.raises(PlanError, match=r"“城镇新增就业”（2030 年）的年度目标不在规划期 2025—2029"):
        change_facts(plan_id=plan.pk, values={"start_year": 2025, "end_year": 2029}, by=planner, at=AT)
    change_facts(plan_id=plan.pk, values={"start_year": 2025}, by=planner, at=AT)
    plan.refresh_from_db()
    assert plan.period == "2025—2030"


def test_an_indicator_stands_once_in_a_plan(world: World, planner: User) -> None:
    plan = draft_of(world)
    again = promise_of(world.indicators["pension"])
    with pytest.raises(PlanError, match="只能用一次"):
        change_promise(plan_indicator_id=row(plan, "new_jobs").pk, promise=again, by=planner, at=AT)
    with pytest.raises(PlanError, match="只能用一次"):
        add_promises(plan_id=plan.pk, promises=[again], by=planner, at=AT)


def test_a_part_stands_below_its_whole(world: World, planner: User) -> None:
    plan = draft_of(world)
    jobs, pension = row(plan, "new_jobs"), row(plan, "pension")
    below = promise_of(world.indicators["new_jobs"], parent_id=pension.pk)
    with pytest.raises(PlanError, match="不在它之前"):
        change_promise(plan_indicator_id=jobs.pk, promise=below, by=planner, at=AT)
    part = promise_of(world.indicators["pension"], parent_id=jobs.pk)
    change_promise(plan_indicator_id=pension.pk, promise=part, by=planner, at=AT)
    with pytest.raises(PlanError, match="其中项"):
        remove_promise(plan_indicator_id=jobs.pk, by=planner, at=AT)


def test_rows_move_among_their_like_with_their_parts(world: World, planner: User) -> None:
    plan = draft_of(world, ("new_jobs", "unemployment", "pension", "skill_mix"))
    part = promise_of(world.indicators["unemployment"], parent_id=row(plan, "new_jobs").pk)
    change_promise(plan_indicator_id=row(plan, "unemployment").pk, promise=part, by=planner, at=AT)
    move_promise(plan_indicator_id=row(plan, "pension").pk, is_up=True, by=planner, at=AT)
    assert order_of(plan) == [(1, "pension"), (2, "new_jobs"), (3, "unemployment"), (4, "skill_mix")]
    move_promise(plan_indicator_id=row(plan, "new_jobs").pk, is_up=False, by=planner, at=AT)
    assert [code for _, code in order_of(plan)] == ["pension", "skill_mix", "new_jobs", "unemployment"]
    move_promise(plan_indicator_id=row(plan, "unemployment").pk, is_up=True, by=planner, at=AT)
    assert [code for _, code in order_of(plan)] == ["pension", "skill_mix", "new_jobs", "unemployment"]


def test_a_removed_row_leaves_no_gap_and_takes_its_figures_along(world: World, planner: User) -> None:
    plan = draft_of(world)
    first = row(plan, "new_jobs").pk
    set_annual_targets(plan_indicator_id=first, figures={2026: parse_figure("19")}, by=planner, at=AT)
    remove_promise(plan_indicator_id=first, by=planner, at=AT)
    assert order_of(plan) == [(1, "unemployment"), (2, "pension")]
    assert not Target.objects.filter(plan_indicator=first).exists()
    assert not AnnualTarget.versions.filter(plan_indicator=first).exists()
    assert Event.objects.get(action="plan_indicator.removed").details["old"]["target"] == "95"
    add_promises(plan_id=plan.pk, promises=[promise_of(world.indicators["new_jobs"])], by=planner, at=AT)
    assert order_of(plan)[-1] == (3, "new_jobs")


def test_published_rows_stay(world: World, planner: User) -> None:
    plan = draft_of(world)
    publish_plan(plan_id=plan.pk, by=planner, at=AT)
    jobs = row(plan, "new_jobs")
    wanted = promise_of(world.indicators["new_jobs"], target=parse_figure("1"))
    for act in (
        lambda: change_promise(plan_indicator_id=jobs.pk, promise=wanted, by=planner, at=AT),
        lambda: remove_promise(plan_indicator_id=jobs.pk, by=planner, at=AT),
        lambda: move_promise(plan_indicator_id=jobs.pk, is_up=False, by=planner, at=AT),
        lambda: discard_plan(plan_id=plan.pk, by=planner, at=AT),
    ):
        with pytest.raises(PlanError, match="目标调整"):
            act()
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        jobs.targets.update(text="1")
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        jobs.targets.all().delete()


def test_a_draft_given_up_is_gone_with_all_that_was_in_it(world: World, planner: User) -> None:
    plan = draft_of(world)
    part = promise_of(world.indicators["pension"], parent_id=row(plan, "new_jobs").pk)
    change_promise(plan_indicator_id=row(plan, "pension").pk, promise=part, by=planner, at=AT)
    add_commitments(plan_id=plan.pk, pledges=[Pledge(name="建成零工市场")], by=planner, at=AT)
    pk = plan.pk
    discard_plan(plan_id=pk, by=planner, at=AT)
    assert not Plan.objects.filter(pk=pk).exists()
    assert not PlanIndicator.objects.filter(plan=pk).exists()
    assert not Commitment.objects.filter(plan=pk).exists()
    actions = list(Event.objects.order_by("id").values_list("action", flat=True))
    assert actions[-1] == "plan.discarded"
    assert actions.count("plan_indicator.removed") == 3
    assert actions.count("commitment.removed") == 1


def test_only_the_planner_of_the_region_edits(world: World, leader: User) -> None:
    plan = draft_of(world)
    with pytest.raises(PermissionDenied):
        remove_promise(plan_indicator_id=row(plan, "new_jobs").pk, by=leader, at=AT)
    with pytest.raises(PermissionDenied):
        discard_plan(plan_id=plan.pk, by=leader, at=AT)


def test_a_row_is_split_only_from_a_published_plan_above(world: World, planner: User) -> None:
    plan = draft_of(world)
    jobs = row(plan, "new_jobs")
    above, below = world.row("980000", "new_jobs"), world.row("980101", "new_jobs")
    wanted = promise_of(world.indicators["new_jobs"], split_from_id=above.pk)
    change_promise(plan_indicator_id=jobs.pk, promise=wanted, by=planner, at=AT)
    assert row(plan, "new_jobs").split_from_id == above.pk
    with pytest.raises(PlanError, match="不是上级地区"):
        change_promise(
            plan_indicator_id=jobs.pk, promise=replace(wanted, split_from_id=below.pk), by=planner, at=AT
        )
