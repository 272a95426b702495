"""Background work: the recompute an edit asked for, the sweep, and the full recompute."""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from audit.origin import coming_from
from indicators.services import assessment

SWEEP_AFTER = timedelta(seconds=30)


@shared_task(name="indicators.assess")
def assess(*, plan_indicator_ids: list[int], at: str) -> int:
    with coming_from("后台任务"):
        return assessment.assess_plan_indicators(
            plan_indicator_ids=plan_indicator_ids, at=datetime.fromisoformat(at)
        )


@shared_task(name="indicators.sweep")
def sweep() -> int:
    with coming_from("后台任务"):
        return assessment.sweep(at=timezone.now(), older_than=SWEEP_AFTER)


@shared_task(name="indicators.assess_everything")
def assess_everything() -> int:
    with coming_from("后台任务"):
        return assessment.assess_everything(at=timezone.now())
