"""Forms and rows locked for a change, and the move from state to state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from reporting.models import Row, Submission
from reporting.permissions import check_can_fill
from reporting.states import MoveRefusedError, State, check_move


def locked_submission(submission_id: int) -> Submission:
    """The form, locked for this transaction; a closed round takes no more changes."""
    found = Submission.objects.select_for_update(of=("self",)).select_related(
        "round", "region__parent__parent"
    )
    submission = found.get(pk=submission_id)
    if submission.round.closed_at is not None:
        raise MoveRefusedError(f"“{submission.round}”已经结束，填报单不能再变动。需要更正的，请走更正程序。")
    return submission


def locked_rows(submission: Submission, row_ids: Sequence[int] | None = None) -> list[Row]:
    """Rows of the form (all, or those named), locked, with their indicators."""
    rows = (
        Row.objects.select_for_update(of=("self",)).select_related("indicator").filter(submission=submission)
    )
    if row_ids is not None:
        rows = rows.filter(pk__in=row_ids)
    return list(rows.order_by("pk"))


def move_rows(rows: Sequence[Row], verb: str) -> None:
    """Move every row by one verb of the table; MoveRefused leaves all as they were."""
    for row in rows:
        row.state = check_move(State(row.state), verb).value
    Row.objects.bulk_update(rows, ["state"])


def clerks_own(submission_id: int, by: User, at: datetime) -> Submission:
    """The form, locked, if this clerk may type into it now."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    _check_begun(submission, at)
    return submission


def _check_begun(submission: Submission, at: datetime) -> None:
    opens = submission.round.opens_date
    if timezone.localdate(at) < opens:
        raise MoveRefusedError(f"“{submission.round}”{opens:%Y-%m-%d} 开始，现在还不能填报。")
