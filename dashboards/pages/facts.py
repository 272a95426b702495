"""The large numbers of an indicator page: target, actual, progress, pace, margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common.numbers import DASH, POINTS, difference, number
from dashboards.words.figures import actual_text, gap_text, pace_text, rate
from indicators.pages import printed
from indicators.queries.progress import Item, Judgement, Row


@dataclass(frozen=True)
class Fact:
    """`note` stands small beneath the number; a per cent sign belongs to it, other units stand beside it."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


def _fact(label: str, value: str, unit: str, note: str) -> Fact:
    if value == DASH or unit in value:
        return Fact(label, value, note=note)
    return Fact(label, f"{value}{unit}", note=note) if unit in POINTS else Fact(label, value, unit, note)


def facts_of(item: Item, verdict: Judgement | None, plan: Any) -> tuple[Fact, ...]:
    facts = [_target(item, plan)]
    if verdict is None or verdict.judged_year is None:
        return (*facts, Fact("实际", DASH, note="没有数据"))
    return (*facts, _actual(item, verdict, plan), *_progress(verdict), *_outlook(item, verdict, plan))


def _target(item: Item, plan: Any) -> Fact:
    note = f"{item.baseline_year} 年基数 {printed(item.baseline)}" if item.baseline else "规划未列基数"
    if item.basis == "cumulative":
        note = f"{plan.start_year}—{plan.end_year} 年合计"
    value = printed(item.target)
    unit = item.unit if item.target is not None and item.target.kind in ("number", "range") else ""
    return _fact(f"{item.target_year or plan.end_year} 年目标", value, unit, note)


def _actual(item: Item, verdict: Judgement, plan: Any) -> Fact:
    label = f"{verdict.judged_year} 年实际"
    if item.basis == "cumulative":
        label = f"{plan.start_year}—{verdict.judged_year} 年累计"
    return _fact(label, actual_text(Row(item, verdict, {})), item.unit, gap_note(item, verdict))


def gap_note(item: Item, verdict: Judgement) -> str:
    """Where the actual stands to the target, in words."""
    gap = verdict.gap
    if gap is None:
        return "不是确数，差距无从计算" if item.sense != "composition" else ""
    if gap == 0:
        return "恰好等于目标"
    if gap > 0:
        text = gap_text(verdict, item)
        return text if text[0] in "超低高" else f"还差 {text}"
    if verdict.regime == "BUDGET":
        return ""
    side = "超出" if item.sense == "higher" else "低于"
    return f"{side}目标 {difference(abs(gap), item.unit)}"


def _progress(verdict: Judgement) -> Iterator[Fact]:
    schedule = f"时序进度 {rate(verdict.schedule)}" if verdict.schedule is not None else ""
    if verdict.closure is not None:
        attainment = f"完成率 {rate(verdict.attainment)}" if verdict.attainment is not None else ""
        yield Fact(
            "目标实现程度",
            rate(verdict.closure),
            note="　".join(part for part in (schedule, attainment) if part),
        )
    elif verdict.attainment is not None:
        yield Fact("完成率", rate(verdict.attainment), note=schedule)
    elif schedule:
        yield Fact("时序进度", rate(verdict.schedule))


def _margin_of(item: Item, verdict: Judgement) -> str:
    if verdict.regime == "BUDGET":
        return "规划期内可用"
    return "距底线" if item.sense == "higher" else "距上限"


def _outlook(item: Item, verdict: Judgement, plan: Any) -> Iterator[Fact]:
    unit = POINTS.get(item.unit, item.unit)
    if verdict.remaining_pace is not None:
        before = f"此前年均 {pace_text(verdict.pace_so_far, item)}" if verdict.pace_so_far is not None else ""
        yield Fact("每年还要", pace_text(verdict.remaining_pace, item), unit, before)
    elif verdict.pace_so_far is not None:
        yield Fact(
            "年均",
            pace_text(verdict.pace_so_far, item),
            unit,
            "规划期已满" if verdict.is_final else "目标已达到",
        )
    if verdict.margin is not None and verdict.margin >= 0:
        yield Fact("余量", number(verdict.margin), unit, _margin_of(item, verdict))
    if verdict.extrapolation is not None:
        yield _fact(
            f"推算 {plan.end_year} 年", number(verdict.extrapolation), item.unit, "按此前速度，非评价"
        )
