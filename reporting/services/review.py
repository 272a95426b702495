"""What reviewers do with a form: pass it on, return rows, take it into the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from reporting.queries import (
    commitment_findings,
    comparison_of,
    hide_drafts,
    plan_indicators_of,
    rows_of,
)
from reporting.queries.reviewing import comments_of, open_questions
from reporting.rules.clean import is_clean
from reporting.services.notices import notify_accepted, notify_returned, notify_reviewed
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import (
    check_open,
    checked_text,
    locked_rows,
    locked_submission,
    move_rows,
    open_rows,
    set_in_all,
    settle,
)
from reporting.states import MOVES, MoveRefusedError, State

LONGEST_COMMENT = 500
# Another person each time: whose rows one may not move by a verb, and what they did with them.
FOUR_EYES = {
    "review": (("submitted_by_id", "上报"),),
    "accept": (("submitted_by_id", "上报"), ("reviewed_by_id", "审核")),
}


@refusals_recorded("submission.reviewed")
@transaction.atomic
def review(
    *,
    submission_id: int,
    by: User,
    at: datetime,
    row_ids: Sequence[int] | None = None,
    clean_only: bool = False,
) -> list[Row]:
    """The own level's reviewer, not the clerk, stands for the rows: all submitted ones, or those named.

    `clean_only`: of these, the ones about which nothing is doubtful.
    """
    submission = locked_submission(submission_id)
    check_can_review(by, submission)
    rows = _rows(submission, "review", row_ids, by, at, clean_only=clean_only)
    move_rows(rows, "review", reviewed_by=by)
    figures.sign(version_ids=_version_ids(rows), part=Signature.Part.REVIEWED, by=by, at=at)
    record("submission.reviewed", subject=submission, by=by, at=at, rows=len(rows))
    notify_reviewed(submission, rows, by=by, at=at)
    return rows


@refusals_recorded("submission.accepted")
@transaction.atomic
def accept(
    *,
    submission_id: int,
    by: User,
    at: datetime,
    row_ids: Sequence[int] | None = None,
    clean_only: bool = False,
) -> list[Row]:
    """The next level up takes reviewed rows into the record; their figures now count."""
    submission = locked_submission(submission_id)
    check_can_accept(by, submission)
    rows = _rows(submission, "accept", row_ids, by, at, clean_only=clean_only)
    move_rows(rows, "accept")
    settle(submission, rows)
    figures.accept(version_ids=_version_ids(rows), by=by, at=at)
    accept_reports(report_ids=[row.report_id for row in rows if row.report_id], by=by, at=at)
    record("submission.accepted", subject=submission, by=by, at=at, rows=len(rows))
    notify_accepted(submission, rows, by=by, at=at)
    return rows


@refusals_recorded("submission.returned")
@transaction.atomic
def return_for_correction(
    *,
    submission_id: int,
    row_ids: Sequence[int],
    by: User,
    at: datetime,
    comment: str = "",
    comments: Mapping[int, str] | None = None,
) -> list[Row]:
    """退回: only the rows named reopen, each with its own reason (`comments`, by row id) or the common one.

    The own level returns rows not yet reviewed, the next level up any that it has not accepted.
    """
    submission = locked_submission(submission_id)
    rows = _named(submission, row_ids, at)
    reasons = _reasons(rows, comment, comments or {})
    states = {State(row.state) for row in rows}
    if not (can_accept(by, submission) or (can_review(by, submission) and states == {State.SUBMITTED})):
        raise PermissionDenied("只有本级审核员（审核前）或上一级审核员可以退回。")
    move_rows(rows, "return", reviewed_by=None)
    for reason in dict.fromkeys(reasons.values()):
        said = [row for row in rows if reasons[row.pk] == reason]
        set_in_all(said, comment=reason)
        figures.withdraw(version_ids=_version_ids(said), by=by, at=at, reason=reason)
    Comment.objects.bulk_create(
        Comment(row=row, kind=Comment.Kind.RETURN, text=row.comment, by=by, at=at) for row in rows
    )
    told = {str(row_id): reason for row_id, reason in reasons.items()}
    record("submission.returned", subject=submission, by=by, at=at, rows=list(reasons), comments=told)
    notify_returned(submission, rows, by=by, at=at)
    return rows


def clean_rows(submission: Submission, rows: Sequence[Row]) -> list[Row]:
    """无疑问的项: the same question for the page's button, the form and many forms at once."""
    measured = rows_of(submission)  # of the whole form, which the rows are compared with
    hide_drafts(measured)
    found = comparison_of(submission, measured, plan_indicators_of(submission)).findings
    found |= commitment_findings(submission, [row for row in rows if row.commitment_id is not None])
    asked = open_questions(submission, comments_of([row.pk for row in rows]))
    return [row for row in rows if is_clean(found[row.pk], has_open_question=row.pk in asked)]


def _reasons(rows: Sequence[Row], common: str, own: Mapping[int, str]) -> dict[int, str]:
    """By row id: why it goes back."""
    missing = "请写明退回的原因，填报员据此修改。"
    return {
        row.pk: checked_text(own.get(row.pk, "").strip() or common, "退回的原因", LONGEST_COMMENT, missing)
        for row in rows
    }


def _rows(
    submission: Submission,
    verb: str,
    row_ids: Sequence[int] | None,
    by: User,
    at: datetime,
    *,
    clean_only: bool,
) -> list[Row]:
    """The rows named, or all that this person may move; of these perhaps only the clean ones."""
    if row_ids is None:
        rows = _movable(submission, verb, at)
        rows = [row for row in rows if not _own(row, by, verb)] or rows
    else:
        rows = _named(submission, row_ids, at)
    _check_other_person(rows, by, verb)
    if clean_only:
        rows = clean_rows(submission, rows)
        if not rows:
            raise MoveRefusedError(
                f"没有无疑问的项可以{MOVES[verb].label}：各项都有提示或未答复的意见，请逐项核对。"
            )
    return rows


def _movable(submission: Submission, verb: str, at: datetime) -> list[Row]:
    """All rows from which the move may start."""
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


def _own(row: Row, by: User, verb: str) -> str:
    """What this person did with the row, so that somebody else must go on; empty where nothing."""
    return next((done for field, done in FOUR_EYES[verb] if getattr(row, field) == by.pk), "")


def _check_other_person(rows: Sequence[Row], by: User, verb: str) -> None:
    for row in rows:
        if done := _own(row, by, verb):
            raise PermissionDenied(f"您本人{done}了其中的数据，须由另一人办理。")


def _version_ids(rows: Sequence[Row]) -> list[int]:
    return [row.version_id for row in rows if row.version_id is not None]
