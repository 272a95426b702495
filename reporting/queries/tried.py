"""How indicators would stand with figures that are only typed yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.calc import Case, Figure, Verdict, assess
from indicators.models import PlanIndicator
from indicators.queries.cases import live_cases


@dataclass(frozen=True)
class Tried:
    """A verdict that is stored nowhere, and what it was judged from."""

    plan_indicator: PlanIndicator
    case: Case
    verdict: Verdict

    @property
    def lamp(self) -> str:
        return self.verdict.lamp(self.case.attribute).code


def tried(printed: Mapping[int, PlanIndicator], year: int, figures: Mapping[int, Figure]) -> dict[int, Tried]:
    """By indicator, for those that the plan has. One query, whatever their number."""
    rows = [printed[indicator] for indicator in figures if indicator in printed]
    if not rows:
        return {}
    typed = {row.pk: figures[row.indicator_id] for row in rows}
    cases = live_cases(rows, year=year, typed=typed)
    judged = zip(rows, cases, assess(cases), strict=True)
    return {row.indicator_id: Tried(row, case, verdict) for row, case, verdict in judged}
