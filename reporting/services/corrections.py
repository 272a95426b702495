"""更正: an accepted row opened again, with a reason, by its clerk; and the second thought about it.

The record keeps what was accepted until the new version is accepted in its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.models import Actual, ActualVersion, Signature
from plans.models import CommitmentReport
from reporting.models import Comment, Row, Submission
from reporting.permissions import check_can_fill
from reporting.services.rows import checked_text, locked_rows, locked_submission, move_rows, settle
from reporting.states import EDITABLE, MoveRefusedError, State

LONGEST_REASON = 300


@transaction.atomic
def open_correction(
    *, submission_id: int, row_ids: Sequence[int], reason: str, by: User, at: datetime
) -> list[Row]:
    """Open accepted (or locked) rows again; the reason goes with the new version."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
    why = checked_text(reason, "更正的原因", LONGEST_REASON, "请写明更正的原因，它将随新的版本留存。")
    rows = _named(submission, row_ids)
    move_rows(rows, "correct")
    for row in rows:
        row.correction = why
    Row.objects.bulk_update(rows, ["correction"])
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


@transaction.atomic
def drop_correction(*, submission_id: int, row_ids: Sequence[int], by: User, at: datetime) -> list[Row]:
    """Give corrections up: the rows say again what stands in the record."""
    submission = locked_submission(submission_id)
    check_can_fill(by, submission)
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
    actuals = Actual.objects.filter(
        region=submission.region_id,
        year=submission.round.year,
        indicator__in=[row.indicator_id for row in rows if row.indicator_id],
    ).select_related("accepted")
    accepted = {actual.indicator_id: actual.accepted for actual in actuals}
    for row in rows:
        row.revision += 1
        if row.commitment_id is not None:
            _restore_commitment(row, submission.round.year)
        elif (version := accepted[row.measured.pk]) is not None:
            _restore_figure(row, version)
    fields = [
        "typed", "note", "cause", "measure", "nature", "numerator", "denominator", "break_note", "progress",
        "revision", "version", "report", "submitted_by", "reviewed_by",
    ]  # fmt: skip
    Row.objects.bulk_update(rows, fields)


def _restore_figure(row: Row, version: ActualVersion) -> None:
    signed = {each.part: each.by for each in version.signatures.select_related("by")}
    is_preliminary = version.revision == ActualVersion.Revision.PRELIMINARY
    row.version = version
    row.typed, row.note, row.cause, row.measure = version.text, version.note, version.cause, version.measure
    row.nature = (
        Row.Nature.ESTIMATE if version.is_estimate else Row.Nature.PRELIMINARY if is_preliminary else ""
    )
    row.numerator, row.denominator = _typed(version.numerator), _typed(version.denominator)
    row.break_note = version.break_note
    row.submitted_by = version.entered_by
    row.reviewed_by = signed.get(Signature.Part.REVIEWED)


def _typed(number: object) -> str:
    return "" if number is None else f"{number:f}".rstrip("0").rstrip(".")


def _restore_commitment(row: Row, year: int) -> None:
    reports = CommitmentReport.objects.filter(
        commitment=row.commitment_id, year=year, acceptance__isnull=False
    )
    report = reports.select_related("entered_by").order_by("number").last()
    if report is not None:
        row.report, row.typed, row.note, row.progress = report, report.text, report.note, report.progress
        row.submitted_by, row.reviewed_by = report.entered_by, None
