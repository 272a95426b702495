"""Drafts of plans read from documents: kept, edited, decided row by row, made into a plan or dropped.

Nothing of a draft counts. Two people may work on one: each write names the state that its editor was shown.
`held` is the draft where the caller has got it from `open_draft` already.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q

from accounts.models import User
from audit.services import difference, record
from common.seen import mark_of
from plans.models import DraftRow, PlanDocument, PlanDraft, PlanDraftQuerySet
from plans.permissions import check_can_plan
from plans.services.plans import PlanError

State = PlanDraft.State
LOST_AFTER = timedelta(minutes=15)  # a reading older than this is taken for dead
ALIVE = (State.WAITING, State.READING, State.OPEN, State.MADE)


class DraftMovedError(PlanError):
    """Somebody else changed the same thing meanwhile; nothing was saved."""


@dataclass(frozen=True)
class RowRead:
    """`as_read` as the reader found it, `entry` as it is proposed."""

    kind: str
    as_read: Mapping[str, Any]
    entry: Mapping[str, Any]


@dataclass(frozen=True)
class Content:
    """All that was read from a document, as JSON."""

    text: str
    pages: Sequence[int]
    head: Mapping[str, Any]
    rows: Sequence[RowRead]
    conflicts: Sequence[Mapping[str, Any]] = ()
    doubts: Sequence[Mapping[str, Any]] = ()
    definitions: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def state_of(entry: Mapping[str, Any], state: str = "") -> str:
    """Changes whenever the entry does: what an editor was shown."""
    return mark_of(json.dumps(entry, sort_keys=True), state)


def same_document(region_id: str, digest: str) -> PlanDraft | None:
    """The draft that there is of these bytes, unless it failed or was dropped."""
    found = PlanDraft.objects.filter(document__region=region_id, document__digest=digest, state__in=ALIVE)
    return found.order_by("-id").first()


@transaction.atomic
def add_document(
    *,
    region_id: str,
    name: str,
    digest: str,
    size: int,
    is_pasted: bool,
    by: User,
    at: datetime,
    revises_id: int | None = None,
) -> PlanDraft:
    """A document that is stored already, and a draft that waits to be read from it."""
    check_can_plan(by, region_id)
    document = PlanDocument.objects.create(
        region_id=region_id,
        name=name,
        digest=digest,
        size=size,
        is_pasted=is_pasted,
        added_by=by,
        added_at=at,
    )
    draft = PlanDraft.objects.create(document=document, revises_id=revises_id)
    record(
        "draft.document_added", subject=draft, by=by, at=at, region_code=region_id,
        name=name, digest=digest, size=size, revises=revises_id,
    )  # fmt: skip
    return draft


def readable(at: datetime) -> Q:
    """Drafts that a job may take up: those that wait, and those whose job must have died."""
    return Q(state=State.WAITING) | Q(state=State.READING, started_at__lt=at - LOST_AFTER)


def claim_reading(*, draft_id: int, at: datetime) -> PlanDraft | None:
    """One statement decides which job reads the document; None where another does, or has."""
    free = PlanDraft.objects.filter(readable(at), pk=draft_id)
    if not free.update(state=State.READING, started_at=at, attempts=F("attempts") + 1, done=0, total=0):
        return None
    return PlanDraft.objects.select_related("document").get(pk=draft_id)


def tell_reading(*, draft_id: int, claimed_at: datetime, done: int, total: int) -> bool:
    """How many pages are read; False where another job has taken over."""
    return bool(_claimed(draft_id, claimed_at).update(done=done, total=total))


def fail_reading(*, draft_id: int, claimed_at: datetime, error: str, at: datetime) -> None:
    _claimed(draft_id, claimed_at).update(state=State.FAILED, error=error[:300], ended_at=at)


def _claimed(draft_id: int, claimed_at: datetime) -> PlanDraftQuerySet:
    return PlanDraft.objects.filter(pk=draft_id, state=State.READING, started_at=claimed_at)


@transaction.atomic
def keep_reading(*, draft_id: int, claimed_at: datetime, content: Content, at: datetime) -> PlanDraft | None:
    """What was read, to be confirmed; None where another job has taken over."""
    draft = _claimed(draft_id, claimed_at).select_for_update(of=("self",)).first()
    if draft is None:
        return None
    draft.text, draft.pages = content.text, list(content.pages)
    draft.head_as_read, draft.head = dict(content.head), dict(content.head)
    draft.conflicts, draft.doubts = list(content.conflicts), list(content.doubts)
    draft.definitions, draft.state, draft.ended_at = list(content.definitions), State.OPEN, at
    draft.save()
    rows = []
    for kind in DraftRow.Kind.values:
        for position, row in enumerate((each for each in content.rows if each.kind == kind), start=1):
            rows.append(
                DraftRow(
                    draft=draft,
                    kind=kind,
                    position=position,
                    as_read=dict(row.as_read),
                    entry=dict(row.entry),
                )
            )
    DraftRow.objects.bulk_create(rows)
    record("draft.read", subject=draft, by=None, at=at, region_code=_region(draft), rows=len(rows))
    return draft


@transaction.atomic
def save_head(*, draft_id: int, head: Mapping[str, Any], seen: str, by: User, at: datetime) -> PlanDraft:
    draft = open_draft(draft_id, by)
    if seen != state_of(draft.head):
        raise DraftMovedError("您填写期间，他人改动了文件信息，您填的还没有保存。请核对现在的内容后再保存。")
    old, draft.head = draft.head, {**draft.head, **head}
    _save(draft, "head")
    record(
        "draft.head_changed", subject=draft, by=by, at=at, region_code=_region(draft),
        **difference(old, draft.head),
    )  # fmt: skip
    return draft


@transaction.atomic
def save_row(
    *,
    row_id: int,
    entry: Mapping[str, Any],
    state: str,
    seen: str,
    by: User,
    at: datetime,
    held: PlanDraft | None = None,
) -> DraftRow:
    """What a person made of a row, and whether it is taken."""
    rows = DraftRow.objects.filter(pk=row_id)
    draft = held or open_draft(rows.values_list("draft_id", flat=True).get(), by)
    row = rows.select_for_update(of=("self",)).get()
    if seen != state_of(row.entry, row.state):
        raise DraftMovedError(f"您填写期间，他人改动了“{row}”，您填的还没有保存。请核对现在的内容后再保存。")
    old, row.entry = row.entry, dict(entry)
    _decide(row, state, by, at)
    row.save()
    _save(draft)
    record(
        "draft.row_saved", subject=draft, by=by, at=at, region_code=_region(draft),
        row=row.pk, name=str(row), state=state, **difference(old, row.entry),
    )  # fmt: skip
    return row


@transaction.atomic
def add_row(
    *, draft_id: int, kind: str, entry: Mapping[str, Any], state: str, by: User, at: datetime
) -> DraftRow:
    """A row that the reader missed; it has no `as_read`."""
    draft = open_draft(draft_id, by)
    last = draft.rows.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    row = DraftRow(draft=draft, kind=kind, position=last + 1, entry=dict(entry))
    _decide(row, state, by, at)
    row.save()
    _save(draft)
    record("draft.row_added", subject=draft, by=by, at=at, region_code=_region(draft), name=str(row))
    return row


@transaction.atomic
def decide_rows(
    *,
    draft_id: int,
    row_ids: Sequence[int],
    state: str,
    by: User,
    at: datetime,
    held: PlanDraft | None = None,
) -> list[DraftRow]:
    """Take rows as they stand, leave them out, or open them again."""
    draft = held or open_draft(draft_id, by)
    rows = list(
        draft.rows.select_for_update(of=("self",)).filter(pk__in=row_ids).order_by("kind", "position")
    )
    for row in rows:
        _decide(row, state, by, at)
    DraftRow.objects.bulk_update(rows, ["state", "decided_by", "decided_at"])
    _save(draft)
    record(
        "draft.rows_decided", subject=draft, by=by, at=at, region_code=_region(draft),
        state=state, rows=[str(row) for row in rows],
    )  # fmt: skip
    return rows


@transaction.atomic
def drop_draft(*, draft_id: int, by: User, at: datetime) -> PlanDraft:
    """Give a draft up; the document stays."""
    draft = _locked(draft_id)
    check_can_plan(by, _region(draft))
    if draft.state not in (State.OPEN, State.FAILED):
        raise PlanError(f"这份草稿{draft.get_state_display()}，不能放弃。")
    draft.state = State.DROPPED
    _save(draft, "state")
    record("draft.dropped", subject=draft, by=by, at=at, region_code=_region(draft))
    return draft


@transaction.atomic
def mark_made(
    *,
    draft: PlanDraft,
    plan_id: int | None,
    by: User,
    at: datetime,
    earlier_ids: Sequence[int] = (),
    kept: Sequence[Mapping[str, Any]] = (),
    entries: Mapping[int, Mapping[str, Any]] | None = None,
) -> PlanDraft:
    """The draft, which the caller holds, has become the plan with the completed `earlier` ones, or revisions
    of the plan it revises. `kept` are the figures on record that those of the document did not replace;
    `entries`, by row, what rows hold from now on.
    """
    rows = list(draft.rows.filter(pk__in=entries or ()))
    for row in rows:
        row.entry = dict((entries or {})[row.pk])
    DraftRow.objects.bulk_update(rows, ["entry"])
    draft.state, draft.plan_id = State.MADE, plan_id
    draft.head = {**draft.head, "earlier_plans": list(earlier_ids), "kept": list(kept)}
    _save(draft, "state", "plan", "head")
    record(
        "draft.made", subject=draft, by=by, at=at, region_code=_region(draft),
        plan=plan_id, earlier=list(earlier_ids), kept=list(kept), revises=draft.revises_id,
    )  # fmt: skip
    return draft


def open_draft(draft_id: int, by: User) -> PlanDraft:
    """Locked, for a planner of its region; PlanError where it is decided already."""
    draft = _locked(draft_id)
    check_can_plan(by, _region(draft))
    if draft.state != State.OPEN:
        raise PlanError(f"这份草稿{draft.get_state_display()}，不能再改。")
    return draft


def _locked(draft_id: int) -> PlanDraft:
    found = PlanDraft.objects.select_for_update(of=("self",)).select_related("document")
    return found.get(pk=draft_id)


def _region(draft: PlanDraft) -> str:
    return draft.document.region_id


def _decide(row: DraftRow, state: str, by: User, at: datetime) -> None:
    decided = state != DraftRow.State.OPEN
    row.state, row.decided_by, row.decided_at = state, by if decided else None, at if decided else None


def _save(draft: PlanDraft, *fields: str) -> None:
    """Every change counts up the version."""
    draft.version += 1
    draft.save(update_fields=["version", *fields])
