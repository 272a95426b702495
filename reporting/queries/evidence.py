"""Evidence of the rows of a form, and when those rows were handed up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from indicators.models import ActualVersion
from plans.models import CommitmentReport
from reporting.models import Evidence, Row, Submission
from reporting.states import State

Moments = dict[int, list[datetime]]


def evidence_path(digest: str) -> str:
    """Where the content of this hash lies in the storage."""
    return f"evidence/{digest[:2]}/{digest}"


def evidence_of(rows: Iterable[Row]) -> dict[int, list[Evidence]]:
    """By row id, oldest first, those taken away among them. One query."""
    found: dict[int, list[Evidence]] = {}
    files = Evidence.objects.filter(row__in=[row.pk for row in rows]).select_related("added_by", "removed_by")
    for each in files.order_by("pk"):
        found.setdefault(each.row_id, []).append(each)
    return found


def evidence_with_form(evidence_id: int) -> Evidence | None:
    """A file with the form it belongs to."""
    related = ("row__submission__round", "row__submission__region")
    return Evidence.objects.filter(pk=evidence_id).select_related(*related).first()


def row_of(submission: Submission, row_id: int) -> Row | None:
    """One row of the form, with what it is about."""
    return (
        Row.objects.filter(submission=submission, pk=row_id).select_related("indicator", "commitment").first()
    )


def handed_up_moments(submission: Submission, rows: Iterable[Row]) -> Moments:
    """By row id, when others than the clerk were shown it: at each handing up; of a draft (again) only
    at those that were accepted. Two queries.
    """
    figures = {row.indicator_id: row for row in rows if row.indicator_id is not None}
    commitments = {row.commitment_id: row for row in rows if row.commitment_id is not None}
    year = submission.round.year
    versions = ActualVersion.objects.filter(
        actual__region=submission.region_id, actual__year=year, actual__indicator__in=figures
    )
    reports = CommitmentReport.objects.filter(commitment__in=commitments, year=year)
    shown = Q(acceptance__isnull=False)
    found: Moments = {}
    for key, at, accepted in versions.annotate(accepted=shown).values_list(
        F("actual__indicator"), "entered_at", "accepted"
    ):
        _note(found, figures[key], at, accepted)
    for key, at, accepted in reports.annotate(accepted=shown).values_list(
        "commitment", "entered_at", "accepted"
    ):
        _note(found, commitments[key], at, accepted)
    return found


def _note(found: Moments, row: Row, at: datetime, accepted: bool) -> None:
    if accepted or State(row.state) is not State.DRAFT:
        found.setdefault(row.pk, []).append(at)
