"""Exact intervals: what an inequality says, what sums of inequalities say, and whether a bound is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from indicators.calc.figure.notation import Figure, plain_number


class Sat(Enum):
    """Whether a bound is met: the interval may straddle it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends; None is an end that is not known (infinite)."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return plain_number(self.low)
        if self.low is None and self.high is None:
            return "不明"
        if self.high is None and self.low is not None:
            return f"{'＞' if self.low_open else '≥'}{plain_number(self.low)}"
        if self.low is None and self.high is not None:
            return f"{'＜' if self.high_open else '≤'}{plain_number(self.high)}"
        assert self.low is not None
        assert self.high is not None
        ends = ("（" if self.low_open else "［", "）" if self.high_open else "］")
        return f"{ends[0]}{plain_number(self.low)}，{plain_number(self.high)}{ends[1]}"


Limits = tuple[Decimal | None, Decimal | None]


def interval_of(figure: Figure, limits: Limits = (None, None)) -> Interval:
    """What a number or range says, closed by the natural limits: >90 of a share is (90, 100]."""
    value = figure.value
    if not figure.is_comparable or value is None:
        return Interval(None, None)
    if figure.kind == "range":
        return Interval(value, figure.upper)
    if figure.op in ("=", "~"):
        return Interval(value, value)
    if figure.op in (">", ">="):
        return clip(Interval(value, None, low_open=figure.op == ">"), limits)
    return clip(Interval(None, value, high_open=figure.op == "<"), limits)


def clip(interval: Interval, limits: Limits) -> Interval:
    """Close the unknown end at the natural limit; a figure beyond the limit is left as it was reported."""
    low, high = limits
    if interval.high is None and high is not None and (interval.low is None or interval.contains(high)):
        interval = Interval(interval.low, high, interval.low_open, False)
    if interval.low is None and low is not None and (interval.high is None or interval.contains(low)):
        interval = Interval(low, interval.high, False, interval.high_open)
    return interval


def add(intervals: Iterable[Interval]) -> Interval:
    """The sum: an end is known only if every summand's is, and open if any summand's is."""
    parts = list(intervals)
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    low = sum(lows, Decimal(0)) if len(lows) == len(parts) else None
    high = sum(highs, Decimal(0)) if len(highs) == len(parts) else None
    low_open = low is not None and any(part.low_open for part in parts)
    return Interval(low, high, low_open, high is not None and any(part.high_open for part in parts))


def sat(actual: Interval, target: Figure, sense: str) -> Sat:
    """Whether the actual meets the target: a plain `=` is a floor where higher is better, else a ceiling."""
    bound, floor, strict = requirement(target, sense)
    if bound is None:
        return Sat.UNKNOWN
    if not floor:
        flipped = Interval(_minus(actual.high), _minus(actual.low), actual.high_open, actual.low_open)
        return _reaches(flipped, -bound, strict)
    return _reaches(actual, bound, strict)


def requirement(target: Figure, sense: str) -> tuple[Decimal | None, bool, bool]:
    """(bound, is it a floor, is it strict); a range is met from its lower end, or up to its upper."""
    if not target.is_comparable:
        return None, sense == "higher", False
    if target.kind == "range":
        return (target.value if sense == "higher" else target.upper), sense == "higher", False
    if target.op in ("=", "~"):
        return target.value, sense == "higher", False
    return target.value, target.op in (">", ">="), target.op in (">", "<")


def _reaches(actual: Interval, floor: Decimal, strict: bool) -> Sat:
    low, high = actual.low, actual.high
    if low is not None and (low > floor or (low == floor and (actual.low_open or not strict))):
        return Sat.YES
    if high is not None and (high < floor or (high == floor and (actual.high_open or strict))):
        return Sat.NO
    return Sat.UNKNOWN


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value
