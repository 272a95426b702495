"""A region and those directly below it, side by side: the plans of one period with their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from accounts.queries import granted, regions_visible_to
from indicators.models import Indicator, PlanIndicator, Standing
from indicators.queries.progress import Row, Viewer, rows_of_plans
from plans.models import Plan
from plans.queries import plans_of_period
from regions.models import Region


@dataclass(frozen=True)
class Place:
    """A region with its plan of the period (None: it has none in force) and the rows of that plan."""

    region: Region
    plan: Plan | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class LevelCount:
    """The verdicts of all plans of one level, counted as words.tally counts those of one plan."""

    level: str
    plans: int
    total: int
    met: int
    lagging: int
    binding_lagging: int

    @property
    def label(self) -> str:
        return str(Region.Level(self.level).label)

    @property
    def others(self) -> int:
        """Without a verdict of the year itself."""
        return self.total - self.met - self.lagging


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
    own: Plan | None = None,
) -> list[Place]:
    """Each region with its plan of exactly these years and the rows, judged as of `year`. The number of
    queries does not depend on how many regions or indicators there are. `own`: the plan that counts in its
    region, which may have another for the same years.
    """
    plans = plans_of_period(user, regions, start_year=start_year, end_year=end_year)
    if own is not None:
        plans[own.region_id] = own
    rows = rows_of_plans(user, list(plans.values()), year=year, standing=standing, with_figures=with_figures)
    return [
        Place(region, plan, tuple(rows[plan.pk]) if plan else ())
        for region in regions
        for plan in [plans.get(region.code)]
    ]


def codes_with_plans_below(
    user: Viewer, regions: Iterable[Region], *, start_year: int, end_year: int
) -> set[str]:
    """Those of the regions that have one directly below with a plan of these years."""
    plans = Plan.objects.visible_to(user).in_force().filter(start_year=start_year, end_year=end_year)
    found = plans.filter(region__parent__in=list(regions)).order_by()
    return {str(code) for code in found.values_list("region__parent_id", flat=True).distinct()}


def counts_by_level(
    user: Viewer, region: Region, *, start_year: int, end_year: int, year: int, standing: str
) -> list[LevelCount]:
    """The region and everything below that one may read, by one query, from the top level down."""
    plans = Plan.objects.visible_to(user).in_force().filter(start_year=start_year, end_year=end_year)
    rows = PlanIndicator.objects.visible_to(user).filter(
        plan__in=plans.filter(region__code__range=region.bounds)
    )
    current = Q(verdicts__year=year, verdicts__judged_year=year, verdicts__standing=standing)
    if standing == Standing.PROVISIONAL:
        current &= granted(user, "plan__region")
    lagging = current & Q(verdicts__lamp__in=("warn", "bad"))
    counted = (
        rows.order_by()
        .values(level=F("plan__region__level"))
        .annotate(
            plans=Count("plan", distinct=True),
            total=Count("pk", distinct=True),
            met=Count("pk", filter=current & Q(verdicts__lamp="ok")),
            lagging=Count("pk", filter=lagging),
            binding_lagging=Count("pk", filter=lagging & Q(verdicts__attribute="binding")),
        )
    )
    found = [LevelCount(**each) for each in counted]
    return sorted(found, key=lambda each: list(Region.Level).index(Region.Level(each.level)))


def catalogue_codes(rows: Iterable[Row]) -> dict[int, str]:
    """By indicator, its code in the catalogue."""
    ids = {row.item.indicator_id for row in rows}
    return dict(Indicator.objects.filter(pk__in=ids).values_list("pk", "code"))
