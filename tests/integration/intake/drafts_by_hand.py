"""A draft plan of 甲市 for the tests of its editor."""

from __future__ import annotations

from typing import Any

from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator
from indicators.services.promises import Promise, add_promises
from plans.models import Plan
from plans.services import create_plan
from tests.integration.world import AT, World

CODE = "980100"


def draft_of(world: World, names: tuple[str, ...] = ("new_jobs", "unemployment", "pension")) -> Plan:
    """With these indicators of the world's catalogue, in this order."""
    plan = create_plan(
        region_id=CODE, title="甲市“十五五”就业规划", start_year=2026, end_year=2030, by=None, at=AT
    )
    rows = [promise_of(world.indicators[name], group="就业") for name in names]
    add_promises(plan_id=plan.pk, promises=rows, by=None, at=AT)
    return plan


def promise_of(indicator: Indicator, **facts: Any) -> Promise:
    facts = {"name": indicator.name, "unit": indicator.unit, "target": parse_figure("95"), **facts}
    return Promise(indicator_id=indicator.pk, target_year=2030, **facts)


def draft_of_size(count: int) -> Plan:
    plan = create_plan(
        region_id=CODE, title=f"甲市 {count} 项的规划", start_year=2026, end_year=2030, by=None, at=AT
    )
    entries = [
        Indicator.objects.create(
            code=f"sized_{count}_{nth}", name=f"第 {nth} 项（{count}）", domain="其他", definition="…",
            basis="level", sense="higher",
        )
        for nth in range(count)
    ]  # fmt: skip
    add_promises(plan_id=plan.pk, promises=[promise_of(each) for each in entries], by=None, at=AT)
    return plan


def row(plan: Plan, code: str) -> PlanIndicator:
    return PlanIndicator.objects.select_related("indicator").get(plan=plan, indicator__code=code)


def order_of(plan: Plan) -> list[tuple[int, str]]:
    rows = PlanIndicator.objects.filter(plan=plan).order_by("position")
    return list(rows.values_list("position", "indicator__code"))
