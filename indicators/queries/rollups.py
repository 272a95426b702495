"""Up and down the tree: a plan's indicators beside those of the regions directly below, target and figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from accounts.queries import regions_visible_to
from indicators.calc import Figure
from indicators.calc.interval import Limits
from indicators.calc.rollup import (
    NO_FIGURE,
    NO_PLAN,
    NO_ROW,
    OTHER_BASIS,
    OTHER_YEAR,
    OUT_OF_SIGHT,
    Part,
    Sum,
    part_of,
    quotient,
    split,
    summed,
)
from indicators.calc.units import converted, ratio
from indicators.models import Actual, ActualVersion, PlanIndicator
from indicators.queries.cases import limits_of
from indicators.queries.history import within_reach
from indicators.queries.known import counted
from indicators.queries.progress import (
    Item,
    Judgement,
    Viewer,
    counting,
    items_of,
    judgements,
    plan_indicators_shown,
)
from plans.models import Plan
from plans.queries import plans_of_period
from regions.models import Region

SCALES = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}
Key = tuple[str, int]  # region, indicator


@dataclass(frozen=True)
class Reporting:
    """A figure of the year, in the unit of the whole."""

    figure: Figure
    is_provisional: bool


@dataclass(frozen=True)
class Child:
    """A region directly below, with its row for the same indicator (None: see `target.why`)."""

    region: Region
    item: Item | None
    is_linked: bool
    target: Part
    reported: Reporting | None
    actual: Part
    verdict: Judgement | None


@dataclass(frozen=True)
class Rollup:
    """An indicator of the plan and its parts. `targets` is None where its target is no number; both sums are
    None where parts do not add up to the whole. `recomputed`: of a rate, from all parts below.
    """

    item: Item
    is_additive: bool
    children: tuple[Child, ...]
    own: Reporting | None
    targets: Sum | None
    actuals: Sum | None
    recomputed: Decimal | None


@dataclass(frozen=True)
class _Below:
    """What was read of the regions below, by region and indicator of the plan."""

    regions: Sequence[Region]
    visible: frozenset[str]
    with_plan: frozenset[str]
    rows: Mapping[Key, PlanIndicator]
    items: Mapping[int, Item]
    verdicts: Mapping[int, Judgement]
    versions: Mapping[Key, tuple[ActualVersion, bool]]


def rollups_of(
    user: Viewer, plan: Plan, *, year: int, standing: str, known_at: datetime | None = None
) -> list[Rollup]:
    """In printed order, compositions left out. As many queries for forty regions below as for one."""
    rows = [
        row
        for row in plan_indicators_shown(user, known_at).filter(plan=plan).order_by("position")
        if row.effective_sense != "composition"
    ]
    below = _below(user, plan, rows, year, standing, known_at)
    return [
        _rollup(row, item, below, plan.region_id)
        for row, item in zip(rows, items_of(rows, year), strict=True)
    ]


def _below(
    user: Viewer,
    plan: Plan,
    rows: Sequence[PlanIndicator],
    year: int,
    standing: str,
    known_at: datetime | None,
) -> _Below:
    regions = list(Region.objects.filter(parent=plan.region_id, valid_to=None).order_by("code"))
    visible = frozenset(regions_visible_to(user).filter(parent=plan.region_id).values_list("code", flat=True))
    plans = plans_of_period(user, regions, start_year=plan.start_year, end_year=plan.end_year)
    found = _rows_below(user, plan, rows, plans.values(), known_at)
    items = items_of(found.values(), year)
    ids = [item.id for item in items]
    return _Below(
        regions=regions,
        visible=visible,
        with_plan=frozenset(plans),
        rows=found,
        items={item.id: item for item in items},
        verdicts=judgements(user, ids, year=year, standing=standing, known_at=known_at) if ids else {},
        versions=_versions(user, {plan.region_id, *visible}, rows, year, standing, known_at),
    )


def _rows_below(
    user: Viewer,
    plan: Plan,
    rows: Sequence[PlanIndicator],
    plans: Iterable[Plan],
    known_at: datetime | None,
) -> dict[Key, PlanIndicator]:
    """Rows split from one of the plan's come first, then the same indicator in the plans of the period."""
    indicators = {row.pk: row.indicator_id for row in rows}
    split_down = Q(split_from__in=list(indicators), plan__region__parent=plan.region_id)
    same = Q(plan__in=list(plans), indicator__in=list(indicators.values()))
    found = plan_indicators_shown(user, known_at).exclude(plan__state=Plan.State.DRAFT)
    rows_below: dict[Key, PlanIndicator] = {}
    for row in sorted(found.filter(split_down | same), key=lambda row: (row.split_from_id is None, row.pk)):
        whole = indicators.get(row.split_from_id or 0, row.indicator_id)
        rows_below.setdefault((row.plan.region_id, whole), row)
    return rows_below


def _versions(
    user: Viewer,
    regions: set[str],
    rows: Sequence[PlanIndicator],
    year: int,
    standing: str,
    known_at: datetime | None,
) -> dict[Key, tuple[ActualVersion, bool]]:
    """What counts for the year. Submitted figures are read only where the grants themselves reach."""
    actuals = Actual.objects.filter(
        region__in=regions, indicator__in=[row.indicator_id for row in rows], year=year
    )
    found: dict[Key, tuple[ActualVersion, bool]] = {}
    for actual in counted(actuals, known_at):
        reached = within_reach(user, actual.region_id)
        version, is_provisional = counting(actual, standing) if reached else (actual.accepted, False)
        if version is not None:
            found[actual.region_id, actual.indicator_id] = version, is_provisional
    return found


def _rollup(row: PlanIndicator, item: Item, below: _Below, region: str) -> Rollup:
    limits, own = limits_of(row), _reporting(below.versions.get((region, row.indicator_id)), row)
    children = tuple(_child(row, item, each, below, own, limits) for each in below.regions)
    targets = actuals = None
    step = Decimal(1).scaleb(-row.indicator.decimals) * ratio(row.indicator.unit, row.unit)
    if row.indicator.is_additive and children:
        actuals = summed(own.figure if own else None, [each.actual for each in children], limits, step)
        if item.target is not None and item.target.is_comparable:
            targets = split(item.target, item.sense, [each.target for each in children], limits)
    return Rollup(
        item=item,
        is_additive=row.indicator.is_additive,
        children=children,
        own=own,
        targets=targets,
        actuals=actuals,
        recomputed=None if row.indicator.is_additive else _recomputed(row, below),
    )


def _child(
    row: PlanIndicator, item: Item, region: Region, below: _Below, own: Reporting | None, limits: Limits
) -> Child:
    key = region.code, row.indicator_id
    their = below.rows.get(key)
    theirs = below.items[their.pk] if their else None
    reported = _reporting(below.versions.get(key), row)
    hidden = region.code not in below.visible
    actual = part_of(reported.figure if reported else None, unit=row.unit, whole_unit=row.unit, limits=limits)
    if reported and own and reported.figure.cumulative != own.figure.cumulative:
        actual = Part(None, OTHER_BASIS)
    return Child(
        region=region,
        item=theirs,
        is_linked=their is not None and their.split_from_id == row.pk,
        target=Part(None, OUT_OF_SIGHT) if hidden else _target(item, theirs, region, below, limits),
        reported=reported,
        actual=Part(None, OUT_OF_SIGHT) if hidden else actual,
        verdict=below.verdicts.get(theirs.id) if theirs else None,
    )


def _target(item: Item, theirs: Item | None, region: Region, below: _Below, limits: Limits) -> Part:
    if theirs is None:
        return Part(None, NO_ROW if region.code in below.with_plan else NO_PLAN)
    if theirs.target is None:
        return Part(None, NO_FIGURE)
    if theirs.basis != item.basis:
        return Part(None, OTHER_BASIS)
    if theirs.target_year != item.target_year:
        return Part(None, OTHER_YEAR)
    return part_of(theirs.target, unit=theirs.unit, whole_unit=item.unit, limits=limits)


def _reporting(found: tuple[ActualVersion, bool] | None, row: PlanIndicator) -> Reporting | None:
    if found is None:
        return None
    version, is_provisional = found
    return Reporting(converted(version.figure, row.indicator.unit, row.unit), is_provisional)


def _recomputed(row: PlanIndicator, below: _Below) -> Decimal | None:
    """Of a rate, where every region below has given numerator and denominator."""
    scale = SCALES.get(row.unit)
    if scale is None:
        return None
    versions = [below.versions.get((each.code, row.indicator_id)) for each in below.regions]
    return quotient([_fraction(each[0]) if each else None for each in versions], scale)


def _fraction(version: ActualVersion) -> tuple[Decimal, Decimal] | None:
    above, under = version.numerator, version.denominator
    return None if above is None or under is None else (above, under)
