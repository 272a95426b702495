"""What is behind, and why the rest cannot be judged."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.words.tally import GREY
from indicators.calc import REASONS
from indicators.queries.progress import Row
from indicators.queries.seriousness import BEHIND, Seriousness, seriousness

NOT_PUBLISHED = "未找到公开数据"


def lagging_rows(rows: Sequence[Row]) -> list[Row]:
    """The most serious first; in printed order where they are equally so."""
    return sorted((row for row in rows if row.verdict and row.verdict.lamp in BEHIND), key=_seriousness)


def unassessed(rows: Sequence[Row]) -> list[Row]:
    """Those without a verdict to speak of, in printed order."""
    return [row for row in rows if is_unassessed(row)]


def is_unassessed(row: Row) -> bool:
    return row.verdict is None or row.verdict.status in GREY


def _seriousness(row: Row) -> Seriousness:
    verdict = row.verdict
    assert verdict is not None
    return seriousness(row.item.attribute, verdict.lamp, verdict.deviation)


def reason_of(row: Row, *, public_only: bool) -> str:
    """Why it is grey; a figure not found in public sources is no lapse of reporting."""
    if row.verdict is None:
        return "尚未评价，稍后自动更新"
    if row.verdict.status == "no_data" and public_only:
        return NOT_PUBLISHED
    return REASONS.get(row.verdict.reason, "依据不足")
