"""Background work: reminding of what is due, and sending notices by e-mail."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from audit.origin import coming_from
from reporting import services


@shared_task(name="reporting.remind")
def remind() -> int:
    with coming_from("后台任务"):
        return services.remind(at=timezone.now())


@shared_task(name="reporting.send_mail")
def send_mail() -> int:
    with coming_from("后台任务"):
        return services.send_mail(at=timezone.now())
