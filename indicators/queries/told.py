"""What regions told beside their figures: why an indicator is behind, and what they do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.queries import granted
from indicators.models import Actual, ActualVersion
from indicators.queries.known import counted
from indicators.queries.progress import Viewer

Asked = tuple[str, int, int]  # region, indicator, year


@dataclass(frozen=True)
class Told:
    """原因 and 措施 of an accepted figure."""

    cause: str = ""
    measure: str = ""


def told_of(user: Viewer, asked: Iterable[Asked], known_at: datetime | None = None) -> dict[Asked, Told]:
    """Beside the figures that count (or counted then), of regions that the grants themselves reach; what is
    not there told nothing. As many queries for forty as for one.
    """
    wanted = set(asked)
    if not wanted:
        return {}
    regions, indicators, years = (sorted(set(part)) for part in zip(*wanted, strict=True))
    found = Actual.objects.filter(granted(user), region__in=regions)
    words = ActualVersion.objects.filter(actual=OuterRef("pk")).exclude(cause="", measure="")
    found = found.filter(Exists(words), indicator__in=indicators, year__in=years)
    return {
        (each.region_id, each.indicator_id, each.year): Told(each.accepted.cause, each.accepted.measure)
        for each in counted(found, known_at)
        if each.accepted
        and (each.accepted.cause or each.accepted.measure)
        and (each.region_id, each.indicator_id, each.year) in wanted
    }
