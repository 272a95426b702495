"""Up and down the tree: a plan's indicators beside those of the regions directly below, target and figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

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
from plans.queries import plans_of_periods
from regions.models import Region

SCALES = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}
Place = tuple[int, str]  # plan indicator of the whole, region of the part
Period = tuple[str, int, int]  # region, first and last year of a plan


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


@dataclass(frozen=True)
class _Below:
    """What was read of the regions below: children by code of the parent; rows and items by plan indicator of
    the whole and region; versions by region, indicator and year.
    """

    regions: Mapping[str, Sequence[Region]]
    visible: frozenset[str]
    with_plan: frozenset[Period]
    rows: Mapping[Place, PlanIndicator]
    items: Mapping[Place, Item]
    verdicts: Mapping[tuple[int, int], Judgement]
    versions: Mapping[tuple[str, int, int], tuple[ActualVersion, bool]]


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
    regions = _children({row.plan.region_id for row in rows})
    plans = _plans_below(user, rows)
    found = _rows_below(user, rows, regions, plans, known_at)
    year_of = {row.pk: years[row.plan_id] for row in rows}
    items = {place: items_of([their], year_of[place[0]])[0] for place, their in found.items()}
    visible = regions_visible_to(user).filter(parent__in=list(regions)).values_list("code", flat=True)
    wanted = {(items[place].id, year_of[place[0]]) for place in items} if with_verdicts else set()
    below = _Below(
        regions=regions,
        visible=frozenset(visible),
        with_plan=frozenset(plans),
        rows=found,
        items=items,
        verdicts=_verdicts(user, wanted, standing, known_at),
        versions=_versions(user, rows, years, {*regions, *visible}, standing, known_at),
    )
    return [_rollup(row, years[row.plan_id], below) for row in rows]


def _children(parents: set[str]) -> dict[str, list[Region]]:
    """By code of the parent, in the order of their codes; of each parent, with children or without."""
    found: dict[str, list[Region]] = {code: [] for code in sorted(parents)}
    for region in Region.objects.filter(parent__in=parents, valid_to=None).order_by("code"):
        found[str(region.parent_id)].append(region)
    return found


def _plans_below(user: Viewer, rows: Sequence[PlanIndicator]) -> dict[Period, Plan]:
    """Plans of regions directly below for the same years as those above."""
    regions = Region.objects.filter(parent__in={row.plan.region_id for row in rows}, valid_to=None)
    periods = {(row.plan.start_year, row.plan.end_year) for row in rows}
    return plans_of_periods(user, regions, periods)


def _rows_below(
    user: Viewer,
    rows: Sequence[PlanIndicator],
    regions: Mapping[str, Sequence[Region]],
    plans: Mapping[Period, Plan],
    known_at: datetime | None,
) -> dict[Place, PlanIndicator]:
    """Rows split from the whole come first, then the same indicator in the plan of the period."""
    seen = plan_indicators_shown(user, known_at).exclude(plan__state=Plan.State.DRAFT)
    seen = seen.select_related("split_from")
    linked = Q(split_from__in=[row.pk for row in rows])
    same = Q(plan__in=[plan.pk for plan in plans.values()], indicator__in={row.indicator_id for row in rows})
    split_down: dict[Place, PlanIndicator] = {}
    in_plans: dict[tuple[int, int], PlanIndicator] = {}
    for row in seen.filter(linked | same).order_by("pk"):
        if row.split_from_id is not None:
            split_down.setdefault((row.split_from_id, row.plan.region_id), row)
        in_plans[row.plan_id, row.indicator_id] = row
    found = {}
    for whole in rows:
        for region in regions[whole.plan.region_id]:
            place = whole.pk, region.code
            plan = plans.get((region.code, whole.plan.start_year, whole.plan.end_year))
            their = split_down.get(place)
            if their is None and plan is not None:
                their = in_plans.get((plan.pk, whole.indicator_id))
            if their is not None and not _is_part_of_another(their, whole):
                found[place] = their
    return found


def _is_part_of_another(row: PlanIndicator, whole: PlanIndicator) -> bool:
    """Whether it is split from another row of the same plan: it must not count twice."""
    return (
        row.split_from is not None
        and row.split_from_id != whole.pk
        and row.split_from.plan_id == whole.plan_id
    )


def _verdicts(
    user: Viewer, wanted: set[tuple[int, int]], standing: str, known_at: datetime | None
) -> dict[tuple[int, int], Judgement]:
    """By plan indicator and year."""
    found: dict[tuple[int, int], Judgement] = {}
    for year in sorted({year for _, year in wanted}):
        ids = sorted(each for each, of in wanted if of == year)
        judged = judgements(user, ids, year=year, standing=standing, known_at=known_at)
        found |= {(each, year): verdict for each, verdict in judged.items()}
    return found


def _versions(
    user: Viewer,
    rows: Sequence[PlanIndicator],
    years: Mapping[int, int],
    regions: set[str],
    standing: str,
    known_at: datetime | None,
) -> dict[tuple[str, int, int], tuple[ActualVersion, bool]]:
    """What counts for the years. Submitted figures are read only where the grants themselves reach."""
    actuals = Actual.objects.filter(
        region__in=regions,
        indicator__in={row.indicator_id for row in rows},
        year__in=set(years.values()),
    )
    found: dict[tuple[str, int, int], tuple[ActualVersion, bool]] = {}
    for actual in counted(actuals, known_at):
        reached = within_reach(user, actual.region_id)
        version, is_provisional = counting(actual, standing) if reached else (actual.accepted, False)
        if version is not None:
            found[actual.region_id, actual.indicator_id, actual.year] = version, is_provisional
    return found


def _rollup(row: PlanIndicator, year: int, below: _Below) -> Rollup:
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
    below: _Below,
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


def _recomputed(row: PlanIndicator, year: int, regions: Sequence[Region], below: _Below) -> Decimal | None:
    """Of a rate, where every region below has given numerator and denominator."""
    scale = SCALES.get(row.unit)
    if scale is None:
        return None
    versions = [below.versions.get((each.code, row.indicator_id, year)) for each in regions]
    return quotient([_fraction(each[0]) if each else None for each in versions], scale)


def _fraction(version: ActualVersion) -> tuple[Decimal, Decimal] | None:
    above, under = version.numerator, version.denominator
    return None if above is None or under is None else (above, under)
