"""Stored verdicts and figures as a page says them; the wording itself is that of indicators.pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from common.numbers import DASH, number, with_unit
from indicators import pages as wording
from indicators.calc import Figure, Interval, Lamp, lamp_of
from indicators.pages import printed
from indicators.queries.progress import Counted, Item, Judgement, Row

PENDING = "待评价"
NO_DATA = "无数据"
PLACES = 6  # of a stored amount; trailing zeros are not shown


def in_unit(figure: Figure | None, unit: str) -> str:
    """The figure with its unit, unless the text says it already or the figure has none (growth, words)."""
    text = printed(figure)
    levels = figure is not None and figure.kind in ("number", "range")
    return with_unit(text, unit) if levels and unit not in text else text


def target_text(item: Item) -> str:
    return in_unit(item.target, item.unit)


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
        return number(Decimal(text), PLACES)
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
    own = figure_marks(row.figures.get(verdict.judged_year))
    return (*own, *(kind for kind in verdict_marks(verdict) if kind not in own))


def verdict_marks(verdict: Judgement | None) -> tuple[str, ...]:
    kinds = {"provisional": "provisional", "stale": "stale", "lower_bound": "bound"}
    return tuple(kind for flag, kind in kinds.items() if verdict and flag in verdict.flags)


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
    """无数据, whether nobody has reported or nothing has been published: the reason says which."""
    if verdict is None:
        return PENDING
    return NO_DATA if verdict.status == "no_data" else wording.word_of(verdict.status, sense)


def lamp_for(verdict: Judgement | None) -> Lamp:
    return lamp_of(verdict.status, verdict.attribute) if verdict else lamp_of("no_data", "unstated")


def distance(verdict: Judgement | None) -> str:
    """How far behind the schedule a laggard is, in percentage points."""
    return wording.distance(verdict.status, verdict.schedule, verdict.deviation) if verdict else ""


def gap_text(verdict: Judgement, item: Item) -> str:
    return wording.gap_text(
        verdict.gap, regime=verdict.regime, is_final=verdict.is_final, sense=item.sense, unit=item.unit
    )


def pace_text(pace: Decimal | None, item: Item, unit: str = "") -> str:
    return wording.pace_text(pace, basis=item.basis, sense=item.sense, unit=unit)


def rate(value: Decimal | None) -> str:
    return DASH if value is None else f"{number(value)}%"


def data_date_of(verdicts: Iterable[Judgement | None]) -> datetime | None:
    """When the last of them was judged."""
    return max((verdict.assessed_at for verdict in verdicts if verdict), default=None)
