"""Forms and rows locked for a change, and the move from state to state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from reporting.models import Row, Submission
from reporting.permissions import check_can_fill
from reporting.queries import is_open
from reporting.states import EDITABLE, MOVES, MoveRefusedError, State, check_move

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def locked_submission(submission_id: int) -> Submission:
    """The form, locked for this transaction; its round and extensions are read once it is."""
    Submission.objects.select_for_update().only("pk").get(pk=submission_id)
    found = Submission.objects.select_related("round", "region__parent__parent__parent", "department")
    return found.prefetch_related("extensions").get(pk=submission_id)


def locked_rows(submission: Submission, row_ids: Sequence[int] | None = None) -> list[Row]:
    """Rows of the form (all, or those named), locked, with their indicators or commitments."""
    rows = Row.objects.select_for_update(of=("self",)).select_related("indicator", "commitment")
    rows = rows.filter(submission=submission)
    if row_ids is not None:
        rows = rows.filter(pk__in=row_ids)
    return list(rows.order_by("pk"))


def open_rows(submission: Submission, rows: Sequence[Row], at: datetime) -> list[Row]:
    """Those that may still move: all while the form is open, else those under correction."""
    if is_open(submission, timezone.localdate(at)):
        return list(rows)
    return [row for row in rows if row.correction]


def check_open(submission: Submission, rows: Sequence[Row], at: datetime) -> None:
    """MoveRefusedError where one of the rows, or a form without any, can no longer move."""
    still = open_rows(submission, rows, at)
    if len(still) < len(rows) or not (rows or is_open(submission, timezone.localdate(at))):
        raise MoveRefusedError(
            f"“{submission.round}”已经结束，填报单不能再变动。已接收的数据需要更正的，请用“申请更正”。"
        )


def movable_rows(submission: Submission, rows: Sequence[Row], at: datetime) -> list[Row]:
    """Those that may still move; MoveRefusedError where none can."""
    still = open_rows(submission, rows, at)
    check_open(submission, still, at)
    return still


def rows_with_clerk(submission: Submission, rows: Sequence[Row], at: datetime) -> list[Row]:
    """Those to be handed up: drafts and returned ones that may still move; MoveRefusedError without any."""
    editable = [row for row in rows if State(row.state) in EDITABLE]
    if not editable:
        raise MoveRefusedError("没有可以上报的项：草稿和退回的各项都已上报。")
    return movable_rows(submission, editable, at)


def settle(submission: Submission, rows: Sequence[Row]) -> None:
    """Accepted again, or left as accepted: the correction is over, and in a closed round the row locked."""
    if submission.round.closed_at is not None:
        move_rows(rows, "lock")
    set_in_all(rows, correction="")


def checked_text(text: str, label: str, most: int, missing: str) -> str:
    """A reason or comment as it can be kept; `missing` says what to do where there is none."""
    found = text.replace("\r\n", "\n").strip()
    if not found:
        raise ValidationError(missing)
    if len(found) > most:
        raise ValidationError(f"{label}最多 {most} 字，现有 {len(found)} 字。")
    if CONTROL.search(found):
        raise ValidationError(f"{label}中有不能显示的控制字符。请删去重输。")
    return found


def move_rows(rows: Sequence[Row], verb: str, **changes: Any) -> None:
    """Move every row by one verb of the table, with the `changes` that go with it; MoveRefusedError leaves
    all as they were.
    """
    for row in rows:
        check_move(State(row.state), verb)
    set_in_all(rows, state=MOVES[verb].goal.value, **changes)


def set_in_all(rows: Sequence[Row], **values: Any) -> None:
    """The same values into every row, in one statement."""
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    Row.objects.filter(pk__in=[row.pk for row in rows]).update(**values)


def clerks_own(submission_id: int, by: User, at: datetime) -> Submission:
    """The form, locked, if this is its clerk and its round has begun."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    check_begun(submission, at)
    return submission


def check_begun(submission: Submission, at: datetime) -> None:
    """MoveRefusedError before the day on which the round opens."""
    opens = submission.round.opens_date
    if timezone.localdate(at) < opens:
        raise MoveRefusedError(f"“{submission.round}”{opens:%Y-%m-%d} 开始，现在还不能填报。")
