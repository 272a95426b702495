"""What a word finds: of each kind, only what this person may see. Two queries a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Department, User
from accounts.queries import reach_of, regions_visible_to
from indicators.models import Indicator, PlanIndicator
from indicators.queries import catalogue
from plans.models import Commitment, Plan
from regions import queries as regions
from regions.models import Region

Viewer = User | AnonymousUser
KINDS = ("region", "plan", "plan_indicator", "indicator", "commitment", "department")


@dataclass(frozen=True)
class Found:
    """Rows of one kind, unsliced."""

    kind: str
    rows: QuerySet[Any]


def finds_anything(user: Viewer) -> bool:
    return bool(reach_of(user).rights)


def is_draft(plan: Plan) -> bool:
    """A draft has no page of its indicators yet."""
    return plan.state == Plan.State.DRAFT


def found_of(user: Viewer, kind: str, text: str) -> Found:
    """`kind` is one of KINDS."""
    rows = {
        "region": _regions,
        "plan": _plans,
        "plan_indicator": _plan_indicators,
        "indicator": _indicators,
        "commitment": _commitments,
        "department": _departments,
    }
    return Found(kind, rows[kind](user, text))


def _regions(user: Viewer, text: str) -> QuerySet[Region]:
    """The tree of regions is known to everyone."""
    return regions.matching(text)


def _plans(user: Viewer, text: str) -> QuerySet[Plan]:
    named = Q(title__icontains=text) | Q(document_number__icontains=text)
    plans = Plan.objects.visible_to(user).filter(named).select_related("region")
    return plans.order_by("-start_year", "region_id", "id")


def _plan_indicators(user: Viewer, text: str) -> QuerySet[PlanIndicator]:
    """As printed in the plan, or as the catalogue calls it."""
    named = Q(name__icontains=text) | Q(indicator__in=catalogue.matching(text).values("pk"))
    rows = PlanIndicator.objects.visible_to(user).filter(named).select_related("plan__region", "indicator")
    return rows.order_by("-plan__start_year", "plan__region_id", "plan_id", "position")


def _indicators(user: Viewer, text: str) -> QuerySet[Indicator]:
    return catalogue.matching(text).prefetch_related("aliases").order_by("domain", "name")


def _commitments(user: Viewer, text: str) -> QuerySet[Commitment]:
    named = Q(name__icontains=text) | Q(section__icontains=text)
    rows = Commitment.objects.visible_to(user).filter(named).select_related("plan__region")
    return rows.order_by("-plan__start_year", "plan__region_id", "plan_id", "position")


def _departments(user: Viewer, text: str) -> QuerySet[Department]:
    """Of the regions whose record this person may read: they are named beside its indicators."""
    rows = Department.objects.filter(name__icontains=text, region__in=regions_visible_to(user))
    return rows.select_related("region").order_by("region_id", "id")
