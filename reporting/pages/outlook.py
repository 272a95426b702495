"""试算: how the indicator would stand with the figure just typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.numbers import DASH, difference
from indicators.calc import LAMPS, REASONS, Case, Lamp, Verdict
from indicators.models import PlanIndicator
from indicators.pages import distance, gap_text, pace_text, word_of
from reporting.queries.tried import Tried


@dataclass(frozen=True)
class Outlook:
    """`asks`: yellow or red, so that reason and measure are asked for; `reason`: why there is no verdict."""

    lamp: Lamp
    word: str
    detail: str = ""
    reason: str = ""
    gap: str = DASH
    pace: str = DASH
    pace_before: str = ""
    asks: bool = False


def silent(word: str) -> Outlook:
    """No verdict is tried: 未填, 填报中, 未评价."""
    return Outlook(LAMPS["na"], word)


def outlooks_of(judged: Mapping[int, Tried]) -> dict[int, Outlook]:
    """By indicator."""
    return {indicator: _outlook(each) for indicator, each in judged.items()}


def _outlook(each: Tried) -> Outlook:
    case, verdict = each.case, each.verdict
    lamp = verdict.lamp(case.attribute)
    return Outlook(
        lamp=lamp,
        word=word_of(verdict.status, case.sense),
        detail=distance(verdict.status, verdict.schedule, verdict.deviation),
        reason=REASONS.get(verdict.reason or "", ""),
        gap=_gap(each.plan_indicator, case, verdict),
        pace=pace_text(verdict.remaining_pace, basis=case.basis, sense=case.sense),
        pace_before=pace_text(verdict.pace_so_far, basis=case.basis, sense=case.sense)
        if verdict.remaining_pace is not None and verdict.pace_so_far is not None
        else "",
        asks=lamp.code in ("warn", "bad"),
    )


def _gap(row: PlanIndicator, case: Case, verdict: Verdict) -> str:
    """What is missing, or, where a bound is kept, the room that is left."""
    if verdict.margin is not None and verdict.margin > 0:
        return f"余 {difference(verdict.margin, row.unit)}"
    return gap_text(
        verdict.gap, regime=verdict.regime, is_final=verdict.final, sense=case.sense, unit=row.unit
    )
