"""A plan with as many judged indicators as a test asks for."""

from __future__ import annotations

from indicators.calc import parse_figure
from indicators.models import Indicator
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, record_published, report
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import create_plan
from tests.integration.world import AT


def plan_of_size(region: str, count: int, *, start: int = 2021) -> Plan:
    """First year accepted, second submitted; every other indicator behind; a source each."""
    title = f"{count} 项指标的规划（{start}）"
    plan = create_plan(region_id=region, title=title, start_year=start, end_year=start + 4, by=None, at=AT)
    indicators = [_indicator(f"size{count}-{start}-{place}") for place in range(count)]
    promises = [
        Promise(
            indicator_id=each.pk,
            name=each.name,
            unit="万人",
            target=parse_figure("100"),
            target_year=start + 4,
            baseline=parse_figure("50"),
            baseline_year=start - 1,
            group=f"第 {place // 5} 类",
        )
        for place, each in enumerate(indicators)
    ]
    rows = add_promises(plan_id=plan.pk, promises=promises, by=None, at=AT)
    publish_plan(plan_id=plan.pk, by=None, at=AT)
    figures = [
        Reported(region, each.pk, start, parse_figure("51" if place % 2 else "70"), source=f"来源 {place}")
        for place, each in enumerate(indicators)
    ]
    record_published(figures=figures, at=AT)
    report(
        figures=[Reported(region, each.pk, start + 1, parse_figure("72")) for each in indicators],
        by=None,
        at=AT,
    )
    assess_plan_indicators(plan_indicator_ids=[row.pk for row in rows], at=AT)
    return plan


def _indicator(code: str) -> Indicator:
    return Indicator.objects.create(
        code=code, name=code, unit="万人", domain="就业", definition="定义。", basis="level", sense="higher"
    )
