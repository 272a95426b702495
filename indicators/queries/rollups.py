"""Up and down the tree: a plan's indicators beside those of the regions directly below, target and figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

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
from indicators.models import ActualVersion, PlanIndicator
from indicators.queries.below import Below, below_of
from indicators.queries.cases import limits_of
from indicators.queries.progress import Item, Judgement, Viewer, items_of, plan_indicators_shown
from plans.models import Plan
from regions.models import Region

SCALES = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}


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
    """An indicator of the plan and its parts in a year. `targets` is None where its target is no number; both
    sums are None where parts do not add up to the whole. `recomputed`: of a rate, from all parts below.
    """

    item: Item
    year: int
    is_additive: bool
    children: tuple[Child, ...]
    own: Reporting | None
    targets: Sum | None
    actuals: Sum | None
    recomputed: Decimal | None


def rollups_of(
    user: Viewer, plan: Plan, *, year: int, standing: str, known_at: datetime | None = None
) -> list[Rollup]:
    """In printed order, compositions left out. As many queries for forty regions below as for one."""
    rows = summable(plan_indicators_shown(user, known_at)).filter(plan=plan).order_by("position")
    years = {plan.pk: year}
    return rollups_of_rows(
        user, list(rows), years=years, standing=standing, known_at=known_at, with_verdicts=True
    )


def summable(rows: QuerySet[PlanIndicator]) -> QuerySet[PlanIndicator]:
    """Without compositions: shares do not add up."""
    return rows.exclude(Q(own_sense="composition") | Q(own_sense="", indicator__sense="composition"))


def rollups_of_rows(
    user: Viewer,
    rows: Sequence[PlanIndicator],
    *,
    years: Mapping[int, int],
    standing: str,
    known_at: datetime | None = None,
    with_verdicts: bool = False,
) -> list[Rollup]:
    """Of plan indicators of any plans, in their order; `years` are by plan. As many queries for forty plans
    as for one, verdicts left aside.
    """
    below = below_of(user, rows, years, standing=standing, known_at=known_at, with_verdicts=with_verdicts)
    return [_rollup(row, years[row.plan_id], below) for row in rows]


def _rollup(row: PlanIndicator, year: int, below: Below) -> Rollup:
    item, limits, regions = items_of([row], year)[0], limits_of(row), below.regions[row.plan.region_id]
    own = _reporting(below.versions.get((row.plan.region_id, row.indicator_id, year)), row)
    children = tuple(_child(row, item, year, each, below, own, limits) for each in regions)
    targets = actuals = None
    step = Decimal(1).scaleb(-row.indicator.decimals) * ratio(row.indicator.unit, row.unit)
    if row.indicator.is_additive and children:
        actuals = summed(own.figure if own else None, [each.actual for each in children], limits, step)
        if item.target is not None and item.target.is_comparable:
            targets = split(item.target, item.sense, [each.target for each in children], limits)
    return Rollup(
        item=item,
        year=year,
        is_additive=row.indicator.is_additive,
        children=children,
        own=own,
        targets=targets,
        actuals=actuals,
        recomputed=None if row.indicator.is_additive else _recomputed(row, year, regions, below),
    )


def _child(
    row: PlanIndicator,
    item: Item,
    year: int,
    region: Region,
    below: Below,
    own: Reporting | None,
    limits: Limits,
) -> Child:
    place = row.pk, region.code
    their, theirs = below.rows.get(place), below.items.get(place)
    reported = _reporting(below.versions.get((region.code, row.indicator_id, year)), row)
    hidden = region.code not in below.visible
    actual = part_of(reported.figure if reported else None, unit=row.unit, whole_unit=row.unit, limits=limits)
    if reported and own and reported.figure.cumulative != own.figure.cumulative:
        actual = Part(None, OTHER_BASIS)
    has_plan = (region.code, row.plan.start_year, row.plan.end_year) in below.with_plan
    return Child(
        region=region,
        item=theirs,
        is_linked=their is not None and their.split_from_id == row.pk,
        target=Part(None, OUT_OF_SIGHT) if hidden else _target(item, theirs, has_plan, limits),
        reported=reported,
        actual=Part(None, OUT_OF_SIGHT) if hidden else actual,
        verdict=below.verdicts.get((theirs.id, year)) if theirs else None,
    )


def _target(item: Item, theirs: Item | None, has_plan: bool, limits: Limits) -> Part:
    if theirs is None:
        return Part(None, NO_ROW if has_plan else NO_PLAN)
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


def _recomputed(row: PlanIndicator, year: int, regions: Sequence[Region], below: Below) -> Decimal | None:
    """Of a rate, where every region below has given numerator and denominator."""
    scale = SCALES.get(row.unit)
    if scale is None:
        return None
    versions = [below.versions.get((each.code, row.indicator_id, year)) for each in regions]
    return quotient([_fraction(each[0]) if each else None for each in versions], scale)


def _fraction(version: ActualVersion) -> tuple[Decimal, Decimal] | None:
    above, under = version.numerator, version.denominator
    return None if above is None or under is None else (above, under)
