"""What is behind, in which order it is told, and why the rest cannot be judged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboards.words.tally import BEHIND, GREY
from indicators.calc import REASONS
from indicators.queries.progress import Row

LAST = Decimal("Infinity")
NOT_PUBLISHED = "未找到公开数据"


def lagging_rows(rows: Sequence[Row]) -> list[Row]:
    """约束性 first, then the severity of the lamp, then the deviation; printed order where all agree."""
    return sorted((row for row in rows if row.verdict and row.verdict.lamp in BEHIND), key=seriousness)


def unassessed(rows: Sequence[Row]) -> list[Row]:
    """Those without a verdict to speak of, in printed order."""
    return [row for row in rows if is_unassessed(row)]


def is_unassessed(row: Row) -> bool:
    return row.verdict is None or row.verdict.status in GREY


def seriousness(row: Row) -> tuple[bool, int, Decimal]:
    verdict = row.verdict
    assert verdict is not None
    deviation = LAST if verdict.deviation is None else verdict.deviation
    return row.item.attribute != "binding", BEHIND.index(verdict.lamp), deviation


def reason_of(row: Row, *, public_only: bool) -> str:
    """Why it is grey; a figure not found in public sources is no lapse of reporting."""
    if row.verdict is None:
        return "尚未评价，稍后自动更新"
    if row.verdict.status == "no_data" and public_only:
        return NOT_PUBLISHED
    return REASONS.get(row.verdict.reason, "依据不足")
