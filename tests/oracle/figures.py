"""§2 for the oracle: numbers, intervals, and whether a bound is met."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

INFINITY = float("inf")
YES, NO, UNKNOWN = "yes", "no", "unknown"
Bound = Fraction | float  # float only for the two infinities


@dataclass(frozen=True)
class Interval:
    """All values a figure may have; `exact` when the figure is a number (`=` or `~`), not an inequality."""

    low: Bound
    low_included: bool
    high: Bound
    high_included: bool
    exact: bool


@cache
def number(value: Any) -> Fraction:
    return Fraction(str(value))


def interval(figure: dict[str, Any], limits: list[Any] | None, years: int = 1) -> Interval:
    """An inequality is an interval, closed by the natural limits where the indicator has them.

    The limits are those of one year's figure, so a running total of `years` years has as many times them.
    A limit that the figure contradicts (">100" of a share) is a mistake in entering and closes nothing.
    """
    op, value = figure["op"], number(figure["value"])
    if figure.get("max") is not None:
        return Interval(value, True, number(figure["max"]), True, exact=False)
    least: Bound = number(limits[0]) * years if limits and limits[0] is not None else -INFINITY
    most: Bound = number(limits[1]) * years if limits and limits[1] is not None else INFINITY
    if most < value or (most == value and op == ">"):
        most = INFINITY
    if least > value or (least == value and op == "<"):
        least = -INFINITY
    if op in (">", ">="):
        return Interval(value, op == ">=", most, most != INFINITY, exact=False)
    if op in ("<", "<="):
        return Interval(least, least != -INFINITY, value, op == "<=", exact=False)
    return Interval(value, True, value, True, exact=True)  # "=", and "~" compared as "="


def add(a: Interval, b: Interval) -> Interval:
    """Sums of intervals are intervals."""
    return Interval(
        a.low + b.low,
        a.low_included and b.low_included,
        a.high + b.high,
        a.high_included and b.high_included,
        exact=a.exact and b.exact,
    )


def sat(a: Interval, target: dict[str, Any], sense: str) -> str:
    """Does A satisfy T? yes / no / unknown. A plain `=` in a target means ≥ (higher) or ≤ (lower)."""
    t = level(target, sense)
    op = target["op"]
    if op in ("=", "~") or is_range(target):
        op = ">=" if sense == "higher" else "<="
    if op == ">=":
        surely = a.low >= t
        never = a.high < t or (a.high == t and not a.high_included)
    elif op == ">":
        surely = a.low > t or (a.low == t and not a.low_included)
        never = a.high <= t
    elif op == "<=":
        surely = a.high <= t
        never = a.low > t or (a.low == t and not a.low_included)
    else:
        surely = a.high < t or (a.high == t and not a.high_included)
        never = a.low >= t
    return YES if surely else NO if never else UNKNOWN


def is_range(figure: dict[str, Any]) -> bool:
    return figure.get("max") is not None


def level(target: dict[str, Any], sense: str) -> Fraction:
    """T as a number: of a range its lower end (higher) or its upper (lower)."""
    return number(target["max"] if is_range(target) and sense == "lower" else target["value"])


def contradicts(target: dict[str, Any], sense: str) -> bool:
    """A ceiling where higher is better, or a floor where lower is: it cannot be judged."""
    if is_range(target):
        return False
    return bool(target["op"] in (("<", "<=") if sense == "higher" else (">", ">=")))


def is_inequality(figure: dict[str, Any] | None) -> bool:
    return figure is not None and figure["op"] in ("<", "<=", ">", ">=")


def better(a: Fraction, b: Fraction, sense: str) -> bool:
    return a > b if sense == "higher" else a < b
