"""What is behind, and in which order it is told: the one rule of pages, reports and the API."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from indicators.models import Verdict

BEHIND = ("bad", "warn")  # lamps, the worst first
FIRST = "binding"  # the attribute that is told before the others
LAST = 1e300  # where there is no deviation
Seriousness = tuple[int, int, float]


def seriousness(attribute: str, lamp: str, deviation: Decimal | None) -> Seriousness:
    """约束性 first, then the severity of the lamp, then the deviation: the least comes first."""
    return int(attribute != FIRST), BEHIND.index(lamp), LAST if deviation is None else float(deviation)


def behind(verdicts: QuerySet[Verdict]) -> QuerySet[Verdict]:
    """Those that are behind, with their `seriousness` as `by_attribute`, `by_lamp` and `by_deviation`."""
    return verdicts.filter(lamp__in=BEHIND).annotate(
        by_attribute=Case(When(attribute=FIRST, then=0), default=1),
        by_lamp=Case(*(When(lamp=lamp, then=place) for place, lamp in enumerate(BEHIND))),
        by_deviation=Coalesce(Cast(F("deviation"), FloatField()), Value(LAST)),
    )
