"""Whether the parts of a whole add up to it: targets split downwards, figures summed upwards.

Figures are intervals, as an inequality says no more than an interval does. A part that is not known may be
anything its natural limits allow: of what cannot be negative it can only add. So a sum may be certain to
reach a floor, or to break a ceiling, while some parts are missing; everything else stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from indicators.calc.figure import Figure
from indicators.calc.interval import Interval, Limits, Sat, add, clip, interval_of, requirement, sat
from indicators.calc.units import converted, split_unit

WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
HALF = Decimal("0.5")
NO_PLAN, NO_ROW, NO_FIGURE, IN_WORDS = "no_plan", "no_row", "no_figure", "in_words"
OTHER_UNIT, OTHER_BASIS, OTHER_YEAR, OUT_OF_SIGHT = "other_unit", "other_basis", "other_year", "out_of_sight"
WHY: dict[str, str] = {
    NO_PLAN: "没有同期规划",
    NO_ROW: "规划未列此项",
    NO_FIGURE: "没有目标值",
    IN_WORDS: "目标不是数量",
    OTHER_UNIT: "计量单位不同",
    OTHER_BASIS: "统计口径不同",
    OTHER_YEAR: "目标年份不同",
    OUT_OF_SIGHT: "不在您的查阅范围内",
}
WHY_NO_ACTUAL: dict[str, str] = {**WHY, NO_FIGURE: "没有数据", IN_WORDS: "所报不是数量"}


@dataclass(frozen=True, slots=True)
class Part:
    """What a part contributes, in the unit of the whole; without an interval, `why` says why not."""

    interval: Interval | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is of the known parts alone (None: none is known), `possible` of all of them. `difference` is
    whole − total where both are numbers; `coverage` is total / whole in per cent where the whole is positive.
    """

    total: Interval | None
    possible: Interval
    known: int
    parts: int
    sat: Sat
    difference: Decimal | None
    coverage: Decimal | None

    @property
    def missing(self) -> int:
        return self.parts - self.known


def part_of(figure: Figure | None, *, unit: str, whole_unit: str, limits: Limits) -> Part:
    """A figure as a part of a whole in another unit; `limits` are in the unit of the whole."""
    if figure is None or figure.kind in ("missing", "blank"):
        return Part(None, NO_FIGURE)
    if split_unit(unit)[0] != split_unit(whole_unit)[0]:
        return Part(None, OTHER_UNIT)
    if not figure.is_comparable or figure.value is None:
        return Part(None, IN_WORDS)
    return Part(interval_of(converted(figure, unit, whole_unit), limits))


def split(target: Figure, sense: str, parts: Sequence[Part], limits: Limits) -> Sum:
    """The parts' targets against the target of the whole: a floor is to be reached, a ceiling to be kept."""
    bound, _, _ = requirement(target, sense)
    total, possible = _totals(parts, limits)
    decided = sat(possible, target, sense) if total is not None else Sat.UNKNOWN
    return _sum(total, possible, parts, decided, bound)


def summed(own: Figure | None, parts: Sequence[Part], limits: Limits, step: Decimal) -> Sum:
    """The parts' figures against the figure of the whole. Every figure may be rounded by half a `step`: that
    many halves are no difference.
    """
    total, possible = _totals(parts, limits)
    if own is None or not own.is_comparable or own.value is None:
        return _sum(total, possible, parts, Sat.UNKNOWN, None)
    whole = interval_of(own, limits)
    room = step * HALF * (len(parts) + 1)
    decided = Sat.UNKNOWN
    if total is not None and (_is_above(whole, possible, room) or _is_above(possible, whole, room)):
        decided = Sat.NO
    elif total is not None and total == possible and total.is_point and whole.is_point:
        decided = Sat.YES
    return _sum(total, possible, parts, decided, whole.low if whole.is_point else None)


def quotient(parts: Sequence[tuple[Decimal, Decimal] | None], scale: Decimal) -> Decimal | None:
    """A rate from all numerators and denominators; None where any is missing: rates are never averaged."""
    known = [each for each in parts if each is not None]
    below = sum((each[1] for each in known), Decimal(0))
    if not known or len(known) < len(parts) or below <= 0:
        return None
    return WIDE.divide(sum((each[0] for each in known), Decimal(0)) * scale, below)


def share(part: Interval | None, whole: Decimal | None) -> Decimal | None:
    """In per cent; of an inequality its known end."""
    end = None if part is None else part.low if part.low is not None else part.high
    return None if end is None or whole is None or whole <= 0 else WIDE.divide(end * 100, whole)


def _totals(parts: Sequence[Part], limits: Limits) -> tuple[Interval | None, Interval]:
    known = [part.interval for part in parts if part.interval is not None]
    unknown = clip(Interval(None, None), limits)
    possible = add([part.interval or unknown for part in parts])
    return (add(known) if known else None), possible


def _sum(
    total: Interval | None, possible: Interval, parts: Sequence[Part], decided: Sat, whole: Decimal | None
) -> Sum:
    point = total.low if total is not None and total.is_point else None
    return Sum(
        total=total,
        possible=possible,
        known=sum(part.interval is not None for part in parts),
        parts=len(parts),
        sat=decided,
        difference=whole - point if whole is not None and point is not None else None,
        coverage=share(total, whole),
    )


def _is_above(upper: Interval, lower: Interval, room: Decimal) -> bool:
    return upper.low is not None and lower.high is not None and upper.low > lower.high + room
