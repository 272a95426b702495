"""What a clerk does with a form: save, submit, take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.calc import read_entry
from indicators.services import figures
from reporting.models import Row, Submission
from reporting.permissions import check_can_fill
from reporting.rules import Entered, Finding, Weight, findings_on
from reporting.states import EDITABLE, MoveRefusedError, State, check_move

TEXTS = ("typed", "note", "cause", "measure")


@dataclass(frozen=True)
class Entry:
    """What came back from the form for one row; `revision` is the one its editor saw."""

    row_id: int
    revision: int
    typed: str
    note: str = ""
    cause: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Saved:
    """How saving one row went: `conflict` holds the row as somebody else left it, and nothing was overwritten."""

    row: Row
    entry: Entry
    changed: bool = False
    conflict: bool = False


class SubmissionBlockedError(Exception):
    """Errors stand in the way; `findings` by row id."""

    def __init__(self, findings: dict[int, list[Finding]]) -> None:
        super().__init__(f"有 {len(findings)} 项需要更正，填报单没有上报。已填的内容都已保存。")
        self.findings = findings


@transaction.atomic
def save_rows(*, submission_id: int, entries: Sequence[Entry], by: User, at: datetime) -> list[Saved]:
    """Keep what was typed, readable or not. A row that somebody else saved meanwhile is told, not overwritten."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = {row.pk: row for row in locked_rows(submission, [entry.row_id for entry in entries])}
    return [_save(rows[entry.row_id], entry, by, at) for entry in entries if entry.row_id in rows]


def _save(row: Row, entry: Entry, by: User, at: datetime) -> Saved:
    new = {name: getattr(entry, name).strip() for name in TEXTS}
    if all(getattr(row, name) == text for name, text in new.items()):
        return Saved(row, entry)
    if row.revision != entry.revision or State(row.state) not in EDITABLE:
        return Saved(row, entry, conflict=True)
    for name, text in new.items():
        setattr(row, name, text)
    row.revision += 1
    row.saved_by, row.saved_at = by, at
    row.save(update_fields=[*TEXTS, "revision", "saved_by", "saved_at"])
    return Saved(row, entry, changed=True)


@transaction.atomic
def submit(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """Hand up every row that is still the clerk's; all of them or, with SubmissionBlockedError, none."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = [row for row in locked_rows(submission) if State(row.state) in EDITABLE]
    found = {row.pk: errors for row in rows if (errors := _errors(row))}
    if found:
        raise SubmissionBlockedError(found)
    versions = figures.report(figures=[_reported(row, submission) for row in rows], by=by, at=at)
    for row, version in zip(rows, versions, strict=True):
        row.state, row.version = check_move(State(row.state), "submit").value, version
        row.submitted_by, row.reviewed_by, row.comment = by, None, ""
        row.save(update_fields=["state", "version", "submitted_by", "reviewed_by", "comment"])
    if submission.first_submitted_at is None:
        submission.first_submitted_at = at
        submission.save(update_fields=["first_submitted_at"])
    record("submission.submitted", subject=submission, by=by, at=at, rows=len(rows))
    return rows


@transaction.atomic
def withdraw(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """撤回: take back what has not been reviewed yet; the versions stay in the history."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = [row for row in locked_rows(submission) if State(row.state) is State.SUBMITTED]
    move_rows(rows, "withdraw")
    figures.withdraw(version_ids=[row.version_id for row in rows if row.version_id], by=by, at=at, reason="撤回")
    record("submission.withdrawn", subject=submission, by=by, at=at, rows=len(rows))
    return rows


def entered(row: Row) -> Entered:
    """The row as the rules look at it."""
    indicator = row.indicator
    return Entered(row.typed, indicator.unit, indicator.limit_low, indicator.limit_high)


def _errors(row: Row) -> list[Finding]:
    return [finding for finding in findings_on(entered(row)) if finding.weight is Weight.ERROR]


def _reported(row: Row, submission: Submission) -> figures.Reported:
    return figures.Reported(
        region_id=submission.region_id,
        indicator_id=row.indicator_id,
        year=submission.round.year,
        figure=read_entry(row.typed),
        note=row.note,
        reason=row.note if row.version_id else "",
        source=str(submission),
    )


def locked_submission(submission_id: int) -> Submission:
    """The form, locked for this transaction; a closed round takes no more changes."""
    found = Submission.objects.select_for_update(of=("self",)).select_related("round", "region__parent__parent")
    submission = found.get(pk=submission_id)
    if submission.round.closed_at is not None:
        raise MoveRefusedError(f"“{submission.round}”已经结束，填报单不能再变动。需要更正的，请走更正程序。")
    return submission


def locked_rows(submission: Submission, row_ids: Sequence[int] | None = None) -> list[Row]:
    """Rows of the form (all, or those named), locked, with their indicators."""
    rows = Row.objects.select_for_update(of=("self",)).select_related("indicator").filter(submission=submission)
    if row_ids is not None:
        rows = rows.filter(pk__in=row_ids)
    return list(rows.order_by("pk"))


def move_rows(rows: Sequence[Row], verb: str) -> None:
    """Move every row by one verb of the table; MoveRefused leaves all as they were."""
    for row in rows:
        row.state = check_move(State(row.state), verb).value
    Row.objects.bulk_update(rows, ["state"])
