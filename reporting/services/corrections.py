"""更正: an accepted row opened again, with a reason, by its clerk; and the second thought about it.

The record keeps what was accepted until the new version is accepted in its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.models import Actual, ActualVersion, Signature
from indicators.models.figures import trimmed
from plans.models import CommitmentReport
from reporting.models import TEXTS, Comment, Row, Submission
from reporting.permissions import check_can_fill
from reporting.queries import accepted_reports
from reporting.services.entry import Entry, Saved, save_entries
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import (
    checked_text,
    clerks_own,
    locked_rows,
    locked_submission,
    move_rows,
    settle,
)
from reporting.states import EDITABLE, MoveRefusedError, State

LONGEST_REASON = 300


@refusals_recorded("submission.correction_opened")
@transaction.atomic
def open_correction(
    *, submission_id: int, row_ids: Sequence[int], reason: str, by: User, at: datetime
) -> list[Row]:
    """Open accepted (or locked) rows again; the reason goes with the new version."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    return _open(submission, row_ids, reason, by, at)


@refusals_recorded("submission.correction_opened")
@transaction.atomic
def save_and_correct(
    *,
    submission_id: int,
    entries: Sequence[Entry],
    row_ids: Sequence[int],
    reason: str,
    by: User,
    at: datetime,
    responsible: str | None = None,
) -> list[Saved]:
    """From the form: what was typed into other rows is kept; then, if all was, the correction opened."""
    submission = clerks_own(submission_id, by, at)
    saved = _save_typed(submission, entries, by, at, responsible)
    if all(each.is_kept for each in saved):
        _open(submission, row_ids, reason, by, at)
    return saved


def _save_typed(
    submission: Submission, entries: Sequence[Entry], by: User, at: datetime, responsible: str | None
) -> list[Saved]:
    """A form at rest, whose round may be closed, has nothing to save."""
    if not entries and responsible is None:
        return []
    return save_entries(submission, entries, by, at, responsible)


def _open(submission: Submission, row_ids: Sequence[int], reason: str, by: User, at: datetime) -> list[Row]:
    why = checked_text(reason, "更正的原因", LONGEST_REASON, "请写明更正的原因，它将随新的版本留存。")
    rows = _named(submission, row_ids)
    move_rows(rows, "correct", correction=why)
    Comment.objects.bulk_create(
        Comment(row=row, kind=Comment.Kind.CORRECTION, text=why, by=by, at=at) for row in rows
    )
    record(
        "submission.correction_opened",
        subject=submission,
        by=by,
        at=at,
        rows=[row.pk for row in rows],
        reason=why,
    )
    return rows


@refusals_recorded("submission.correction_dropped")
@transaction.atomic
def drop_correction(*, submission_id: int, row_ids: Sequence[int], by: User, at: datetime) -> list[Row]:
    """Give corrections up: the rows say again what stands in the record."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    return _drop(submission, row_ids, by, at)


@refusals_recorded("submission.correction_dropped")
@transaction.atomic
def save_and_drop(
    *,
    submission_id: int,
    entries: Sequence[Entry],
    row_ids: Sequence[int],
    by: User,
    at: datetime,
    responsible: str | None = None,
) -> list[Saved]:
    """From the form: what was typed into other rows is kept; then, if all was, the correction given up."""
    submission = clerks_own(submission_id, by, at)
    saved = _save_typed(submission, entries, by, at, responsible)
    if all(each.is_kept for each in saved):
        _drop(submission, row_ids, by, at)
    return saved


def _drop(submission: Submission, row_ids: Sequence[int], by: User, at: datetime) -> list[Row]:
    rows = _named(submission, row_ids)
    if not all(row.correction and State(row.state) in EDITABLE for row in rows):
        raise MoveRefusedError("只有更正中、尚未上报的项可以放弃更正；已上报的请先撤回。")
    move_rows(rows, "drop")
    _restore(submission, rows)
    settle(submission, rows)
    record("submission.correction_dropped", subject=submission, by=by, at=at, rows=[row.pk for row in rows])
    return rows


def _named(submission: Submission, row_ids: Sequence[int]) -> list[Row]:
    rows = locked_rows(submission, row_ids)
    if not row_ids:
        raise ValidationError("请先选择要更正的项。")
    if len(rows) != len(set(row_ids)):
        raise ValidationError("所选的项中有的不在这张填报单里，没有办理。请刷新页面后重新选择。")
    return rows


def _restore(submission: Submission, rows: Sequence[Row]) -> None:
    """The texts and the people of what is accepted, back into the rows."""
    year = submission.round.year
    figures, reports = _accepted_figures(submission, rows), accepted_reports(rows)
    for row in rows:
        row.revision += 1
        row.comment = ""
        if row.commitment_id is not None:
            _restore_commitment(row, reports[row.commitment_id][year])
        else:
            _restore_figure(row, figures[row.measured.pk])
    people = ("version", "report", "submitted_by", "reviewed_by")
    Row.objects.bulk_update(rows, [*TEXTS, *people, "revision", "comment"], batch_size=50)


def _accepted_figures(submission: Submission, rows: Sequence[Row]) -> dict[int, ActualVersion]:
    actuals = Actual.objects.filter(
        region=submission.region_id,
        year=submission.round.year,
        indicator__in=[row.indicator_id for row in rows if row.indicator_id],
        accepted__isnull=False,
    )
    found = actuals.select_related("accepted__entered_by").prefetch_related("accepted__signatures__by")
    return {each.indicator_id: each.accepted for each in found if each.accepted is not None}


def _restore_figure(row: Row, version: ActualVersion) -> None:
    signed = {each.part: each.by for each in version.signatures.all()}
    is_preliminary = version.revision == ActualVersion.Revision.PRELIMINARY
    row.version = version
    row.typed, row.note, row.cause, row.measure = version.text, version.note, version.cause, version.measure
    row.nature = (
        Row.Nature.ESTIMATE if version.is_estimate else Row.Nature.PRELIMINARY if is_preliminary else ""
    )
    row.numerator, row.denominator = _typed(version.numerator), _typed(version.denominator)
    row.break_note = version.break_note
    row.submitted_by, row.reviewed_by = version.entered_by, signed.get(Signature.Part.REVIEWED)


def _typed(number: Decimal | None) -> str:
    return "" if number is None else f"{trimmed(number):f}"


def _restore_commitment(row: Row, report: CommitmentReport) -> None:
    """Reports carry no signatures: who reviewed is known only while no other was handed up."""
    if row.report_id != report.pk:
        row.submitted_by_id, row.reviewed_by = report.entered_by_id, None
    row.report, row.typed, row.note, row.progress = report, report.text, report.note, report.progress
