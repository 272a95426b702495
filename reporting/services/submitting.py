"""Handing a form up, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.calc import FigureError, format_figure, read_entry
from indicators.models import ActualVersion, PlanIndicator
from indicators.services import figures
from plans.services import CommitmentEntry, report_commitments
from reporting.models import Row, Submission, ToldFinding
from reporting.permissions import check_can_fill
from reporting.queries import Checked, checked_rows
from reporting.rules import Finding, quantity
from reporting.services.entry import Entry, Saved, save_entries
from reporting.services.notices import notify_submitted, notify_withdrawn
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import (
    clerks_own,
    locked_rows,
    locked_submission,
    movable_rows,
    move_rows,
    rows_with_clerk,
)
from reporting.states import MoveRefusedError, State

LONGEST_FINDING = 500
LONGEST_REASON = 300


class SubmissionBlockedError(Exception):
    """Something stands in the way; `findings` by row id, `missing` is what the form itself lacks."""

    def __init__(self, findings: Mapping[int, list[Finding]], missing: str = "") -> None:
        count = f"有 {len(findings)} 项需要改正或说明，填报单没有上报。" if findings else "填报单没有上报。"
        super().__init__(f"{count}{missing}已填的内容都已保存。")
        self.findings = findings
        self.missing = missing


@dataclass(frozen=True)
class HandedUp:
    """The rows that moved; or, where none did, what stands in the way."""

    rows: list[Row]
    blocked: SubmissionBlockedError | None = None


@refusals_recorded("submission.submitted")
def save_and_submit(
    *,
    submission_id: int,
    entries: Sequence[Entry],
    by: User,
    at: datetime,
    responsible: str | None = None,
) -> list[Saved]:
    """Save, and hand up if every entry was kept. What was saved stays saved, though submitting is blocked."""
    blocked = None
    with transaction.atomic():
        submission = clerks_own(submission_id, by, at)
        saved = save_entries(submission, entries, by, at, responsible)
        if all(each.is_kept for each in saved):
            blocked = _hand_up(submission, by, at).blocked
    if blocked is not None:
        raise blocked
    return saved


@refusals_recorded("submission.submitted")
@transaction.atomic
def submit(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """Hand up every row that is still the clerk's; all of them or, with SubmissionBlockedError, none."""
    result = _hand_up(clerks_own(submission_id, by, at), by, at)
    if result.blocked is not None:
        raise result.blocked
    return result.rows


def _hand_up(submission: Submission, by: User, at: datetime) -> HandedUp:
    """Move the rows and report what they say; or, where something stands in the way, move none."""
    rows = rows_with_clerk(submission, locked_rows(submission), at)
    found = checked_rows(submission, rows)
    if found.is_blocked:
        return HandedUp([], SubmissionBlockedError(found.in_the_way, found.missing))
    _report_figures(submission, found, by, at)
    _report_commitments(submission, found.promised, by, at)
    Row.objects.bulk_update(found.measured, ["version"])
    Row.objects.bulk_update(found.promised, ["report"])
    move_rows(rows, "submit", submitted_by=by, reviewed_by=None, comment="")
    if submission.first_submitted_at is None:
        submission.first_submitted_at = at
        submission.save(update_fields=["first_submitted_at"])
    record("submission.submitted", subject=submission, by=by, at=at, rows=len(rows))
    notify_submitted(submission, rows, by=by, at=at)
    return HandedUp(rows)


@refusals_recorded("submission.withdrawn")
@transaction.atomic
def withdraw(*, submission_id: int, by: User, at: datetime) -> list[Row]:
    """撤回: take back what has not been reviewed yet; the versions stay in the history."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    rows = [row for row in locked_rows(submission) if State(row.state) is State.SUBMITTED]
    if not rows:
        raise MoveRefusedError("没有可以撤回的项：只有已上报、尚未审核的可以撤回。")
    rows = movable_rows(submission, rows, at)
    move_rows(rows, "withdraw")
    figures.withdraw(
        version_ids=[row.version_id for row in rows if row.version_id], by=by, at=at, reason="撤回"
    )
    record("submission.withdrawn", subject=submission, by=by, at=at, rows=len(rows))
    notify_withdrawn(submission, by=by, at=at)
    return rows


def _report_figures(submission: Submission, found: Checked, by: User, at: datetime) -> None:
    """Each row's figure becomes a version; what the checks said about it is kept, with the answer."""
    rows = found.measured
    reported = [_reported(row, submission, found.printed.get(row.measured.pk)) for row in rows]
    versions = figures.report(figures=reported, by=by, at=at)
    for row, version in zip(rows, versions, strict=True):
        row.version = version
    ToldFinding.objects.bulk_create(
        ToldFinding(
            version=row.version,
            code=finding.code,
            weight=finding.weight.value,
            text=finding.message[:LONGEST_FINDING],
            answer=row.note,
        )
        for row in rows
        for finding in found.findings[row.pk]
    )


def _reported(row: Row, submission: Submission, printed: PlanIndicator | None) -> figures.Reported:
    """A figure in brackets is a total since the plan began; printed as official tables print it."""
    read = read_entry(row.typed)
    figure = replace(read, text=format_figure(read))
    numerator, denominator = quotient_of(row)
    return figures.Reported(
        region_id=submission.region_id,
        indicator_id=row.measured.pk,
        year=submission.round.year,
        figure=figure,
        is_estimate=row.nature == Row.Nature.ESTIMATE,
        revision=ActualVersion.Revision.PRELIMINARY
        if row.nature == Row.Nature.PRELIMINARY
        else ActualVersion.Revision.FINAL,
        note=row.note,
        reason=_reason(row),
        source=str(submission),
        since_year=printed.plan.start_year if printed and figure.cumulative else None,
        breaks_series=bool(row.break_note),
        break_note=row.break_note,
        cause=row.cause,
        measure=row.measure,
        numerator=numerator,
        denominator=denominator,
        responsible=submission.responsible,
    )


def quotient_of(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator, where both can be read; a check has seen to it that they can."""
    try:
        return quantity(row.numerator), quantity(row.denominator)
    except FigureError:
        return None, None


def _report_commitments(submission: Submission, rows: Sequence[Row], by: User, at: datetime) -> None:
    entries = [
        CommitmentEntry(
            commitment_id=cast(int, row.commitment_id),
            year=submission.round.year,
            progress=row.progress,
            done=quantity(row.typed),
            text=format_figure(read_entry(row.typed)),
            note=row.note,
            reason=_reason(row),
        )
        for row in rows
    ]
    for row, report in zip(rows, report_commitments(entries=entries, by=by, at=at), strict=True):
        row.report = report


def _reason(row: Row) -> str:
    """Why there is another version of something handed up before."""
    if row.correction:
        return row.correction
    if row.version_id is None and row.report_id is None:
        return ""
    return f"按退回意见修改：{row.comment}"[:LONGEST_REASON] if row.comment else "撤回后重新上报"
