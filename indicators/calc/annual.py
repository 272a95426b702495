"""年度目标: the straight line of a target through the years of its plan, and annual targets as typed.

The line is the one by which the schedule is counted where no annual targets are set: an equal share of a sum
each year, an equal step from the baseline for a level; a target that the baseline already meets is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.calc.case import Basis, Sense
from indicators.calc.figure import Figure, FigureError, format_figure, read_entry
from indicators.calc.figure.notation import DECIMALS
from indicators.calc.fixed_point import trimmed
from indicators.calc.interval import Limits, Sat, interval_of, requirement, sat

LONGEST = 60  # characters of a figure as typed


@dataclass(frozen=True, slots=True)
class Course:
    """What the years of a plan should lead to. `decimals` and `limits` belong to the unit of the plan."""

    basis: Basis
    sense: Sense
    start: int
    end: int
    target: Figure | None
    baseline: Figure | None = None
    every_year: bool = False
    decimals: int = 2
    limits: Limits = (None, None)

    @property
    def years(self) -> range:
        return range(self.start, self.end + 1)

    @property
    def is_kept(self) -> bool:
        """Whether each year is to meet the target, rather than to come nearer to it."""
        if self.basis == "cumulative":
            return False
        if self.basis == "annual" and self.every_year:
            return True
        base, target = self.baseline, self.target
        if base is None or target is None or not base.is_exact:
            return False
        return sat(interval_of(base), target, self.sense) is Sat.YES


def why_no_line(course: Course) -> str:
    """Why there is no straight line; empty where there is one."""
    target, base = course.target, course.baseline
    if target is None:
        return "没有目标值"
    if course.sense == "composition":
        return "结构比例不按直线推算"
    if target.kind in ("average_growth", "change_from_baseline"):
        return "目标是增减幅度，不按直线推算"
    if not target.is_comparable:
        return "目标是文字，没有数值"
    if course.basis == "cumulative" or course.is_kept:
        return ""
    if base is None or not base.is_reported:
        return "没有基数，不能推算"
    return "" if base.is_exact else "基数不是确数，不能推算"


def straight_line(course: Course) -> dict[int, Figure]:
    """By year, with the operator of the target; the sum, or the last year, is the target to the last digit.
    Empty where `why_no_line` says why.
    """
    target = course.target
    if target is None or why_no_line(course):
        return {}
    bound, _, _ = requirement(target, course.sense)
    if bound is None:
        return {}
    op = "=" if target.kind == "range" else target.op
    return {year: _printed(Figure(op, value)) for year, value in _values(course, bound)}


def _values(course: Course, bound: Decimal) -> Iterator[tuple[int, Decimal]]:
    base = course.baseline.value if course.baseline and course.basis != "cumulative" else None
    if course.is_kept:
        yield from ((year, bound) for year in course.years)
        return
    start, places = base or Decimal(0), _places(course, bound, base)
    reached, length = start, len(course.years)
    for count, year in enumerate(course.years, start=1):
        point = bound if year == course.end else _point(start, bound, count, length, places)
        yield year, trimmed(point - reached if course.basis == "cumulative" else point)
        reached = point


def _point(start: Decimal, end: Decimal, count: int, length: int, places: int) -> Decimal:
    """After `count` of `length` equal steps, rounded; exact before it is rounded."""
    scaled = (start * (length - count) + end * count) * 10**places
    low, high = scaled.as_integer_ratio()
    size, sign = abs(low), -1 if low < 0 else 1
    whole = (2 * size + high * length) // (2 * high * length)
    return Decimal(f"{sign * whole}E-{places}")


def _places(course: Course, *numbers: Decimal | None) -> int:
    """Those of the indicator, or of target and baseline where they are finer: the line ends on its target."""
    finer = [-int(trimmed(number).as_tuple().exponent) for number in numbers if number is not None]
    return min(DECIMALS, max(course.decimals, *finer))


def _printed(figure: Figure) -> Figure:
    return replace(figure, text=format_figure(figure))


def read_strictly(text: str) -> Figure:
    """As from an entry form; only, a promise has no dash to advise."""
    try:
        return read_entry(text)
    except FigureError as error:
        raise FigureError(str(error).replace("；无数据填“—”", "")) from error


def read_annual(text: str, course: Course) -> Figure | None:
    """An annual target as typed, None for an empty cell. FigureError where the engine could do nothing with
    it.
    """
    shown = text.strip()
    if len(shown) > LONGEST:
        raise FigureError(f"“{shown[:12]}…”太长。请只填一个数字，如 12.5、≥96。")
    figure = read_strictly(text)
    if figure.kind == "blank":
        return None
    if figure.kind == "missing":
        raise FigureError(f"“{shown}”不是目标。不设年度目标的，请留空。")
    if figure.cumulative:
        raise FigureError(f"“{shown}”带括号，是规划期累计数。年度目标请填当年的数，不加括号。")
    if course.sense == "composition" and not figure.is_ratio:
        raise FigureError(f"“{shown}”不是比例。请按“1∶4∶5”的形式填写。")
    if course.sense != "composition" and figure.is_ratio:
        raise FigureError(f"“{shown}”是比例，本指标要填一个数，如 12.5、≥96。")
    return figure


def decimals_in(decimals: int, times: Decimal) -> int:
    """Decimals of an indicator in a unit whose numbers are `times` (a power of ten) as large."""
    return min(DECIMALS, max(0, decimals - times.adjusted()))
