"""Plan indicators with their stored verdicts and the figures that count: what boards and plan pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from accounts.models import User
from indicators.calc import Case, Figure
from indicators.calc.inputs import case_of
from indicators.calc.units import converted
from indicators.models import Actual, ActualVersion, PendingAssessment, PlanIndicator, Standing, Verdict
from indicators.queries.cases import target_in_force
from indicators.queries.judging import verdicts_known
from indicators.queries.known import counted, having_known, promises_known
from plans.models import Plan

Viewer = User | AnonymousUser


@dataclass(frozen=True)
class Item:
    """A plan indicator as its plan prints it; `target` is the version in force in the year asked for."""

    id: int
    plan_id: int
    indicator_id: int
    number: str
    group: str
    name: str
    unit: str
    catalogue_unit: str
    attribute: str
    basis: str
    sense: str
    parent_id: int | None
    department: str
    is_local: bool
    local_meaning: str
    note: str
    baseline: Figure | None
    baseline_year: int | None
    target: Figure | None
    target_year: int | None
    target_versions: int


@dataclass(frozen=True)
class Judgement:
    """A stored verdict: nothing in it is computed again."""

    plan_indicator_id: int
    year: int
    standing: str
    attribute: str
    status: str
    lamp: str
    regime: str | None
    reason: str
    flags: tuple[str, ...]
    judged_year: int | None
    is_final: bool
    attainment: Decimal | None
    closure: Decimal | None
    schedule: Decimal | None
    deviation: Decimal | None
    gap: Decimal | None
    remaining_pace: Decimal | None
    pace_so_far: Decimal | None
    margin: Decimal | None
    extrapolation: Decimal | None
    actual_text: str
    target_version: int | None
    inputs: Mapping[str, Any]
    rule_version: str
    assessed_at: datetime

    @cached_property
    def case(self) -> Case:
        """The inputs it was reached from."""
        return case_of(self.inputs)


@dataclass(frozen=True)
class Counted:
    """A figure that counts, in the unit of the plan indicator; `is_provisional`: not accepted yet."""

    indicator_id: int
    year: int
    figure: Figure
    is_estimate: bool
    is_preliminary: bool
    is_provisional: bool
    source: str
    scope: str
    note: str


@dataclass(frozen=True)
class Row:
    """An indicator with its verdict as of the year (None: not judged yet) and its figures by year."""

    item: Item
    verdict: Judgement | None
    figures: Mapping[int, Counted]


Figures = dict[tuple[int, int], dict[int, Counted]]  # by plan and indicator, then by year
COPIED = tuple(name for name in Judgement.__dataclass_fields__ if name != "flags")


def judgement_of(verdict: Verdict) -> Judgement:
    return Judgement(flags=tuple(verdict.flags.split()), **{name: getattr(verdict, name) for name in COPIED})


def rows_of_plan(
    user: Viewer, plan: Plan, *, year: int, standing: str, known_at: datetime | None = None
) -> list[Row]:
    """The plan's indicators in printed order, judged as of the year, by what counts now, or counted
    `known_at`. A few queries, whatever their number.
    """
    return rows_of_plans(user, [plan], year=year, standing=standing, known_at=known_at)[plan.pk]


def rows_of_plans(
    user: Viewer,
    plans: Sequence[Plan],
    *,
    year: int,
    standing: str,
    known_at: datetime | None = None,
    with_figures: bool = True,
) -> dict[int, list[Row]]:
    """By plan, its rows as `rows_of_plan` gives them; as many queries for forty plans as for one."""
    shown = plan_indicators_shown(user, known_at).filter(plan__in=plans).order_by("plan", "position")
    items = items_of(shown, year)
    judged = judgements(user, [item.id for item in items], year=year, standing=standing, known_at=known_at)
    figures: Figures = {}
    if with_figures:
        figures = _counted(plans, items, until=year, standing=standing, known_at=known_at)
    found: dict[int, list[Row]] = {plan.pk: [] for plan in plans}
    for item in items:
        row = Row(item, judged.get(item.id), figures.get((item.plan_id, item.indicator_id), {}))
        found[item.plan_id].append(row)
    return found


def judgements(
    user: Viewer, ids: Sequence[int], *, year: int, standing: str, known_at: datetime | None = None
) -> dict[int, Judgement]:
    """By plan indicator: what is stored for the year; or, `known_at` a moment, judged by what was known."""
    if known_at is not None:
        return {
            verdict.plan_indicator_id: judgement_of(verdict)
            for verdict in verdicts_known(ids, [year], known_at).values()
        }
    found = Verdict.objects.visible_to(user).filter(plan_indicator__in=ids, year=year, standing=standing)
    return {verdict.plan_indicator_id: judgement_of(verdict) for verdict in found}


def plan_indicators_shown(user: Viewer, known_at: datetime | None = None) -> QuerySet[PlanIndicator]:
    """With what an Item needs; targets as they were `known_at`, where that is given."""
    found = PlanIndicator.objects.visible_to(user).select_related(
        "plan", "indicator", "department", "baseline"
    )
    targets, _ = promises_known(known_at)
    return found.prefetch_related(targets)


def items_of(rows: Iterable[PlanIndicator], year: int) -> list[Item]:
    return [_item(row, year) for row in rows]


def _item(row: PlanIndicator, year: int) -> Item:
    baseline, target = getattr(row, "baseline", None), target_in_force(row, year)
    return Item(
        id=row.pk,
        plan_id=row.plan_id,
        indicator_id=row.indicator_id,
        number=row.number,
        group=row.group,
        name=row.name,
        unit=row.unit,
        catalogue_unit=row.indicator.unit,
        attribute=row.attribute,
        basis=row.own_basis or row.indicator.basis,
        sense=row.own_sense or row.indicator.sense,
        parent_id=row.parent_id,
        department=row.department.name if row.department else "",
        is_local=row.is_local,
        local_meaning=row.local_meaning,
        note=row.note,
        baseline=baseline.figure if baseline else None,
        baseline_year=baseline.year if baseline else None,
        target=target.figure if target else None,
        target_year=target.year if target else None,
        target_versions=len(row.targets.all()),
    )


def _counted(
    plans: Sequence[Plan], items: list[Item], *, until: int, standing: str, known_at: datetime | None
) -> Figures:
    """Figures by plan and indicator, and year; the reader's right to the standing has been checked by the
    caller.
    """
    wanted: dict[tuple[str, int], list[tuple[Plan, Item]]] = {}
    by_id = {plan.pk: plan for plan in plans}
    for item in items:
        plan = by_id[item.plan_id]
        wanted.setdefault((plan.region_id, item.indicator_id), []).append((plan, item))
    actuals = Actual.objects.filter(
        region__in={plan.region_id for plan in plans},
        indicator__in=PlanIndicator.objects.filter(plan__in=plans).values("indicator"),
        year__range=(min((plan.start_year for plan in plans), default=until), until),
    )
    found: Figures = {}
    for actual in counted(actuals, known_at):
        version, provisional = counting(actual, standing)
        if version is None:
            continue
        for plan, item in wanted.get((actual.region_id, actual.indicator_id), ()):
            if actual.year in plan.years:
                figure = _counted_figure(actual, version, provisional, item.catalogue_unit, item.unit)
                found.setdefault((plan.pk, item.indicator_id), {})[actual.year] = figure
    return found


def counting(actual: Actual, standing: str) -> tuple[ActualVersion | None, bool]:
    """The version that counts, and whether it is one not accepted yet."""
    if standing == Standing.PROVISIONAL and actual.provisional is not None:
        return actual.provisional, True
    return actual.accepted, False


def _counted_figure(
    actual: Actual, version: ActualVersion, provisional: bool, source: str, goal: str
) -> Counted:
    return Counted(
        indicator_id=actual.indicator_id,
        year=actual.year,
        figure=converted(version.figure, source, goal),
        is_estimate=version.is_estimate,
        is_preliminary=version.revision == ActualVersion.Revision.PRELIMINARY,
        is_provisional=provisional,
        source=version.source,
        scope=version.scope,
        note=version.note,
    )


def latest_reported_years(plans: Iterable[Plan], standing: str) -> dict[int, int]:
    """For each plan that has figures at all, the last year judged by a figure of that very year."""
    verdicts = Verdict.objects.filter(plan__in=list(plans), standing=standing, judged_year=F("year"))
    return dict(verdicts.order_by().values_list("plan_id").annotate(last=Max("year")))


def latest_years_known(plans: Iterable[Plan], known_at: datetime) -> dict[int, int]:
    """The last year of each plan of which any of its indicators had an accepted figure by then."""
    actuals = Actual.objects.filter(
        region=OuterRef("region"),
        indicator__in_plans__plan=OuterRef("pk"),
        year__range=(OuterRef("start_year"), OuterRef("end_year")),
    )
    last = having_known(actuals, known_at).order_by("-year").values("year")[:1]
    found = Plan.objects.filter(pk__in=[plan.pk for plan in plans]).annotate(last=Subquery(last))
    return dict(found.filter(last__isnull=False).values_list("pk", "last"))


def opening_years(plans: Sequence[Plan], known_at: datetime | None = None) -> dict[int, int]:
    """By plan, the year its pages open on."""
    if known_at is None:
        latest = latest_reported_years(plans, Standing.ACCEPTED)
    else:
        latest = latest_years_known(plans, known_at)
    years = Verdict.objects.filter(plan__in=[plan.pk for plan in plans])
    if known_at is not None:
        years = years.filter(year__lte=known_at.year)
    judged = dict(years.order_by().values_list("plan_id").annotate(last=Max("year")))
    return {plan.pk: year_to_open(plan, latest.get(plan.pk), judged.get(plan.pk)) for plan in plans}


def year_to_open(plan: Plan, reported: int | None, judged: int | None) -> int:
    """The last year reported, else the last that is judged, else the first."""
    return reported or judged or plan.start_year


def judged_years(plan_id: int) -> list[int]:
    """Years of the plan for which verdicts are stored."""
    years = Verdict.objects.filter(plan=plan_id).order_by("year").values_list("year", flat=True)
    return list(years.distinct())


def pending_count(plan_id: int) -> int:
    """How many of the plan's indicators have verdicts that an edit has made old."""
    pending = PendingAssessment.objects.filter(plan_indicator__plan=plan_id)
    return pending.values("plan_indicator_id").distinct().count()
