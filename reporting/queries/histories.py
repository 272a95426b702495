"""Every version of figures, as far as a reader may know of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries import granted
from indicators.models import ActualVersion, Indicator, PlanIndicator
from indicators.queries.history import within_reach
from plans.models import Plan
from plans.queries import region_shown
from regions.models import Region
from reporting.models import Row, Submission
from reporting.states import State

RELATED = ("actual__region", "actual__indicator", "entered_by", "acceptance__by")


def recent_versions(user: User, *, text: str = "", year: int | None = None) -> QuerySet[ActualVersion]:
    """Versions of the regions that the grants cover, the latest first; `text` is in the name of the region or
    of the indicator.
    """
    found = _known_to(user, ActualVersion.objects.filter(granted(user, "actual__region")))
    if text:
        found = found.filter(
            Q(actual__region__name__contains=text) | Q(actual__indicator__name__contains=text)
        )
    if year is not None:
        found = found.filter(actual__year=year)
    return found.select_related(*RELATED).order_by("-id")


def figure_shown(user: User, region_code: str, indicator_code: str) -> tuple[Region, Indicator] | None:
    """The region and the indicator, where this person may read the region's published record."""
    region = region_shown(user, region_code)
    indicator = Indicator.objects.filter(code=indicator_code).first()
    return (region, indicator) if region is not None and indicator is not None else None


def versions_of_figure(user: User, region: Region, indicator: Indicator) -> list[ActualVersion]:
    """All years, the latest first; those never accepted only where the grants reach."""
    found = ActualVersion.objects.filter(actual__region=region, actual__indicator=indicator)
    if within_reach(user, region.code):
        found = _known_to(user, found)
    else:
        found = found.filter(acceptance__isnull=False)
    found = found.select_related(*RELATED).prefetch_related("signatures", "findings")
    return list(found.order_by("-actual__year", "-number"))


def rows_of_figure(region: Region, indicator: Indicator) -> list[Row]:
    """The rows in which the figure was asked for, year by year."""
    rows = Row.objects.filter(submission__region=region, indicator=indicator)
    return list(rows.select_related("submission__round").order_by("submission__round__year"))


def plans_using(user: User, region: Region, indicator: Indicator) -> list[PlanIndicator]:
    """The region's plans in force that are judged by the figure."""
    found = PlanIndicator.objects.visible_to(user).filter(plan__region=region, indicator=indicator)
    found = found.exclude(plan__state=Plan.State.DRAFT).select_related("plan")
    return list(found.order_by("-plan__start_year", "plan_id"))


def _known_to(user: User, versions: QuerySet[ActualVersion]) -> QuerySet[ActualVersion]:
    """What a clerk took back is a draft again, and theirs alone."""
    theirs = Submission.objects.filled_by(user)
    others = Row.objects.filter(version=OuterRef("pk"), state=State.DRAFT.value).exclude(
        submission__in=theirs
    )
    return versions.exclude(Q(acceptance=None) & Exists(others))
