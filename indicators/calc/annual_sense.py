"""Whether annual targets make sense: what they sum to, where they lead, what the engine cannot use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.calc.annual import Course
from indicators.calc.case import Sense
from indicators.calc.figure import Figure, format_figure, plain_number
from indicators.calc.fixed_point import trimmed
from indicators.calc.interval import Interval, Sat, add, interval_of, requirement, sat

Series = Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Total:
    """Of a sum over the period: what the years bring together, and what is still missing (negative: over)."""

    amount: Interval
    missing: Decimal | None


def total_of(course: Course, figures: Series) -> Total | None:
    """The sum of the years given, for a target of the whole period."""
    if course.basis != "cumulative" or course.target is None or not figures:
        return None
    bound, _, _ = requirement(course.target, course.sense)
    amount = _short_ends(add(interval_of(figure, course.limits) for figure in figures.values()))
    end = amount.low if course.sense == "higher" else amount.high
    return Total(amount, None if bound is None or end is None else bound - end)


def _short_ends(interval: Interval) -> Interval:
    """Without idle zeros: 18.5 + 18.5 is 37."""
    low, high = (None if end is None else trimmed(end) for end in (interval.low, interval.high))
    return replace(interval, low=low, high=high)


def concerns(course: Course, figures: Series) -> list[str]:
    """What does not fit together, in sentences; one may have reasons for it."""
    if course.target is None or not figures:
        return []
    if course.sense == "composition":
        return _other_tiers(course, figures)
    found = _against_sense(course, figures) + _beyond_limits(course, figures) + _holes(course, figures)
    if course.basis == "cumulative":
        return found + _sum(course, figures)
    return found + (_each_year(course, figures) if course.is_kept else _way(course, figures))


def _other_tiers(course: Course, figures: Series) -> list[str]:
    tiers = len(course.target.members) if course.target else 0
    return [
        f"{year} 年的比例有 {len(figure.members)} 项，目标有 {tiers} 项。"
        for year, figure in sorted(figures.items())
        if tiers and len(figure.members) != tiers
    ]


def _against_sense(course: Course, figures: Series) -> list[str]:
    way = "越高越好" if course.sense == "higher" else "越低越好"
    return [
        f"{year} 年的“{figure.text}”与指标方向（{way}）相反，评价时不起作用。"
        for year, figure in sorted(figures.items())
        if figure.kind != "range" and requirement(figure, course.sense)[1] != (course.sense == "higher")
    ]


def _beyond_limits(course: Course, figures: Series) -> list[str]:
    low, high = course.limits
    return [
        f"{year} 年的“{figure.text}”超出指标的自然范围。"
        for year, figure in sorted(figures.items())
        if any(
            number is not None
            and ((low is not None and number < low) or (high is not None and number > high))
            for number in (figure.value, figure.upper)
        )
    ]


def _holes(course: Course, figures: Series) -> list[str]:
    """A year left out before others makes the later ones useless, save where each year stands for itself."""
    missing = [str(year) for year in range(course.start, max(figures)) if year not in figures]
    if not missing or course.is_kept:
        return []
    return [f"{'、'.join(missing)} 年没有年度目标：此后各年仍按直线计算时序进度。"]


def _sum(course: Course, figures: Series) -> list[str]:
    total, target = total_of(course, figures), course.target
    if total is None or target is None:
        return []
    complete, higher = len(figures) == len(course.years), course.sense == "higher"
    met = sat(total.amount, target, course.sense)
    if met is Sat.NO and (complete or not higher):
        if not total.missing:
            return [f"各年合计 {total.amount}，而目标“{format_figure(target)}”不包括这个数本身。"]
        word = "少" if higher else "多"
        return [f"各年合计 {total.amount}，比目标{word} {plain_number(abs(total.missing))}。"]
    if met is Sat.UNKNOWN and complete:
        return [f"各年合计 {total.amount}，不能确定是否达到目标。"]
    return []


def _each_year(course: Course, figures: Series) -> list[str]:
    return [
        _short(course, year, figures[year]) for year in sorted(figures) if _is_short(course, figures[year])
    ]


def _way(course: Course, figures: Series) -> list[str]:
    """The last year reaches the target, and no year is worse than the one before."""
    found = []
    if course.end in figures and _is_short(course, figures[course.end]):
        found.append(_short(course, course.end, figures[course.end]))
    before, place = course.baseline, "基数"
    for year in sorted(figures):
        if before is not None and before.is_comparable and _is_worse(figures[year], before, course.sense):
            found.append(f"{year} 年的“{figures[year].text}”比{place}“{format_figure(before)}”还差。")
        before, place = figures[year], f" {year} 年的"
    return found


def _is_short(course: Course, figure: Figure) -> bool:
    return course.target is not None and sat(interval_of(figure), course.target, course.sense) is not Sat.YES


def _short(course: Course, year: int, figure: Figure) -> str:
    target = format_figure(course.target) if course.target else ""
    return f"{year} 年的“{figure.text}”没有达到目标“{target}”。"


def _is_worse(figure: Figure, before: Figure, sense: Sense) -> bool:
    own, _, _ = requirement(figure, sense)
    former, _, _ = requirement(before, sense)
    if own is None or former is None:
        return False
    return own < former if sense == "higher" else own > former
