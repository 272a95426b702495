"""The gap list: all yellow and red, and the list of what cannot be judged, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.numbers import DASH
from dashboards.charts.course import course_of
from dashboards.charts.trend import Trend, trend_of
from dashboards.pages.address import indicator_link
from dashboards.words.figures import (
    actual_text,
    distance,
    gap_text,
    lamp_for,
    marks_of,
    pace_text,
    target_text,
    word_of,
)
from dashboards.words.seriousness import is_unassessed, reason_of, unassessed
from indicators.calc import Lamp
from indicators.pages import printed
from indicators.queries.progress import Row


@dataclass(frozen=True, kw_only=True)
class JudgedRow:
    """An indicator with what was judged, what is still missing and the pace now needed (`before`: so far)."""

    name: str
    url: str
    attribute: str
    department: str
    target: str
    actual: str
    judged_year: int | None
    marks: tuple[str, ...]
    gap: str
    pace: str
    before: str
    lamp: Lamp
    word: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class GapRow(JudgedRow):
    kind: str
    trend: Trend
    trend_words: str

    @property
    def sub(self) -> str:
        """Where there is no room for a column."""
        return " · ".join(part for part in (self.department, self.kind) if part)


@dataclass(frozen=True)
class UnassessedRow:
    name: str
    url: str
    attribute: str
    target: str
    actual: str
    reason: str


def gap_row(row: Row, year: int, standing: str) -> GapRow:
    return GapRow(
        **judged(row, year, standing),
        kind=_what_kind(row),
        trend=trend_for(row),
        trend_words=_trend_words(row),
    )


def judged(row: Row, year: int, standing: str) -> dict[str, Any]:
    """The fields of JudgedRow. What cannot be judged has no pace."""
    verdict, item = row.verdict, row.item
    pace = verdict.remaining_pace if verdict and not is_unassessed(row) else None
    return {
        "name": item.name,
        "url": indicator_link(item.plan_id, item.id, year=year, standing=standing),
        "attribute": item.attribute,
        "department": item.department,
        "target": target_text(item),
        "actual": actual_text(row),
        "judged_year": verdict.judged_year if verdict and verdict.judged_year != year else None,
        "marks": marks_of(row),
        "gap": gap_text(verdict, item) if verdict else DASH,
        "pace": pace_text(pace, item),
        "before": pace_text(verdict.pace_so_far, item) if verdict and pace is not None else DASH,
        "lamp": lamp_for(verdict),
        "word": word_of(verdict, item.sense),
        "detail": distance(verdict),
    }


def trend_for(row: Row) -> Trend:
    if row.verdict is None or row.item.sense == "composition":
        return Trend()
    return trend_of(course_of(row.verdict.case, row.verdict.regime))


def _what_kind(row: Row) -> str:
    """A word on what is compared, where it is not a plain level."""
    verdict = row.verdict
    if verdict is not None and verdict.regime in ("HOLD", "YEARLY"):
        return "底线" if row.item.sense == "higher" else "上限"
    return "规划期累计" if row.item.basis == "cumulative" else ""


def _trend_words(row: Row) -> str:
    """The trend for those who do not see it."""
    verdict = row.verdict
    if verdict is None or verdict.judged_year is None:
        return ""
    base = (
        f"基数 {printed(row.item.baseline)}，" if row.item.baseline and row.item.basis != "cumulative" else ""
    )
    return f"{base}{verdict.judged_year} 年 {actual_text(row)}，目标 {printed(row.item.target)}"


def unassessed_rows(
    rows: Sequence[Row], year: int, standing: str, *, public_only: bool
) -> tuple[UnassessedRow, ...]:
    return tuple(
        UnassessedRow(
            name=row.item.name,
            url=indicator_link(row.item.plan_id, row.item.id, year=year, standing=standing),
            attribute=row.item.attribute,
            target=target_text(row.item),
            actual=actual_text(row),
            reason=reason_of(row, public_only=public_only),
        )
        for row in unassessed(rows)
    )
