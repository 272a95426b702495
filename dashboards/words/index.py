"""综合指数 in words: points, the weight behind them, and why some of it is not assessed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from common.numbers import DASH, number
from dashboards.words.seriousness import reason_of
from indicators.calc.index import BUDGET, INEXACT, NOT_POSITIVE, STALE, TIERS, Index, index_of
from indicators.queries.progress import Row
from indicators.queries.weights import Weighed

PLACES = 1
WHY = {
    BUDGET: "总量控制指标期末才有完成率",
    TIERS: "比例结构没有完成率，不计分",
    INEXACT: "实际值不是确数，算不出完成率",
    NOT_POSITIVE: "目标不是正数，完成率没有意义",
}


def index_for(rows: Sequence[Weighed]) -> Index:
    return index_of([row.scored for row in rows])


def why_unassessed(row: Weighed, *, public_only: bool) -> str:
    why = row.scored.why
    if row.scored.score is not None:
        return ""
    if why == STALE and row.verdict is not None:
        return f"没有当年数据，只有 {row.verdict.judged_year} 年的"
    return WHY.get(why) or reason_of(Row(row.item, row.verdict, {}), public_only=public_only)


def points(value: Decimal | None) -> str:
    """Of contributions and indices: one decimal."""
    return number(value, PLACES)


def weight(value: Decimal | None) -> str:
    return DASH if value is None else number(value, 3)
