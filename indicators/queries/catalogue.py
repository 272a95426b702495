"""The catalogue as its pages show it, and what hangs on an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries import reach_of
from audit.models import Event
from indicators.models import Actual, Indicator, IndicatorAlias, PlanIndicator
from plans.models import Plan

JUDGED_BY = ("basis", "sense", "limit_low", "limit_high")  # fields of an entry that its verdicts depend on


@dataclass(frozen=True)
class Uses:
    """How far an entry is in use, in numbers that give away nothing of a plan."""

    plans_in_force: int
    figures: int

    @property
    def is_fixed(self) -> bool:
        """Whether forms, targets or figures already rely on its unit."""
        return bool(self.plans_in_force or self.figures)


def reads_catalogue(user: User | AnonymousUser) -> bool:
    """Everyone with a grant, whichever."""
    return bool(reach_of(user).rights)


def matching(text: str) -> QuerySet[Indicator]:
    """Entries by part of the name, of another name, or of the code."""
    alias = Exists(IndicatorAlias.objects.filter(indicator=OuterRef("pk"), name__icontains=text))
    return Indicator.objects.filter(Q(name__icontains=text) | Q(code__icontains=text) | Q(alias))


def entries(*, domain: str = "", basis: str = "", sense: str = "", text: str = "") -> QuerySet[Indicator]:
    """Entries by domain and name, each with its aliases and `plan_count`: the plans in force that use it."""
    asked = {"domain": domain, "basis": basis, "sense": sense}
    found = matching(text) if text else Indicator.objects.all()
    found = found.filter(**{name: value for name, value in asked.items() if value})
    in_force = ~Q(in_plans__plan__state=Plan.State.DRAFT)
    counted = found.annotate(plan_count=Count("in_plans__plan", filter=in_force, distinct=True))
    return counted.prefetch_related("aliases").order_by("domain", "name")


def domains() -> list[str]:
    return list(Indicator.objects.order_by("domain").values_list("domain", flat=True).distinct())


def entry_shown(code: str) -> Indicator | None:
    """The entry with its aliases, its parts and what it is a part of."""
    found = Indicator.objects.filter(code=code).select_related("parent", "adds_to")
    return found.prefetch_related("aliases", "parts", "flows").first()


def plans_using(user: User | AnonymousUser, indicator: Indicator) -> QuerySet[PlanIndicator]:
    """The rows of plans this person may see, by region and then the latest first."""
    rows = PlanIndicator.objects.visible_to(user).filter(indicator=indicator).select_related("plan__region")
    return rows.order_by("plan__region_id", "-plan__start_year", "plan_id")


def plans_out_of_sight(user: User | AnonymousUser, indicator: Indicator) -> int:
    """How many plans in force use the entry that this person may not see."""
    plans = Plan.objects.in_force().filter(indicators__indicator=indicator)
    return plans.exclude(pk__in=Plan.objects.visible_to(user).values("pk")).distinct().count()


def uses_of(indicator: Indicator) -> Uses:
    plans = Plan.objects.in_force().filter(indicators__indicator=indicator)
    return Uses(plans.distinct().count(), Actual.objects.filter(indicator=indicator).count())


def rows_judged_by(indicator: Indicator, fields: Iterable[str]) -> list[PlanIndicator]:
    """Rows of plans in force whose verdicts depend on these fields of the entry: a plan's own basis or sense
    stands before the catalogue's.
    """
    found, wanted = Q(pk__in=()), set(fields)
    if "basis" in wanted:
        found |= Q(own_basis="")
    if "sense" in wanted:
        found |= Q(own_sense="")
    if wanted & {"limit_low", "limit_high"}:
        found |= Q(indicator=indicator)
    rows = PlanIndicator.objects.filter(found, indicator=indicator).exclude(plan__state=Plan.State.DRAFT)
    return list(rows.select_related("plan__region").order_by("plan__region_id", "plan_id", "pk"))


def changed_fields(indicator: Indicator, values: Mapping[str, Any]) -> list[str]:
    """Of the values, the names of those that differ from the entry's."""
    return [name for name, value in values.items() if getattr(indicator, name) != value]


def figures_outside(indicator: Indicator, low: Decimal | None, high: Decimal | None) -> list[Actual]:
    """Figures that count, or wait to, beyond these limits."""
    beyond = Q(pk__in=())
    for version in ("accepted", "provisional"):
        if low is not None:
            beyond |= Q(**{f"{version}__value__lt": low})
        if high is not None:
            beyond |= Q(**{f"{version}__value__gt": high})
    found = Actual.objects.filter(beyond, indicator=indicator)
    return list(found.select_related("region").order_by("region_id", "year"))


def has_running_totals(indicator: Indicator) -> bool:
    return Actual.objects.filter(indicator=indicator, versions__since_year__isnull=False).exists()


def kept_by_hand() -> set[str]:
    """Codes of the entries that somebody added or changed through the services, by the trail."""
    events = Event.objects.filter(subject_type=Indicator._meta.label_lower, action__startswith="indicator.")
    ids = {int(each) for each in events.values_list("subject_id", flat=True).distinct()}
    return set(Indicator.objects.filter(pk__in=ids).values_list("code", flat=True))
