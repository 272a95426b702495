"""Numbers, figures and intervals as parts of a Chinese sentence."""

from __future__ import annotations

from decimal import Decimal

from indicators.calc.case import Case, Verdict
from indicators.calc.figure import Figure, format_figure, plain_number
from indicators.calc.fixed_point import round_half_up
from indicators.calc.interval import Interval
from indicators.calc.layout import GROWTH

LONGEST_DECIMALS, SHORTENED = 6, 4


def bare(value: Decimal) -> str:
    """A number without trailing zeros; one with more than six decimals (an implied level) is shortened."""
    if -int(value.as_tuple().exponent) > LONGEST_DECIMALS:
        value = round_half_up(value, SHORTENED)
    shown = plain_number(value)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def term(value: Decimal) -> str:
    """A number as part of a formula: negative ones in brackets."""
    return f"（{bare(value)}）" if value < 0 else bare(value)


def percent(value: Decimal) -> str:
    return f"{bare(value)}%"


def printed(figure: Figure | None) -> str:
    """The figure in its printed notation, without the brackets of a sum."""
    if figure is None:
        return "—"
    return format_figure(figure).strip("〔〕") or "—"


def printed_target(case: Case, verdict: Verdict) -> str:
    """The target as printed, with the level it implies where it is a growth."""
    target = printed(case.target)
    if case.target is None or case.target.kind not in GROWTH or verdict.target_level is None:
        return target
    return f"{bare(verdict.target_level)}（由“{target}”推算）"


def in_words(actual: Interval | tuple[Decimal, ...] | None) -> str:
    """What comes behind “实际值”: 为 93.4, 高于 90, 不低于 155, 高于 90、不高于 100."""
    if isinstance(actual, tuple):
        return "为 " + "∶".join(bare(member) for member in actual)
    if actual is None or (actual.low is None and actual.high is None):
        return "不明"
    if actual.low is not None and actual.is_point:
        return f"为 {bare(actual.low)}"
    ends = []
    if actual.low is not None:
        ends.append(f"{'高于' if actual.low_open else '不低于'} {bare(actual.low)}")
    if actual.high is not None:
        ends.append(f"{'低于' if actual.high_open else '不高于'} {bare(actual.high)}")
    return "、".join(ends)
