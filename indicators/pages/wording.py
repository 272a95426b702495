"""Figures, verdicts, gaps and paces in the few words a table cell has room for."""

from __future__ import annotations

from decimal import Decimal

from common.numbers import DASH, difference, number
from indicators.calc import STATUSES, Figure, FigureError, format_figure, parse_figure

FARTHEST = 100  # points beyond which the number says no more
KEPT = ("HOLD", "YEARLY", "BUDGET")  # regimes with a bound to keep
SHORT = {"no_data": "未报数", "basically_on_track": "基本达到"}
BY_SENSE = {
    ("breached", "higher"): "跌破底线",
    ("breached", "lower"): "突破控制目标",
    ("within_limit", "higher"): "保持在目标内",
    ("within_limit", "lower"): "控制在目标内",
    ("within_limit", "composition"): "保持在目标内",
}


def printed(figure: Figure | None) -> str:
    """As the document or the clerk wrote it; made from its parts where it was converted to another unit."""
    if figure is None:
        return DASH
    if not figure.text:
        return format_figure(figure) or DASH
    return figure.text if not figure.is_comparable or _says_the_same(figure) else format_figure(figure)


def _says_the_same(figure: Figure) -> bool:
    try:
        read = parse_figure(figure.text)
    except FigureError:
        return False
    return (read.op, read.value, read.upper) == (figure.op, figure.value, figure.upper)


def word_of(status: str, sense: str) -> str:
    """The status in the words that fit the direction: 突破 for a ceiling, 跌破 for a floor."""
    return BY_SENSE.get((status, sense)) or SHORT.get(status) or STATUSES[status].label


def distance(status: str, schedule: Decimal | None, deviation: Decimal | None) -> str:
    """How far behind the schedule a laggard is, in points; a path of a few tenths makes hundreds of them."""
    if schedule is None or deviation is None or status not in ("behind", "seriously_behind"):
        return ""
    if abs(deviation) > FARTHEST:
        return f"超过 {FARTHEST} 个百分点"
    return f"{number(abs(deviation))} 个百分点"


def gap_text(gap: Decimal | None, *, regime: str | None, is_final: bool, sense: str, unit: str) -> str:
    """还差: what is missing; 超 over a ceiling, 高 still to come down, 低 under a floor, 余 of a budget."""
    if gap is None:
        return DASH
    size = difference(abs(gap), unit)
    if gap <= 0:
        return f"余 {size}" if regime == "BUDGET" and gap < 0 else DASH
    if sense == "lower":
        return f"{'超' if regime in KEPT else '高'} {size}"
    return f"低 {size}" if regime in KEPT and not is_final else size


def pace_text(pace: Decimal | None, *, basis: str, sense: str, unit: str = "") -> str:
    """An amount a year, in the unit if one is given; a direction is said where it is not the usual one."""
    if pace is None:
        return DASH
    if basis == "cumulative" or (pace >= 0 and sense == "higher"):
        return difference(pace, unit)
    return f"{'降' if pace < 0 else '升'} {difference(abs(pace), unit)}"
