"""Plans as pages show them, and the regions around a region that have any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.queries import regions_visible_to
from plans.models import Plan, PlanQuerySet
from regions.codes import bounds, is_code
from regions.models import Region


def published_by(moment: datetime | None, plan: str = "plan") -> Q:
    """Rows whose plan was in the system, published, by then; all of them where the present is."""
    return Q() if moment is None else Q(**{f"{plan}__published_at__lte": moment})


@dataclass(frozen=True)
class Neighbourhood:
    """Where one may go from a region: up, sideways and down, to regions with a plan in force.

    `ancestors` run from the top down, with or without plans of their own. `deeper` are regions below the
    children that no region with a plan stands above, save this one.
    """

    region: Region
    ancestors: tuple[Region, ...]
    siblings: tuple[Region, ...]
    children: tuple[Region, ...]
    deeper: tuple[Region, ...]


@dataclass(frozen=True)
class PlanListing:
    """Plans to choose from, and what they can be narrowed by: regions, periods as (start, end)."""

    plans: tuple[Plan, ...]
    regions: tuple[Region, ...]
    periods: tuple[tuple[int, int], ...]


def region_shown(user: User | AnonymousUser, code: str) -> Region | None:
    """The region with its ancestors, where this person may read its published record."""
    if not is_code(code):  # PostgreSQL takes no NUL
        return None
    found = regions_visible_to(user).filter(code=code)
    return found.select_related("parent__parent__parent").first()


def plans_of_region(user: User | AnonymousUser, code: str) -> list[Plan]:
    """Plans in force of the region itself, the latest first."""
    plans = Plan.objects.visible_to(user).in_force().filter(region=code)
    return list(plans.order_by("-start_year", "id"))


def plans_of_period(
    user: User | AnonymousUser, regions: Iterable[Region], *, start_year: int, end_year: int
) -> dict[str, Plan]:
    """By region code, the plan in force for exactly these years; the first made where there are several."""
    found = plans_of_periods(user, list(regions), {(start_year, end_year)})
    return {region: plan for (region, _, _), plan in found.items()}


def plans_of_periods(
    user: User | AnonymousUser,
    regions: QuerySet[Region] | list[Region],
    periods: Iterable[tuple[int, int]],
) -> dict[tuple[str, int, int], Plan]:
    """The same for several periods, by region code, first and last year. One query."""
    wanted = set(periods)
    found = Plan.objects.visible_to(user).in_force().filter(region__in=regions)
    found = found.filter(start_year__in={start for start, _ in wanted}).select_related("region")
    return {
        (plan.region_id, plan.start_year, plan.end_year): plan
        for plan in found.order_by("-id")
        if (plan.start_year, plan.end_year) in wanted
    }


def plan_shown(user: User | AnonymousUser, plan_id: int) -> Plan | None:
    """The plan with its region's ancestors and its parent plans."""
    plans = _with_region(Plan.objects.visible_to(user).filter(pk=plan_id))
    return plans.prefetch_related("parent_plans__region").first()


def plan_ids_shown(user: User | AnonymousUser, plan_ids: Iterable[int]) -> set[int]:
    """Those of the plans that this person may open."""
    return set(Plan.objects.visible_to(user).filter(pk__in=list(plan_ids)).values_list("pk", flat=True))


def plan_listing(user: User | AnonymousUser, *, region: str = "", start: int | None = None) -> PlanListing:
    """Plans this person may read, by region and then the latest first; `indicator_count` on each."""
    everything = Plan.objects.visible_to(user)
    plans = _with_region(everything)
    if region:
        plans = plans.filter(region=region)
    if start is not None:
        plans = plans.filter(start_year=start)
    plans = plans.annotate(indicator_count=Count("indicators")).order_by("region_id", "-start_year", "id")
    periods = everything.order_by("-start_year", "-end_year").values_list("start_year", "end_year").distinct()
    regions = Region.objects.filter(plans__in=everything).distinct().order_by("code")
    return PlanListing(tuple(plans), tuple(regions), tuple(periods))


def neighbourhood(user: User | AnonymousUser, region: Region) -> Neighbourhood:
    """`region` as `region_shown` gives it. All ancestors of a region one may read are readable too."""
    low, high = bounds(region.code)
    around = Q(code__range=(low, high))
    if region.parent_id is not None:
        around |= Q(parent_id=region.parent_id)
    planned = Plan.objects.visible_to(user).in_force().values("region_id")
    found = list(regions_visible_to(user).filter(around, code__in=planned).order_by("code"))
    below = [each for each in found if low <= each.code <= high and each.code != region.code]
    children = tuple(each for each in below if each.parent_id == region.code)
    return Neighbourhood(
        region=region,
        ancestors=_ancestors(region),
        siblings=tuple(each for each in found if region.parent_id and each.parent_id == region.parent_id),
        children=children,
        deeper=tuple(each for each in _uncovered(below) if each not in children),
    )


def _with_region(plans: PlanQuerySet) -> PlanQuerySet:
    return plans.select_related("region__parent__parent__parent")


def _ancestors(region: Region) -> tuple[Region, ...]:
    found: list[Region] = []
    above = region.parent
    while above is not None:
        found.insert(0, above)
        above = above.parent
    return tuple(found)


def _uncovered(regions: list[Region]) -> list[Region]:
    """Those that none of the others stands above: province and city of a code are parts of it."""
    codes = {each.code for each in regions}
    return [each for each in regions if not codes & (_codes_above(each.code) - {each.code})]


def _codes_above(code: str) -> set[str]:
    return {f"{code[:2]}0000", f"{code[:4]}00"}
