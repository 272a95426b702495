"""Splits and sums in words: enough or not, in agreement or not, whose part is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import DASH, difference, number, percent
from dashboards.words.seriousness import NOT_PUBLISHED
from indicators.calc import LAMPS, Interval, Lamp, Sat
from indicators.calc.rollup import (
    NO_FIGURE,
    WHY,
    WHY_NO_ACTUAL,
    Part,
    Sum,
)
from indicators.queries.rollups import Child, Rollup

PLACES = 6
NAMED = 4  # regions said by name where there is little room
UNREPORTED = "未报"


@dataclass(frozen=True)
class Judged:
    """A lamp with its word and how far off."""

    lamp: Lamp
    word: str
    detail: str = ""


def split_judged(rollup: Rollup) -> Judged | None:
    """足额, 不足 (a floor not reached), 超出 (a ceiling broken), or 无从判断."""
    found, item = rollup.targets, rollup.item
    if found is None:
        return Judged(LAMPS["na"], "无从判断", "本级目标不是数量") if rollup.is_additive else None
    if found.sat is Sat.YES:
        return Judged(LAMPS["ok"], "足额" if item.sense == "higher" else "未超出")
    if found.sat is Sat.UNKNOWN:
        return Judged(LAMPS["na"], "无从判断")
    word, off = ("不足", "差") if item.sense == "higher" else ("超出", "多")
    size = difference(abs(found.difference), item.unit) if found.difference else ""
    return Judged(LAMPS["warn"], word, f"{off} {size}" if size else "")


def sum_judged(rollup: Rollup) -> Judged | None:
    """一致 up to rounding, 不一致, or 无从核对."""
    found = rollup.actuals
    if found is None:
        return None
    if found.sat is Sat.YES:
        return Judged(LAMPS["ok"], "一致")
    if found.sat is Sat.UNKNOWN:
        return Judged(LAMPS["na"], "无从核对")
    off = found.difference
    if off is None:
        return Judged(LAMPS["warn"], "不一致")
    side = "下级合计少" if off > 0 else "下级合计多"
    return Judged(LAMPS["warn"], "不一致", f"{side} {difference(abs(off), rollup.item.unit)}")


def total_text(found: Sum | None, *, summed: bool = False) -> str:
    return interval_text(found.total if found else None, summed=summed)


def interval_text(interval: Interval | None, *, summed: bool = False) -> str:
    """Grouped where it is a plain number; 〔〕 around what a plan prints so."""
    if interval is None:
        return DASH
    text = number(interval.low, PLACES) if interval.is_point else str(interval)
    return f"〔{text}〕" if summed else text


def share_text(value: Decimal | None, part: Interval | None = None) -> str:
    """Of an inequality the share is that of its known end, and says so."""
    if value is None or part is None or part.is_point:
        return percent(value, 1)
    sign = "≥" if part.high is None else "≤" if part.low is None else "≥"
    return f"{sign}{percent(value, 1)}"


def why_no_target(part: Part) -> str:
    return WHY.get(part.why, "")


def why_no_actual(part: Part, public_only: bool) -> str:
    """Not reported is said otherwise than no target; what was not published is no lapse of reporting."""
    if part.why == NO_FIGURE:
        return NOT_PUBLISHED if public_only else UNREPORTED
    return WHY_NO_ACTUAL.get(part.why, "")


def missing_targets(children: Sequence[Child]) -> str:
    return _by_reason([(each.region.name, why_no_target(each.target)) for each in children])


def missing_actuals(children: Sequence[Child], *, public_only: bool) -> str:
    pairs = [(each.region.name, why_no_actual(each.actual, public_only)) for each in children]
    return _by_reason(pairs)


def _by_reason(pairs: Sequence[tuple[str, str]]) -> str:
    """甲市、乙市（规划未列此项）；17 个地区（没有同期规划）where there are many."""
    found: dict[str, list[str]] = {}
    for name, why in pairs:
        if why:
            found.setdefault(why, []).append(name)
    return "；".join(f"{_named(names)}（{why}）" for why, names in found.items())


def _named(names: Sequence[str]) -> str:
    return f"{len(names)} 个地区" if len(names) > NAMED else "、".join(names)
