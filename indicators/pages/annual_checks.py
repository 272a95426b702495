"""核对: whether the annual targets of a row come to what the plan wants, in the words of one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import DASH, number
from indicators.calc import Figure, format_figure
from indicators.calc.annual import Course
from indicators.calc.annual_sense import total_of
from indicators.calc.interval import Sat, interval_of, requirement, sat


@dataclass(frozen=True)
class Check:
    """`how` the row is checked (sum, end, each, or nothing) against the number `bound`, and what was found.

    The script works the same out while somebody types.
    """

    how: str
    bound: str
    sense: str
    value: str
    said: str
    is_met: bool


def check_of(course: Course, figures: Mapping[int, Figure]) -> Check:
    bound = requirement(course.target, course.sense)[0] if course.target else None
    if bound is None or course.sense == "composition":
        return Check("", "", course.sense, DASH, "", False)
    how = "sum" if course.basis == "cumulative" else "each" if course.is_kept else "end"
    value, said, met = DASH, "未设", False
    if figures:
        value, said, met = {"sum": _sum, "end": _end, "each": _each}[how](course, figures)
    return Check(how, format(bound, "f"), course.sense, value, said, met)


def _sum(course: Course, figures: Mapping[int, Figure]) -> tuple[str, str, bool]:
    total = total_of(course, figures)
    assert total is not None
    assert course.target is not None
    met = sat(total.amount, course.target, course.sense) is Sat.YES
    return f"合计 {total.amount}", _missing(total.missing), met and len(figures) == len(course.years)


def _missing(missing: Decimal | None) -> str:
    if missing is None:
        return "与目标不能相比"
    if not missing:
        return "等于目标"
    return f"比目标{'少' if missing > 0 else '多'} {number(abs(missing), 6)}"


def _end(course: Course, figures: Mapping[int, Figure]) -> tuple[str, str, bool]:
    last = figures.get(course.end)
    if last is None:
        return DASH, f"{course.end} 年未设", False
    met = _meets(course, last)
    return f"{course.end} 年 {format_figure(last)}", "达到目标" if met else "未达到目标", met


def _each(course: Course, figures: Mapping[int, Figure]) -> tuple[str, str, bool]:
    short = sum(not _meets(course, figure) for figure in figures.values())
    return f"已设 {len(figures)} 年", f"{short} 年未达到目标" if short else "各年达到目标", not short


def _meets(course: Course, figure: Figure) -> bool:
    return course.target is not None and sat(interval_of(figure), course.target, course.sense) is Sat.YES
