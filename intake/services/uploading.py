"""A document is sent in: refused at once where it cannot be read, else kept under its hash with a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import User
from common.jobs import enqueue
from intake.parsing.source import UnreadableError, check_readable
from intake.queries.drafts import document_path
from intake.services.reading import GENERAL, content_read
from plans.models import Plan, PlanDraft
from plans.permissions import check_can_plan
from plans.services import PlanError
from plans.services.drafts import Content, add_document, claim_reading, keep_reading, same_document
from regions.models import Region
from reporting.services.stored import store

log = structlog.get_logger(__name__)
READ_AT_ONCE = 512 * 1024  # bytes; larger files, and every PDF, are read by a job
LONGEST_NAME = 160


@dataclass(frozen=True)
class Sent:
    """What was sent in: a file, or pasted text as UTF-8 under a name made for it."""

    name: str
    content: bytes
    is_pasted: bool = False


class SentBeforeError(PlanError):
    """The same bytes are here already; `draft` is what they became."""

    def __init__(self, draft: PlanDraft) -> None:
        by = draft.document.added_by
        super().__init__(
            f"同样的文件已于 {localtime(draft.document.added_at):%Y-%m-%d} 由{by.name if by else '系统'}上传"
            f"（{draft.get_state_display()}），没有重复保存。"
        )
        self.draft = draft


def take_document(*, sent: Sent, region_id: str, revises_id: int | None, by: User, at: datetime) -> PlanDraft:
    """Read it now where that is quick, else by a job. UnreadableError, SentBeforeError and PlanError leave
    nothing stored; it is parsed outside the transaction.
    """
    check_can_plan(by, region_id)
    _check_size(sent)
    digest = sha256(sent.content).hexdigest()
    if (former := same_document(region_id, digest)) is not None:
        raise SentBeforeError(former)
    _check_revised(revises_id, region_id)
    content = _read(sent)
    store(BytesIO(sent.content), document_path(digest))
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=region_id)  # for a button pressed twice
        if (former := same_document(region_id, digest)) is not None:
            raise SentBeforeError(former)
        draft = add_document(
            region_id=region_id, name=sent.name[-LONGEST_NAME:], digest=digest, size=len(sent.content),
            is_pasted=sent.is_pasted, by=by, at=at, revises_id=revises_id,
        )  # fmt: skip
        if content is None:
            enqueue("intake.read_draft", draft_id=draft.pk)
        else:
            claim_reading(draft_id=draft.pk, at=at)
            keep_reading(draft_id=draft.pk, claimed_at=at, content=content, at=at)
    draft.refresh_from_db()
    return draft


def _read(sent: Sent) -> Content | None:
    """None where it looks readable and a job is to read it; UnreadableError."""
    try:
        if _is_quick(sent):
            return content_read(sent.content, sent.name)
        check_readable(sent.content, sent.name)
    except UnreadableError:
        raise
    except Exception as error:
        log.exception("document could not be read", name=sent.name)
        raise UnreadableError(GENERAL) from error
    return None


def _is_quick(sent: Sent) -> bool:
    return len(sent.content) <= READ_AT_ONCE and not sent.content.lstrip()[:5].startswith(b"%PDF")


def _check_size(sent: Sent) -> None:
    most = settings.DOCUMENT_MEGABYTES
    if len(sent.content) > most * 1024 * 1024:
        raise UnreadableError(
            f"文件超过 {most} MB。规划文件一般只有几 MB，请检查是否选错了文件，或去掉图片后再上传。"
        )
    if not sent.content.strip():
        raise UnreadableError("文件是空的，没有文字。请检查是否选错了文件。")


def _check_revised(revises_id: int | None, region_id: str) -> None:
    if revises_id is None:
        return
    plan = Plan.objects.filter(pk=revises_id, region=region_id).first()
    if plan is None:
        raise PlanError("所选的规划不是这个地区的。请重新选择要修订的规划。")
    if plan.state != Plan.State.PUBLISHED:
        raise PlanError(f"《{plan}》{plan.get_state_display()}，只有已发布的规划可以修订。")
