"""一数一源: where else a figure is used than where the form prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from indicators.models import PlanIndicator
from plans.models import Plan
from reporting.models import Row, Submission


@dataclass(frozen=True)
class Use:
    """Another plan of the region that needs the figure; `is_baseline`: the plan starts from it."""

    plan: str
    number: str
    is_baseline: bool


def other_uses(submission: Submission, printed: Mapping[int, PlanIndicator]) -> dict[int, tuple[Use, ...]]:
    """By indicator; `printed` are those places that the form shows already."""
    year = submission.round.year
    judged = Q(plan__start_year__lte=year, plan__end_year__gte=year)
    found = PlanIndicator.objects.filter(
        judged | Q(baseline__year=year),
        plan__region=submission.region_id,
        indicator__in=Row.objects.filter(submission=submission).values("indicator"),
    ).exclude(plan__state=Plan.State.DRAFT)
    uses: dict[int, tuple[Use, ...]] = {}
    for row in found.exclude(pk__in=[each.pk for each in printed.values()]).select_related("plan"):
        use = Use(row.plan.title, row.number, is_baseline=row.plan.start_year > year)
        uses[row.indicator_id] = (*uses.get(row.indicator_id, ()), use)
    return uses
