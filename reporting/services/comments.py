"""The conversation about a row, beside returns and corrections, which write into it themselves."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from reporting.models import Comment, Row
from reporting.permissions import check_can_comment
from reporting.services.notices import notify_commented
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import checked_text, locked_submission

LONGEST_COMMENT = 500


@refusals_recorded("comment.written")
@transaction.atomic
def comment(*, submission_id: int, row_id: int, text: str, by: User, at: datetime) -> Comment:
    """Say something about a row: its clerk, its reviewers, and those who accept it."""
    submission = locked_submission(submission_id)
    check_can_comment(by, submission)
    row = Row.objects.filter(submission=submission, pk=row_id).first()
    if row is None:
        raise ValidationError("这一项不在这张填报单里。请刷新页面后再发表。")
    said = checked_text(text, "意见", LONGEST_COMMENT, "请写明意见后再发表。")
    written = Comment.objects.create(row=row, kind=Comment.Kind.COMMENT, text=said, by=by, at=at)
    record("comment.written", subject=submission, by=by, at=at, row=row.pk, text=said)
    notify_commented(submission, written, by=by, at=at)
    return written
