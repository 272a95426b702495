"""A region and those directly below it, side by side: the plans of one period with their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.queries import regions_visible_to
from indicators.queries.progress import Row, Viewer, rows_of_plans
from plans.models import Plan
from regions.models import Region


@dataclass(frozen=True)
class Place:
    """A region with its plan of the period (None: it has none in force) and the rows of that plan."""

    region: Region
    plan: Plan | None
    rows: tuple[Row, ...]


def children_of(user: Viewer, region: Region) -> list[Region]:
    """Regions directly below that one may read, with or without plans, by code."""
    return list(regions_visible_to(user).filter(parent=region.code, valid_to=None).order_by("code"))


def siblings_of(user: Viewer, region: Region) -> list[Region]:
    """The region and those beside it, by code; only the region itself where nothing is above it."""
    if region.parent_id is None:
        return [region]
    beside = regions_visible_to(user).filter(parent=region.parent_id, valid_to=None)
    return list(beside.order_by("code"))


def places_of(
    user: Viewer,
    regions: Sequence[Region],
    *,
    start_year: int,
    end_year: int,
    year: int,
    standing: str,
    with_figures: bool = False,
) -> list[Place]:
    """Each region with its plan of exactly these years and the rows, judged as of `year`. The number of
    queries does not depend on how many regions or indicators there are.
    """
    plans = plans_of_period(user, regions, start_year=start_year, end_year=end_year)
    rows = rows_of_plans(user, list(plans.values()), year=year, standing=standing, with_figures=with_figures)
    return [
        Place(region, plan, tuple(rows[plan.pk]) if plan else ())
        for region in regions
        for plan in [plans.get(region.code)]
    ]


def plans_of_period(
    user: Viewer, regions: Iterable[Region], *, start_year: int, end_year: int
) -> dict[str, Plan]:
    """By region code, the plan in force for exactly these years; the first made where there are several."""
    found = Plan.objects.visible_to(user).in_force().filter(region__in=list(regions))
    found = found.filter(start_year=start_year, end_year=end_year).select_related("region")
    return {plan.region_id: plan for plan in found.order_by("-id")}
