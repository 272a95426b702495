"""What reviewers do with a form: pass it on, return rows, take it into the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.models import Signature
from indicators.services import figures
from plans.services import accept_reports
from reporting.models import Comment, Row, Submission
from reporting.permissions import can_accept, can_review, check_can_accept, check_can_review
from reporting.services.rows import (
    check_open,
    checked_text,
    locked_rows,
    locked_submission,
    move_rows,
    open_rows,
    settle,
)
from reporting.states import MOVES, MoveRefusedError, State

LONGEST_COMMENT = 500


@transaction.atomic
def review(*, submission_id: int, by: User, at: datetime, row_ids: Sequence[int] | None = None) -> list[Row]:
    """The own level's reviewer, not the clerk, stands for the rows: all submitted ones, or those named."""
    submission = locked_submission(submission_id)
    check_can_review(by, submission)
    rows = _rows(submission, row_ids, "review", at)
    _check_other_person(rows, by, "submitted_by_id", "上报")
    move_rows(rows, "review")
    for row in rows:
        row.reviewed_by = by
    Row.objects.bulk_update(rows, ["reviewed_by"])
    figures.sign(version_ids=_version_ids(rows), part=Signature.Part.REVIEWED, by=by, at=at)
    record("submission.reviewed", subject=submission, by=by, at=at, rows=len(rows))
    return rows


@transaction.atomic
def accept(*, submission_id: int, by: User, at: datetime, row_ids: Sequence[int] | None = None) -> list[Row]:
    """The next level up takes reviewed rows into the record; their figures now count."""
    submission = locked_submission(submission_id)
    check_can_accept(by, submission)
    rows = _rows(submission, row_ids, "accept", at)
    _check_other_person(rows, by, "submitted_by_id", "上报")
    _check_other_person(rows, by, "reviewed_by_id", "审核")
    move_rows(rows, "accept")
    settle(submission, rows)
    figures.accept(version_ids=_version_ids(rows), by=by, at=at)
    accept_reports(report_ids=[row.report_id for row in rows if row.report_id], by=by, at=at)
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
    reason = checked_text(comment, "退回的原因", LONGEST_COMMENT, "请写明退回的原因，填报员据此更正。")
    rows = _named(submission, row_ids, at)
    states = {State(row.state) for row in rows}
    if not (can_accept(by, submission) or (can_review(by, submission) and states == {State.SUBMITTED})):
        raise PermissionDenied("只有本级审核员（审核前）或上一级审核员可以退回。")
    move_rows(rows, "return")
    for row in rows:
        row.comment, row.reviewed_by = reason, None
    Row.objects.bulk_update(rows, ["comment", "reviewed_by"])
    Comment.objects.bulk_create(
        Comment(row=row, kind=Comment.Kind.RETURN, text=reason, by=by, at=at) for row in rows
    )
    figures.withdraw(version_ids=_version_ids(rows), by=by, at=at, reason=reason)
    record(
        "submission.returned",
        subject=submission,
        by=by,
        at=at,
        rows=[row.pk for row in rows],
        comment=reason,
    )
    return rows


def _rows(submission: Submission, row_ids: Sequence[int] | None, verb: str, at: datetime) -> list[Row]:
    """The rows named, or all from which the move may start."""
    if row_ids is not None:
        return _named(submission, row_ids, at)
    move = MOVES[verb]
    rows = open_rows(submission, locked_rows(submission), at)
    rows = [row for row in rows if State(row.state) in move.origins]
    if not rows:
        check_open(submission, (), at)
        origins = "、".join(origin.label for origin in move.origins)
        raise MoveRefusedError(f"没有可以{move.label}的项：只有{origins}的可以{move.label}。")
    return rows


def _named(submission: Submission, row_ids: Sequence[int], at: datetime) -> list[Row]:
    rows = locked_rows(submission, row_ids)
    if not row_ids:
        raise ValidationError("请先勾选要办理的项。")
    if len(rows) != len(set(row_ids)):
        raise ValidationError("勾选的项中有的不在这张填报单里，没有办理。请刷新页面后重新勾选。")
    check_open(submission, rows, at)
    return rows


def _check_other_person(rows: Sequence[Row], by: User, field: str, verb: str) -> None:
    if any(getattr(row, field) == by.pk for row in rows):
        raise PermissionDenied(f"您本人{verb}了其中的数据，须由另一人办理。")


def _version_ids(rows: Sequence[Row]) -> list[int]:
    return [row.version_id for row in rows if row.version_id is not None]
