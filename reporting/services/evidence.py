"""佐证材料: files put beside a figure by its clerk, and taken away again, which only marks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from reporting.media import MediaError, clean_name, media_type_of
from reporting.models import Evidence, Row, Submission
from reporting.queries import evidence_path
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import check_open, clerks_own, locked_rows
from reporting.services.stored import digest_of_file, store
from reporting.states import EDITABLE, MoveRefusedError, State


@dataclass(frozen=True)
class SentFile:
    """`size` is that of what was sent, in bytes."""

    name: str
    file: IO[bytes]
    size: int


@dataclass(frozen=True)
class Added:
    """What became of a file: kept as evidence, or `refused` with the reason."""

    name: str
    evidence: Evidence | None = None
    refused: str = ""


@refusals_recorded("evidence.added")
@transaction.atomic
def add_evidence(
    *, submission_id: int, row_id: int, files: Sequence[SentFile], by: User, at: datetime
) -> list[Added]:
    """Keep files as evidence of a row that is still its clerk's; a bad one does not keep the others out."""
    submission = clerks_own(submission_id, by, at)
    row = _own_row(submission, row_id, at)
    present = {each.digest: each.name for each in Evidence.objects.filter(row=row, removed_at=None)}
    outcomes = [_add(row, sent, present, by, at) for sent in files]
    for each in outcomes:
        if (added := each.evidence) is not None:
            file: dict[str, Any] = {"evidence": added.pk, "name": added.name, "digest": added.digest}
            record("evidence.added", subject=submission, by=by, at=at, row=row.pk, **file)
    return outcomes


def _add(row: Row, sent: SentFile, present: dict[str, str], by: User, at: datetime) -> Added:
    """`present`: names by digest; grows with what is added."""
    try:
        name, media_type = _checked(sent)
        digest = digest_of_file(sent.file)
        _check_room(digest, present)
    except MediaError as error:
        return Added(sent.name, refused=str(error))
    store(sent.file, evidence_path(digest))
    present[digest] = name
    added = Evidence.objects.create(
        row=row,
        name=name,
        media_type=media_type,
        size=sent.size,
        digest=digest,
        added_by=by,
        added_at=at,
    )
    return Added(name, evidence=added)


@refusals_recorded("evidence.removed")
@transaction.atomic
def remove_evidence(*, submission_id: int, row_id: int, evidence_id: int, by: User, at: datetime) -> Evidence:
    """Mark it as taken away; the file stays, and clerk and reviewers still find it in the history."""
    submission = clerks_own(submission_id, by, at)
    row = _own_row(submission, row_id, at)
    found = Evidence.objects.select_for_update(of=("self",)).filter(row=row, pk=evidence_id).first()
    if found is None:
        raise ValidationError("没有这份佐证材料。请刷新页面后再试。")
    if found.removed_at is not None:
        raise MoveRefusedError(f"“{found}”已经移除。")
    found.removed_by, found.removed_at = by, at
    found.save(update_fields=["removed_by", "removed_at"])
    record(
        "evidence.removed", subject=submission, by=by, at=at, row=row.pk, evidence=found.pk, name=found.name
    )
    return found


def _own_row(submission: Submission, row_id: int, at: datetime) -> Row:
    rows = locked_rows(submission, [row_id])
    if not rows:
        raise ValidationError("这一项不在这张填报单里。请刷新页面后再试。")
    if State(rows[0].state) not in EDITABLE:
        label = State(rows[0].state).label
        raise MoveRefusedError(f"该项{label}，不能再增减佐证材料；需要时请先撤回，或申请更正。")
    check_open(submission, rows, at)
    return rows[0]


def _checked(sent: SentFile) -> tuple[str, str]:
    """The name to keep it under, and its type."""
    most = settings.EVIDENCE_MEGABYTES
    if sent.size > most * 1024 * 1024:
        raise MediaError(f"文件超过 {most} MB。请压缩图片或拆分后再上传。")
    name = clean_name(sent.name)
    return name, media_type_of(name, sent.file)


def _check_room(digest: str, present: Mapping[str, str]) -> None:
    if digest in present:
        raise MediaError(f"同样内容的文件已经在这里（“{present[digest]}”），没有重复保存。")
    if len(present) >= settings.EVIDENCE_FILES:
        raise MediaError(f"每项最多 {settings.EVIDENCE_FILES} 份佐证材料。请先移除不需要的。")
