"""The small trend of a table row, as numbers by year from the baseline year on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboards.charts.course import Course, Step


@dataclass(frozen=True, slots=True)
class Trend:
    values: tuple[Decimal | None, ...] = ()
    path: tuple[Decimal | None, ...] = ()
    limit: Decimal | None = None


def trend_of(course: Course) -> Trend:
    """Exact values only: an inequality leaves a gap in the line."""
    latest = course.latest
    if latest is None:
        return Trend()
    values = (course.start, *(_exact(step) for step in course.steps if step.year <= latest.year))
    if course.stepwise:
        return Trend(values, (course.start, *(step.expected for step in course.steps)))
    return Trend(values, limit=course.goal)


def _exact(step: Step) -> Decimal | None:
    reached = step.reached
    return reached.low if reached is not None and reached.is_point else None
