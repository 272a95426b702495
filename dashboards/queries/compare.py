"""One indicator in the plans of several regions, and which indicators these plans have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import PlanIndicator
from indicators.queries.progress import Row, Viewer, items_of, judgements, plan_indicators_shown
from plans.models import Plan


@dataclass(frozen=True)
class Shared:
    """An indicator of the catalogue, under the name most used, and in how many of the plans it is."""

    code: str
    name: str
    unit: str
    domain: str
    plans: int


def shared_indicators(user: Viewer, plans: Iterable[Plan]) -> list[Shared]:
    """Those of at least two of the plans, by domain; one query, however many there are."""
    found = PlanIndicator.objects.visible_to(user).filter(plan__in=list(plans)).order_by("plan", "position")
    fields = ("indicator__code", "indicator__name", "indicator__unit", "indicator__domain", "plan_id")
    plans_of: dict[tuple[str, str, str, str], set[int]] = {}
    for code, name, unit, domain, plan_id in found.values_list(*fields):
        plans_of.setdefault((code, name, unit, domain), set()).add(plan_id)
    domains = list(dict.fromkeys(domain for *_, domain in plans_of))
    shared = [Shared(*about, len(ids)) for about, ids in plans_of.items() if len(ids) > 1]
    return sorted(shared, key=lambda each: domains.index(each.domain))


def rows_on(user: Viewer, plans: Iterable[Plan], code: str, *, year: int, standing: str) -> dict[int, Row]:
    """By plan, the row of the indicator; the first printed where a plan has it twice. Figures by year are
    those in the inputs of the verdict.
    """
    shown = plan_indicators_shown(user).filter(plan__in=list(plans), indicator__code=code)
    items = items_of(shown.order_by("plan", "-position"), year)
    judged = judgements(user, [item.id for item in items], year=year, standing=standing)
    return {item.plan_id: Row(item, judged.get(item.id), {}) for item in items}
