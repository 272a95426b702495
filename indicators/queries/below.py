"""What is read of the regions directly below those of some plans, for all of the plans at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.queries import regions_visible_to
from indicators.models import Actual, ActualVersion, PlanIndicator
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

Place = tuple[int, str]  # plan indicator of the whole, region of the part
Period = tuple[str, int, int]  # region, first and last year of a plan


@dataclass(frozen=True)
class Below:
    """Children by code of the parent; rows and items by plan indicator of
    the whole and region; versions by region, indicator and year.
    """

    regions: Mapping[str, Sequence[Region]]
    visible: frozenset[str]
    with_plan: frozenset[Period]
    rows: Mapping[Place, PlanIndicator]
    items: Mapping[Place, Item]
    verdicts: Mapping[tuple[int, int], Judgement]
    versions: Mapping[tuple[str, int, int], tuple[ActualVersion, bool]]


def below_of(
    user: Viewer,
    rows: Sequence[PlanIndicator],
    years: Mapping[int, int],
    *,
    standing: str,
    known_at: datetime | None,
    with_verdicts: bool,
) -> Below:
    """Of plan indicators of any plans; `years` are by plan."""
    regions = _children({row.plan.region_id for row in rows})
    plans = _plans_below(user, rows)
    found = _rows_below(user, rows, regions, plans, known_at)
    year_of = {row.pk: years[row.plan_id] for row in rows}
    items = {place: items_of([their], year_of[place[0]])[0] for place, their in found.items()}
    visible = regions_visible_to(user).filter(parent__in=list(regions)).values_list("code", flat=True)
    wanted = {(items[place].id, year_of[place[0]]) for place in items} if with_verdicts else set()
    return Below(
        regions=regions,
        visible=frozenset(visible),
        with_plan=frozenset(plans),
        rows=found,
        items=items,
        verdicts=_verdicts(user, wanted, standing, known_at),
        versions=_versions(user, rows, years, {*regions, *visible}, standing, known_at),
    )


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
