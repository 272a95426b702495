"""Where things stand in a path chart: the range of its axis, its years, and the ends of bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboards.charts.course import Course, Step
from indicators.calc import Interval

ROOM = Decimal("0.16")  # of the span, left free above and below
WHISKER = Decimal("0.13")  # of the span: how long the open side of a bound is drawn


@dataclass(frozen=True)
class Scale:
    """The range of the vertical axis, and the length that stands for an open end on it."""

    low: Decimal
    high: Decimal
    whisker: Decimal


def labels_of(course: Course, base_label: str) -> list[str]:
    """The baseline year (where it is drawn) and the years of the plan."""
    years = [str(step.year) for step in course.steps]
    years[-1] = f"{years[-1]} 目标"
    return years if course.start is None or course.summed else [base_label, *years]


def scale_of(course: Course, extrapolation: Decimal | None, former: Sequence[Decimal] = ()) -> Scale:
    """`former`: targets that are no longer in force."""
    known = [course.start, course.goal, extrapolation, *former]
    for step in course.steps:
        ends = [step.reached.low, step.reached.high] if step.reached else []
        known += [step.expected, *(ends if is_point(step.reached) else [near_end(step)])]
    values = [value for value in known if value is not None] or [Decimal(0)]
    low, high = min(values), max(values)
    span = high - low or abs(high) / 5 or Decimal(1)
    bottom = low if course.summed and low == 0 else low - span * ROOM
    return Scale(bottom, high + span * (ROOM + ROOM / 2), span * WHISKER)


def near_end(step: Step) -> Decimal | None:
    """The end of a bound that was printed."""
    if step.reached is None:
        return None
    return step.reached.high if opens_down(step) else step.reached.low


def opens_down(step: Step) -> bool:
    low_unknown = step.reached is not None and step.reached.low is None
    return low_unknown or (step.own is not None and step.own.op in ("<", "<="))


def is_point(reached: Interval | None) -> bool:
    return reached is not None and reached.is_point


def label_of(course: Course, labels: Sequence[str], step: Step) -> str:
    return labels[len(labels) - len(course.steps) + course.steps.index(step)]


def as_number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
