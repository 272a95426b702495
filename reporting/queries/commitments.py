"""The commitments of a form, and what the checks say about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.models.figures import trimmed
from plans.queries import ByYear, counted_reports, latest_before
from reporting.fixture_files import checks
from reporting.models import Row, Submission
from reporting.rules import Finding, Undertaken, findings_on_commitment


def commitment_rows_of(submission: Submission) -> list[Row]:
    """The commitments of the form, as the plans print them."""
    rows = Row.objects.filter(submission=submission, commitment__isnull=False)
    related = (
        "commitment__plan",
        "commitment__department",
        "report",
        "saved_by",
        "submitted_by",
        "reviewed_by",
    )
    return list(rows.select_related(*related).order_by("commitment__plan_id", "commitment__position"))


def accepted_reports(rows: Sequence[Row]) -> dict[int, ByYear]:
    """By commitment and year: what counts of the commitments in these rows. One query."""
    return counted_reports([row.commitment_id for row in rows if row.commitment_id is not None])


def commitment_findings(
    submission: Submission, rows: Sequence[Row], accepted: Mapping[int, ByYear] | None = None
) -> dict[int, list[Finding]]:
    """By row id: what the checks say; `accepted` is what they compare with, where the caller knows it."""
    known, year = accepted_reports(rows) if accepted is None else accepted, submission.round.year
    return {row.pk: findings_on_commitment(_undertaken(row, year, known)) for row in rows}


def _undertaken(row: Row, year: int, accepted: Mapping[int, ByYear]) -> Undertaken:
    commitment = row.promised
    before, before_year = None, None
    last = None if commitment.is_per_year else latest_before(accepted.get(commitment.pk, {}), year)
    if last is not None and last[1].done is not None:
        before_year, before = last[0], trimmed(last[1].done)
    return Undertaken(
        progress=row.progress,
        typed=row.typed,
        note=row.note,
        checks=checks(),
        op=commitment.op,
        promised=None if commitment.quantity is None else trimmed(commitment.quantity),
        before=before,
        before_year=before_year,
    )
