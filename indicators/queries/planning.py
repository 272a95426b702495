"""What a planner works on: the plans and indicators of their region, with all that their pages need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db.models import Max, Prefetch

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from indicators.calc import Figure
from indicators.calc.annual import Course, decimals_in
from indicators.calc.case import Basis, Sense
from indicators.calc.units import ratio
from indicators.models import AnnualTarget, PlanIndicator, Standing, Target, Verdict
from indicators.queries.cases import limits_of
from plans.models import Plan


def plan_planned_by(user: User, plan_id: int) -> Plan | None:
    """The plan, for a planner of exactly its region."""
    planned = reach_of(user).regions(Role.PLANNER)
    found = Plan.objects.filter(region__in=planned).select_related("region__parent__parent__parent")
    return found.filter(pk=plan_id).first()


def plan_indicator_planned_by(user: User, plan_indicator_id: int) -> PlanIndicator | None:
    """The same for one of its indicators, with its targets."""
    planned = reach_of(user).regions(Role.PLANNER)
    found = PlanIndicator.objects.filter(plan__region__in=planned, pk=plan_indicator_id)
    found = found.select_related("plan__region__parent__parent__parent", "indicator", "baseline")
    targets = Target.objects.select_related("entered_by")
    return found.prefetch_related(Prefetch("targets", queryset=targets), "annual_targets").first()


def rows_with_annual_targets(plan: Plan) -> list[PlanIndicator]:
    """In printed order."""
    found = PlanIndicator.objects.filter(plan=plan).select_related("plan", "indicator", "baseline", "parent")
    annual = AnnualTarget.objects.select_related("entered_by")
    found = found.prefetch_related("targets", Prefetch("annual_targets", queryset=annual))
    return list(found.order_by("position"))


def rows_of_plan(plan: Plan) -> list[PlanIndicator]:
    """In printed order, with all that a row links to."""
    found = PlanIndicator.objects.filter(plan=plan).order_by("position").prefetch_related("targets")
    linked = ("plan", "indicator", "parent", "department", "split_from__plan__region", "baseline")
    return list(found.select_related(*linked))


def annual_targets_seen(plan_id: int, ids: Iterable[int]) -> dict[int, AnnualTarget]:
    """By id, also those replaced since."""
    found = AnnualTarget.versions.filter(plan_indicator__plan=plan_id, pk__in=list(ids))
    return found.in_bulk()


def replaced_annual_targets(plan: Plan) -> list[AnnualTarget]:
    """The latest first."""
    found = AnnualTarget.versions.filter(plan_indicator__plan=plan, replaced_at__isnull=False)
    found = found.select_related("plan_indicator", "entered_by")
    return list(found.order_by("-replaced_at", "plan_indicator__position", "year"))


def last_judged_years(plan: Plan) -> dict[int, int]:
    """By plan indicator: the last year judged by figures that were reported."""
    found = Verdict.objects.filter(plan=plan, standing=Standing.PROVISIONAL, judged_year__isnull=False)
    years = found.order_by().values("plan_indicator_id").annotate(last=Max("judged_year"))
    return {each["plan_indicator_id"]: each["last"] for each in years}


def first_targets_of(plan: Plan) -> dict[int, Figure]:
    """By plan indicator: the target as the plan was published."""
    found = Target.objects.filter(plan_indicator__plan=plan, version=1)
    return {each.plan_indicator_id: each.figure for each in found}


def last_target(row: PlanIndicator) -> Target | None:
    return max(row.targets.all(), key=lambda target: target.version, default=None)


def course_of(row: PlanIndicator) -> Course:
    """Where the row's years should lead, by its last target; `row` with indicator, baseline and targets."""
    target, baseline = last_target(row), getattr(row, "baseline", None)
    return Course(
        basis=cast(Basis, row.effective_basis),
        sense=cast(Sense, row.effective_sense),
        start=row.plan.start_year,
        end=row.plan.end_year,
        target=target.figure if target else None,
        baseline=baseline.figure if baseline else None,
        every_year=row.every_year,
        decimals=decimals_in(row.indicator.decimals, ratio(row.indicator.unit, row.unit)),
        limits=limits_of(row),
    )
