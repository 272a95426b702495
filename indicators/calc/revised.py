"""目标调整: what can be a target, so that years can be judged by it."""

from __future__ import annotations

from indicators.calc.annual import Course, read_strictly
from indicators.calc.figure import Figure, parse_figure
from indicators.calc.interval import requirement

GROWTH = ("average_growth", "change_from_baseline")


def read_target(text: str) -> Figure:
    """A new target as typed: read strictly, save that it may be a growth. FigureError says what is wrong."""
    printed = parse_figure(text)
    return printed if printed.kind in GROWTH else read_strictly(text)


def why_unusable(figure: Figure, course: Course) -> str:
    """Why no year could be judged by this target; empty where it can."""
    shown = figure.text
    if figure.kind in ("blank", "missing", "words"):
        return "请填写新的目标值，须是数值，如 95、≥96、〔350〕。"
    if (course.sense == "composition") != figure.is_ratio:
        wanted = "“1∶4∶5”形式的比例" if course.sense == "composition" else "一个数，如 95、≥96"
        return f"“{shown}”不能用来评价本指标：目标须是{wanted}。"
    if figure.cumulative and course.basis != "cumulative":
        return f"“{shown}”带括号，是规划期累计数，而本指标不按累计评价。请去掉括号。"
    if figure.kind in GROWTH and (course.basis == "cumulative" or not _has_exact_baseline(course)):
        return f"“{shown}”是增减幅度，本指标没有可以据此推算的基数。请填写目标年达到的数值。"
    if figure.is_comparable and figure.kind != "range":
        _, is_floor, _ = requirement(figure, course.sense)
        if is_floor != (course.sense == "higher"):
            way = "越高越好" if course.sense == "higher" else "越低越好"
            return f"“{shown}”与指标方向（{way}）相反，不能用来评价。"
    return ""


def same_promise(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same, however they are printed."""
    return _said(one) == _said(other)


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.op, figure.value, figure.upper, figure.members


def _has_exact_baseline(course: Course) -> bool:
    return course.baseline is not None and course.baseline.is_exact
