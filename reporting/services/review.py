"""What reviewers do with a form: pass it on, return rows, take it into the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.services import figures
from reporting.models import Row, Submission
from reporting.permissions import can_accept, can_review, check_can_accept, check_can_review
from reporting.services.entry import CONTROL
from reporting.services.rows import locked_rows, locked_submission, move_rows
from reporting.states import MOVES, MoveRefusedError, State

LONGEST_COMMENT = 500


@transaction.atomic
def review(*, submission_id: int, by: User, at: datetime, row_ids: Sequence[int] | None = None) -> list[Row]:
    """The own level's reviewer, not the clerk, stands for the rows: all submitted ones, or those named."""
    submission = locked_submission(submission_id)
    check_can_review(by, submission)
    rows = _rows(submission, row_ids, "review")
    _check_other_person(rows, by, "submitted_by_id", "上报")
    move_rows(rows, "review")
    for row in rows:
        row.reviewed_by = by
    Row.objects.bulk_update(rows, ["reviewed_by"])
    record("submission.reviewed", subject=submission, by=by, at=at, rows=len(rows))
    return rows


@transaction.atomic
def accept(*, submission_id: int, by: User, at: datetime, row_ids: Sequence[int] | None = None) -> list[Row]:
    """The next level up takes reviewed rows into the record; their figures now count."""
    submission = locked_submission(submission_id)
    check_can_accept(by, submission)
    rows = _rows(submission, row_ids, "accept")
    _check_other_person(rows, by, "submitted_by_id", "上报")
    _check_other_person(rows, by, "reviewed_by_id", "审核")
    move_rows(rows, "accept")
    figures.accept(version_ids=_version_ids(rows), by=by, at=at)
    record("submission.accepted", subject=submission, by=by, at=at, rows=len(rows))
    return rows


@transaction.atomic
def return_for_correction(
    *, submission_id: int, row_ids: Sequence[int], comment: str, by: User, at: datetime
) -> list[Row]:
    """退回: only the rows named reopen, with the reason.

    The own level returns rows not yet reviewed, the next level up any that it has not accepted.
    """
    submission = locked_submission(submission_id)
    if not comment.strip():
        raise ValidationError("请写明退回的原因，填报员据此更正。")
    if len(comment.strip()) > LONGEST_COMMENT:
        raise ValidationError(f"退回的原因最多 {LONGEST_COMMENT} 字，现有 {len(comment.strip())} 字。")
    if CONTROL.search(comment):
        raise ValidationError("退回的原因中有不能显示的控制字符。请删去重输。")
    rows = _named(submission, row_ids)
    states = {State(row.state) for row in rows}
    if not (can_accept(by, submission) or (can_review(by, submission) and states == {State.SUBMITTED})):
        raise PermissionDenied("只有本级审核员（审核前）或上一级审核员可以退回。")
    move_rows(rows, "return")
    for row in rows:
        row.comment, row.reviewed_by = comment.strip(), None
    Row.objects.bulk_update(rows, ["comment", "reviewed_by"])
    figures.withdraw(version_ids=_version_ids(rows), by=by, at=at, reason=comment.strip())
    record(
        "submission.returned",
        subject=submission,
        by=by,
        at=at,
        rows=[row.pk for row in rows],
        comment=comment,
    )
    return rows


def _rows(submission: Submission, row_ids: Sequence[int] | None, verb: str) -> list[Row]:
    """The rows named, or all from which the move may start."""
    if row_ids is not None:
        return _named(submission, row_ids)
    move = MOVES[verb]
    rows = [row for row in locked_rows(submission) if State(row.state) in move.origins]
    if not rows:
        origins = "、".join(origin.label for origin in move.origins)
        raise MoveRefusedError(f"没有可以{move.label}的项：只有{origins}的可以{move.label}。")
    return rows


def _named(submission: Submission, row_ids: Sequence[int]) -> list[Row]:
    rows = locked_rows(submission, row_ids)
    if not row_ids:
        raise ValidationError("请先勾选要办理的项。")
    if len(rows) != len(set(row_ids)):
        raise ValidationError("勾选的项中有的不在这张填报单里，没有办理。请刷新页面后重新勾选。")
    return rows


def _check_other_person(rows: Sequence[Row], by: User, field: str, verb: str) -> None:
    if any(getattr(row, field) == by.pk for row in rows):
        raise PermissionDenied(f"您本人{verb}了其中的数据，须由另一人办理。")


def _version_ids(rows: Sequence[Row]) -> list[int]:
    return [row.version_id for row in rows if row.version_id is not None]
