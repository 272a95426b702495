"""Evidence as pages show it: beside a row, and on the page of one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from reporting.media import EXTENSIONS, LABELS
from reporting.models import Evidence, Row, Submission
from reporting.pages.dates import instant
from reporting.permissions import can_fill, can_see_evidence
from reporting.queries import evidence_of, evidence_with_form, handed_up_moments, row_of
from reporting.services.rows import open_rows
from reporting.states import EDITABLE, State


@dataclass(frozen=True)
class EvidenceFile:
    """`removed` says who took it away and when; empty where it is there."""

    id: int
    name: str
    url: str
    kind: str
    size: str
    added: str
    removed: str


@dataclass(frozen=True)
class EvidencePart:
    """Beside a row: what is there, and where there is more to do (`action`, empty: nothing)."""

    files: tuple[EvidenceFile, ...]
    url: str
    action: str


NO_EVIDENCE = EvidencePart((), "", "")


@dataclass(frozen=True)
class EvidencePage:
    """佐证材料 of one row."""

    region: str
    year: int
    name: str
    state: str
    back: str
    files: tuple[EvidenceFile, ...]
    removed: tuple[EvidenceFile, ...]
    can_change: bool
    room: int
    accept: str
    limits: str
    is_fictional: bool


def evidence_parts(*, user: User, submission: Submission, rows: Sequence[Row]) -> dict[int, EvidencePart]:
    """By row id, for every row. One query for the clerk, three for others, however many rows."""
    files, fills = _files(user, submission, rows), can_fill(user, submission)
    return {row.pk: _part(submission, row, files.get(row.pk, ()), fills) for row in rows}


def _part(submission: Submission, row: Row, files: Iterable[Evidence], fills: bool) -> EvidencePart:
    present = tuple(_file(each) for each in files if each.removed_at is None)
    changes = fills and State(row.state) in EDITABLE
    action = "增减佐证材料" if changes and present else "添加佐证材料" if changes else ""
    url = reverse("reporting:evidence", args=[submission.pk, row.pk])
    return EvidencePart(present, url, action)


def evidence_page(*, user: User, submission: Submission, row_id: int, now: datetime) -> EvidencePage | None:
    """None where the form has no such row."""
    row = row_of(submission, row_id)
    if row is None:
        return None
    files = _files(user, submission, [row]).get(row.pk, [])
    present = tuple(_file(each) for each in files if each.removed_at is None)
    return EvidencePage(
        region=f"{submission.region}{submission.department or ''}",
        year=submission.round.year,
        name=str(row.indicator or row.commitment),
        state=row.get_state_display(),
        back=f"{reverse('reporting:submission', args=[submission.pk])}#row-{row.pk}",
        files=present,
        removed=tuple(_file(each) for each in files if each.removed_at is not None),
        can_change=can_fill(user, submission) and _may_change(submission, row, now),
        room=max(0, settings.EVIDENCE_FILES - len(present)),
        accept=",".join(f".{ending}" for ending in EXTENSIONS),
        limits=f"pdf、docx、xlsx、jpg、png，每个不超过 {settings.EVIDENCE_MEGABYTES} MB，"
        f"每项最多 {settings.EVIDENCE_FILES} 份。",
        is_fictional=submission.region.is_fictional,
    )


def evidence_shown(*, user: User, evidence_id: int) -> Evidence | None:
    """The file, where this person may see the figure it belongs to."""
    found = evidence_with_form(evidence_id)
    if found is None:
        return None
    shown = handed_up_moments(found.row.submission, [found.row]).get(found.row_id, [])
    return found if can_see_evidence(user, found.row.submission, found, shown) else None


def _may_change(submission: Submission, row: Row, now: datetime) -> bool:
    """When: as the services have it."""
    begun = localdate(now) >= submission.round.opens_date
    return begun and State(row.state) in EDITABLE and bool(open_rows(submission, [row], now))


def _files(user: User, submission: Submission, rows: Sequence[Row]) -> dict[int, list[Evidence]]:
    """By row id, what this person may see."""
    files = evidence_of(rows)
    shown = {} if can_fill(user, submission) else handed_up_moments(submission, rows)
    return {
        pk: [each for each in found if can_see_evidence(user, submission, each, shown.get(pk, ()))]
        for pk, found in files.items()
    }


def _file(evidence: Evidence) -> EvidenceFile:
    by, at = evidence.removed_by, evidence.removed_at
    return EvidenceFile(
        id=evidence.pk,
        name=evidence.name,
        url=reverse("reporting:evidence_file", args=[evidence.pk]),
        kind=LABELS[evidence.media_type],
        size=_size(evidence.size),
        added=f"{evidence.added_by.name} {instant(evidence.added_at)}",
        removed=f"{by.name} {instant(at)}" if by and at else "",
    )


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(1, round(count / 1024))} KB"
