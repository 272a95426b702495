"""Handing a form up, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.calc import format_figure, read_entry
from indicators.models import PlanIndicator
from indicators.services import figures
from reporting.models import Row, Submission
from reporting.permissions import check_can_fill
from reporting.queries import entered, plan_indicators_of
from reporting.rules import Finding, Weight, findings_on
from reporting.services.entry import Entry, Saved, save_entries
from reporting.services.rows import clerks_own, locked_rows, locked_submission, move_rows
from reporting.states import EDITABLE, MoveRefusedError, State, check_move

LONGEST_REASON = 300


class SubmissionBlockedError(Exception):
    """Errors stand in the way; `findings` by row id."""

    def __init__(self, findings: dict[int, list[Finding]]) -> None:
        super().__init__(f"有 {len(findings)} 项需要更正，填报单没有上报。已填的内容都已保存。")
        self.findings = findings


@dataclass(frozen=True)
class HandedUp:
    """The rows that moved, or, by row id, the errors because of which none did."""

    rows: list[Row]
    errors: dict[int, list[Finding]]


def save_and_submit(*, submission_id: int, entries: Sequence[Entry], by: User, at: datetime) -> list[Saved]:
    """Save, and hand up if every entry was kept. What was saved stays saved, though submitting is blocked."""
    with transaction.atomic():
        submission = clerks_own(submission_id, by, at)
        saved = save_entries(submission, entries, by, at)
        found = _hand_up(submission, by, at).errors if all(each.is_kept for each in saved) else {}
    if found:
        raise SubmissionBlockedError(found)
    return saved


@transaction.atomic
def submit(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """Hand up every row that is still the clerk's; all of them or, with SubmissionBlockedError, none."""
    result = _hand_up(clerks_own(submission_id, by, at), by, at)
    if result.errors:
        raise SubmissionBlockedError(result.errors)
    return result.rows


def _hand_up(submission: Submission, by: User, at: datetime) -> HandedUp:
    """Move the rows and report their figures; or, where errors stand in the way, move none and tell them."""
    rows = [row for row in locked_rows(submission) if State(row.state) in EDITABLE]
    if not rows:
        raise MoveRefusedError("没有可以上报的项：草稿和退回的各项都已上报。")
    printed = plan_indicators_of(submission)
    found = {row.pk: errors for row in rows if (errors := _errors(row, printed.get(row.indicator_id)))}
    if found:
        return HandedUp([], found)
    reported = [_reported(row, submission, printed.get(row.indicator_id)) for row in rows]
    versions = figures.report(figures=reported, by=by, at=at)
    for row, version in zip(rows, versions, strict=True):
        row.state, row.version = check_move(State(row.state), "submit").value, version
        row.submitted_by, row.reviewed_by, row.comment = by, None, ""
    Row.objects.bulk_update(
        rows, ["state", "version", "submitted_by", "reviewed_by", "comment"], batch_size=50
    )
    if submission.first_submitted_at is None:
        submission.first_submitted_at = at
        submission.save(update_fields=["first_submitted_at"])
    record("submission.submitted", subject=submission, by=by, at=at, rows=len(rows))
    return HandedUp(rows, {})


@transaction.atomic
def withdraw(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """撤回: take back what has not been reviewed yet; the versions stay in the history."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = [row for row in locked_rows(submission) if State(row.state) is State.SUBMITTED]
    if not rows:
        raise MoveRefusedError("没有可以撤回的项：只有已上报、尚未审核的可以撤回。")
    move_rows(rows, "withdraw")
    figures.withdraw(
        version_ids=[row.version_id for row in rows if row.version_id], by=by, at=at, reason="撤回"
    )
    record("submission.withdrawn", subject=submission, by=by, at=at, rows=len(rows))
    return rows


def _errors(row: Row, printed: PlanIndicator | None) -> list[Finding]:
    return [finding for finding in findings_on(entered(row, printed)) if finding.weight is Weight.ERROR]


def _reported(row: Row, submission: Submission, printed: PlanIndicator | None) -> figures.Reported:
    """A figure in brackets is a total since the plan began; printed as official tables print it."""
    read = read_entry(row.typed)
    figure = replace(read, text=format_figure(read))
    return figures.Reported(
        region_id=submission.region_id,
        indicator_id=row.indicator_id,
        year=submission.round.year,
        figure=figure,
        note=row.note,
        reason=_reason(row),
        source=str(submission),
        since_year=printed.plan.start_year if printed and figure.cumulative else None,
    )


def _reason(row: Row) -> str:
    """Why there is another version of a figure handed up before."""
    if row.version_id is None:
        return ""
    return f"按退回意见更正：{row.comment}"[:LONGEST_REASON] if row.comment else "撤回后重新上报"
