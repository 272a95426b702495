"""Figures, gaps and paces as a page says them. Printed text is kept; computed numbers are rounded."""

from __future__ import annotations

from decimal import Decimal

from common.numbers import DASH, difference, number, with_unit
from indicators.calc import (
    STATUSES,
    Figure,
    FigureError,
    Interval,
    Lamp,
    format_figure,
    lamp_of,
    parse_figure,
)
from indicators.queries.progress import Counted, Item, Judgement, Row

KEPT = ("HOLD", "YEARLY", "BUDGET")  # regimes with a bound to keep
PENDING = "待评价"
WORDS = {
    "no_data": "未报数",
    "basically_on_track": "基本达到",
}
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


def target_text(item: Item) -> str:
    return with_unit(printed(item.target), item.unit)


def actual_text(row: Row) -> str:
    """What was judged: the printed figure of the year, or the sum in 〔〕; — where there is none."""
    verdict = row.verdict
    if verdict is None or verdict.judged_year is None:
        return DASH
    if row.item.basis == "cumulative" and not verdict.case.running:
        return f"〔{computed(verdict.actual_text)}〕"
    return printed(verdict.case.actuals.get(verdict.judged_year))


def computed(text: str) -> str:
    """A stored amount, grouped where it is a plain number; intervals stay as they are."""
    try:
        return number(Decimal(text), 6)
    except ArithmeticError:
        return text or DASH


def interval_text(interval: Interval | None, *, summed: bool) -> str:
    if interval is None:
        return DASH
    text = computed(str(interval))
    return f"〔{text}〕" if summed else text


def marks_of(row: Row) -> tuple[str, ...]:
    """Kinds of components/tag.html that the judged figure and its verdict carry."""
    verdict = row.verdict
    if verdict is None or verdict.judged_year is None:
        return ()
    marks = list(figure_marks(row.figures.get(verdict.judged_year)))
    if "provisional" in verdict.flags and "provisional" not in marks:
        marks.append("provisional")
    if "stale" in verdict.flags:
        marks.append("stale")
    if "lower_bound" in verdict.flags:
        marks.append("bound")
    return tuple(marks)


def figure_marks(counted: Counted | None) -> tuple[str, ...]:
    if counted is None:
        return ()
    marks = {
        "estimate": counted.is_estimate,
        "preliminary": counted.is_preliminary,
        "provisional": counted.is_provisional,
    }
    return tuple(kind for kind, holds in marks.items() if holds)


def word_of(verdict: Judgement | None, sense: str) -> str:
    """The verdict in the words that fit the direction: 突破 for a ceiling, 跌破 for a floor."""
    if verdict is None:
        return PENDING
    code = verdict.status
    return BY_SENSE.get((code, sense)) or WORDS.get(code) or STATUSES[code].label


def lamp_for(verdict: Judgement | None) -> Lamp:
    return lamp_of(verdict.status, verdict.attribute) if verdict else lamp_of("no_data", "unstated")


def distance(verdict: Judgement | None) -> str:
    """How far behind the schedule a laggard is, in percentage points."""
    if verdict is None or verdict.schedule is None or verdict.deviation is None:
        return ""
    if verdict.status not in ("behind", "seriously_behind"):
        return ""
    return f"{number(abs(verdict.deviation))} 点"


def gap_text(verdict: Judgement, item: Item) -> str:
    """还差: what is missing; 超 over a ceiling, 高 still to come down, 低 under a floor, 余 left of a budget."""
    gap = verdict.gap
    if gap is None:
        return DASH
    size = difference(abs(gap), item.unit)
    if gap <= 0:
        return f"余 {size}" if verdict.regime == "BUDGET" and gap < 0 else DASH
    if item.sense == "lower":
        return f"{'超' if verdict.regime in KEPT else '高'} {size}"
    return f"低 {size}" if verdict.regime in KEPT and not verdict.is_final else size


def pace_text(pace: Decimal | None, item: Item) -> str:
    """An amount a year; a direction is said where it is not the usual one."""
    if pace is None:
        return DASH
    if item.basis == "cumulative" or (pace >= 0 and item.sense == "higher"):
        return number(pace)
    return f"{'降' if pace < 0 else '升'} {number(abs(pace))}"


def rate(value: Decimal | None) -> str:
    return DASH if value is None else f"{number(value)}%"
