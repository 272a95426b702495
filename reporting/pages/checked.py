"""A form checked without handing it up: the same checks, and what handing up would say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from reporting.models import Row, Submission
from reporting.permissions import check_can_fill
from reporting.queries import Checked, checked_rows, commitment_rows_of, rows_of
from reporting.rules import Finding
from reporting.services.rows import check_begun, rows_with_clerk
from reporting.states import EDITABLE, MoveRefusedError, State


@dataclass(frozen=True)
class CheckedRow:
    """A row about which the checks have something to say; `blocks`: it cannot be handed up like this."""

    row: Row
    findings: list[Finding]
    blocks: bool


@dataclass(frozen=True)
class CheckedForm:
    """`total`: how many rows would be handed up; `detail` says in words what would come of it."""

    total: int
    can_submit: bool
    detail: str
    missing: str
    rows: tuple[CheckedRow, ...]


def checked_form(*, user: User, submission: Submission, at: datetime) -> CheckedForm:
    """For the clerk of the form alone; changes nothing."""
    check_can_fill(user, submission)
    rows = [*rows_of(submission), *commitment_rows_of(submission)]
    still, refusal = _still_with_clerk(submission, rows, at)
    found = checked_rows(submission, still)
    return CheckedForm(
        total=len(still),
        can_submit=not refusal and not found.is_blocked,
        detail=refusal or _in_words(found, len(still)),
        missing=found.missing,
        rows=tuple(
            CheckedRow(row, found.findings[row.pk], row.pk in found.in_the_way)
            for row in still
            if found.findings[row.pk]
        ),
    )


def _still_with_clerk(submission: Submission, rows: Sequence[Row], at: datetime) -> tuple[list[Row], str]:
    """The rows that would be handed up, or, with the reason why not now, those that are the clerk's."""
    try:
        check_begun(submission, at)
        return rows_with_clerk(submission, rows, at), ""
    except MoveRefusedError as refusal:
        return [row for row in rows if State(row.state) in EDITABLE], str(refusal)


def _in_words(found: Checked, total: int) -> str:
    if not found.is_blocked:
        return f"可以上报，共 {total} 项。"
    count = f"有 {len(found.in_the_way)} 项需要改正或说明。" if found.in_the_way else ""
    return f"现在还不能上报。{count}{found.missing}"
