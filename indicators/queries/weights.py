"""A plan's weights, and the verdicts that they are put on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from indicators.calc.index import Judged, Scored, scored
from indicators.models import PlanIndicator, Verdict
from indicators.queries.judging import verdicts_known
from indicators.queries.progress import Item, Judgement, Viewer, items_of, judgement_of, plan_indicators_shown
from plans.models import Plan

Scores = dict[int, dict[int, list["Weighed"]]]  # by plan, then by year


@dataclass(frozen=True)
class Weighed:
    """An indicator that has a weight, with its verdict as of the year and what it scores."""

    item: Item
    verdict: Judgement | None
    scored: Scored


def weighed_of(
    user: Viewer,
    plans: Sequence[Plan],
    *,
    years: Sequence[int],
    standing: str,
    known_at: datetime | None = None,
) -> Scores:
    """Rows with weights, in printed order; none for a plan without. A few queries, whatever their number."""
    shown = plan_indicators_shown(user, known_at).filter(plan__in=plans, weight__isnull=False)
    rows = list(shown.order_by("plan", "position"))
    verdicts = _verdicts(user, rows, years, standing, known_at)
    found: Scores = {plan.pk: {year: [] for year in years} for plan in plans}
    for year in years:
        for row, item in zip(rows, items_of(rows, year), strict=True):
            verdict = verdicts.get((row.pk, year))
            found[row.plan_id][year].append(Weighed(item, verdict, _scored(row, item, verdict, year)))
    return found


def rows_to_weigh(plan: Plan) -> list[PlanIndicator]:
    """All indicators of the plan, in printed order."""
    return list(PlanIndicator.objects.filter(plan=plan).order_by("position"))


def _verdicts(
    user: Viewer,
    rows: Sequence[PlanIndicator],
    years: Sequence[int],
    standing: str,
    known_at: datetime | None,
) -> dict[tuple[int, int], Judgement]:
    ids = [row.pk for row in rows]
    if known_at is not None:
        return {key: judgement_of(each) for key, each in verdicts_known(ids, years, known_at).items()}
    stored = Verdict.objects.visible_to(user).filter(
        plan_indicator__in=ids, year__in=years, standing=standing
    )
    return {(each.plan_indicator_id, each.year): judgement_of(each) for each in stored}


def _scored(row: PlanIndicator, item: Item, verdict: Judgement | None, year: int) -> Scored:
    weight = row.weight or Decimal(0)
    if verdict is None:
        return scored(weight, None)
    target = item.target
    judged = Judged(
        regime=verdict.regime,
        lamp=verdict.lamp,
        attainment=verdict.attainment,
        is_current=verdict.judged_year == year,
        is_final=verdict.is_final,
        target=target.value if target is not None and target.is_comparable else None,
    )
    return scored(weight, judged)
