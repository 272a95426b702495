"""Background work: writing a report, and taking up those whose message was lost."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from audit.origin import coming_from
from dashboards import services


@shared_task(name="dashboards.write_report")
def write_report(*, report_id: int) -> None:
    with coming_from("后台任务"):
        services.write_report(report_id=report_id, at=timezone.now())


@shared_task(name="dashboards.sweep_reports")
def sweep_reports() -> int:
    with coming_from("后台任务"):
        return services.sweep_reports(at=timezone.now())
