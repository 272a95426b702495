"""Background work: forgetting the answers of the API that were kept long enough."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts import services


@shared_task(name="accounts.forget_answers")
def forget_answers() -> int:
    return services.forget_answers(at=timezone.now())
