"""Reading a stored document: a job whose page sees how far it is, and the sweep of those that were lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.core.files.storage import default_storage
from django.utils import timezone

from audit.services import job_run
from intake.parsing.source import UnreadableError
from intake.queries.drafts import document_path, lost_drafts
from intake.services.proposing import content_of
from plans.models import PlanDraft
from plans.services.drafts import Content, claim_reading, fail_reading, keep_reading, tell_reading

log = structlog.get_logger(__name__)
SWEEP_AFTER = timedelta(minutes=1)
ATTEMPTS = 3  # jobs that may die over one document
TOLD_EVERY = timedelta(seconds=0.5)
GENERAL = "读取时出现意外错误，已记入系统日志。请把文字复制出来粘贴录入，或告知系统管理员。"
GIVEN_UP = (
    f"已尝试 {ATTEMPTS} 次，后台任务都中途停止，不再自动重试。请把文字复制出来粘贴录入，或告知系统管理员。"
)


class _TakenOverError(Exception):
    """Another job reads the document meanwhile."""


def read_draft(*, draft_id: int, at: datetime) -> PlanDraft | None:
    """Read the document of a draft that waits; None where there is nothing to do."""
    draft = claim_reading(draft_id=draft_id, at=at)
    if draft is None:
        return None
    try:
        if draft.attempts > ATTEMPTS:
            raise UnreadableError(GIVEN_UP)
        with job_run("intake.read_draft", draft=draft_id):
            _read(draft, at)
    except _TakenOverError:
        log.warning("document was taken over by another job", draft=draft_id)
        return None
    except UnreadableError as error:
        fail_reading(draft_id=draft_id, claimed_at=at, error=str(error), at=timezone.now())
    except Exception:
        log.exception("document could not be read", draft=draft_id)
        fail_reading(draft_id=draft_id, claimed_at=at, error=GENERAL, at=timezone.now())
    draft.refresh_from_db()
    return draft


def sweep_drafts(*, at: datetime) -> int:
    """Take up documents whose message was lost, or whose job died."""
    read = [read_draft(draft_id=draft_id, at=at) for draft_id in lost_drafts(at, SWEEP_AFTER)]
    return sum(draft is not None for draft in read)


def content_read(content: bytes, name: str, told: Callable[[int, int], None] | None = None) -> Content:
    """A document as a draft keeps it; `told` hears of each page. UnreadableError."""
    # Hundreds of patterns, half a second: not when a web process starts.
    from intake.parsing.reader import read_document
    from intake.queries.gazetteer import gazetteer

    return content_of(read_document(content, name, gazetteer=gazetteer(), told=told))


def _read(draft: PlanDraft, at: datetime) -> None:
    with default_storage.open(document_path(draft.document.digest)) as file:
        content = bytes(file.read())
    found = content_read(content, draft.document.name, _teller(draft, at))
    kept = keep_reading(draft_id=draft.pk, claimed_at=at, content=found, at=timezone.now())
    if kept is None:
        raise _TakenOverError


def _teller(draft: PlanDraft, at: datetime) -> Callable[[int, int], None]:
    """Pages are told now and then: a write for each of them would take longer than the reading."""
    last = timezone.now() - TOLD_EVERY

    def told(done: int, total: int) -> None:
        nonlocal last
        now = timezone.now()
        if done < total and now - last < TOLD_EVERY:
            return
        last = now
        if not tell_reading(draft_id=draft.pk, claimed_at=at, done=done, total=total):
            raise _TakenOverError

    return told
