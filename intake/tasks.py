"""Background work: reading a document, and taking up those whose message was lost."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from audit.origin import coming_from
from intake.services import reading


@shared_task(name="intake.read_draft")
def read_draft(*, draft_id: int) -> None:
    with coming_from("后台任务"):
        reading.read_draft(draft_id=draft_id, at=timezone.now())


@shared_task(name="intake.sweep_drafts")
def sweep_drafts() -> int:
    with coming_from("后台任务"):
        return reading.sweep_drafts(at=timezone.now())
