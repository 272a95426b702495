"""What regions told beside their figures: why an indicator is behind, and what they do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.queries import granted
from dashboards.queries.people import Viewer
from indicators.models import Actual


@dataclass(frozen=True)
class Told:
    """原因 and 措施 of an accepted figure."""

    cause: str = ""
    measure: str = ""


def told_of(user: Viewer, asked: Iterable[tuple[str, int, int]]) -> dict[tuple[str, int, int], Told]:
    """By region, indicator and year; of regions that the grants themselves reach. One query at most."""
    wanted = set(asked)
    if not wanted:
        return {}
    regions, indicators, years = (sorted(set(part)) for part in zip(*wanted, strict=True))
    found = Actual.objects.filter(granted(user), accepted__isnull=False, region__in=regions)
    found = found.filter(indicator__in=indicators, year__in=years).exclude(
        Q(accepted__cause="") & Q(accepted__measure="")
    )
    return {
        (each.region_id, each.indicator_id, each.year): Told(each.accepted.cause, each.accepted.measure)
        for each in found.select_related("accepted")
        if each.accepted and (each.region_id, each.indicator_id, each.year) in wanted
    }
