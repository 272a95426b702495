"""What the editor of a draft plan shows and lets choose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Department, User
from accounts.queries import reach_of
from accounts.roles import Role
from indicators.models import Indicator, PlanIndicator
from intake.matching import Entry
from plans.models import Commitment, Plan
from regions.models import Region


@dataclass(frozen=True)
class Catalogue:
    """The whole catalogue, which entry each name, other name and code means, and as the matching takes it."""

    entries: tuple[Indicator, ...]
    by_name: dict[str, Indicator]
    to_match: tuple[Entry, ...]

    def find(self, text: str) -> Indicator | None:
        """By exact name, other name or code."""
        return self.by_name.get(" ".join(text.split()))


def catalogue() -> Catalogue:
    entries = tuple(Indicator.objects.order_by("domain", "name").prefetch_related("aliases"))
    named = {each.code: each for each in entries}
    named |= {alias.name: each for each in entries for alias in each.aliases.all()}
    to_match = [
        Entry(each.code, each.name, tuple(alias.name for alias in each.aliases.all()), each.unit)
        for each in entries
    ]
    return Catalogue(entries, named | {each.name: each for each in entries}, tuple(to_match))


def planned_regions(user: User) -> list[Region]:
    """Where this person makes plans, with the regions above."""
    codes = reach_of(user).regions(Role.PLANNER)
    found = Region.objects.filter(code__in=codes).select_related("parent__parent__parent")
    return list(found.order_by("code"))


def parent_plans_open_to(user: User, regions: Collection[Region]) -> list[Plan]:
    """Plans in force of the regions above these that this person may read, the latest period first."""
    above: set[str] = set()
    for region in regions:
        higher = region.parent
        while higher is not None:
            above.add(higher.code)
            higher = higher.parent
    found = Plan.objects.visible_to(user).in_force().filter(region__in=above).select_related("region")
    return list(found.order_by("-start_year", "-end_year", "region_id", "id"))


def row_edited_by(user: User, plan_indicator_id: int) -> PlanIndicator | None:
    """The row of a plan of this planner's own region."""
    planned = reach_of(user).regions(Role.PLANNER)
    found = PlanIndicator.objects.filter(plan__region__in=planned, pk=plan_indicator_id)
    found = found.select_related("plan__region__parent__parent__parent", "indicator", "parent", "department")
    return found.select_related("split_from", "baseline").prefetch_related("targets").first()


def commitment_edited_by(user: User, commitment_id: int) -> Commitment | None:
    planned = reach_of(user).regions(Role.PLANNER)
    found = Commitment.objects.filter(plan__region__in=planned, pk=commitment_id)
    return found.select_related("plan__region", "department").first()


def commitments_of(plan: Plan) -> list[Commitment]:
    return list(Commitment.objects.filter(plan=plan).select_related("department").order_by("position"))


def rows_to_split(plan: Plan) -> list[PlanIndicator]:
    """The indicators of the plans that this one carries out."""
    above = Q(plan__in=plan.parent_plans.all()) & ~Q(plan__state=Plan.State.DRAFT)
    found = PlanIndicator.objects.filter(above).select_related("plan__region", "indicator")
    return list(found.order_by("plan__region_id", "plan_id", "position"))


def departments_of(plan: Plan) -> list[Department]:
    return list(Department.objects.filter(region=plan.region_id).order_by("id"))
