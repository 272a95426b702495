"""Lateness of reporting, apart from achievement: who owed figures for the year, and when they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from dashboards.queries.lateness import Due, forms_due
from dashboards.words.lateness import OVERDUE, PUNCTUALITY, punctuality_of
from dashboards.words.tally import picks
from reporting.queries import due_date_of

NAMED = 5  # forms that a board names
EVERY = "all"


@dataclass(frozen=True)
class FormRow:
    """`url` is empty where the reader does not find the form itself."""

    place: str
    url: str
    kind: str
    word: str
    days: int
    due: date
    handed_up: date | None
    state: str

    @property
    def said(self) -> str:
        return f"{self.word} {self.days} 天" if self.days else self.word


@dataclass(frozen=True)
class Count:
    kind: str
    label: str
    count: int
    picks: str


@dataclass(frozen=True)
class Lateness:
    """`named`: the latest ones first; `rest`: how many more are late or overdue."""

    year: int
    total: int
    picks: str
    due: date
    counts: tuple[Count, ...]
    named: tuple[FormRow, ...]
    rest: int


def lateness_block(*, user: Any, code: str, year: int, today: date) -> Lateness | None:
    """None where no round of the year asks anything of the place, or nothing that this reader may know."""
    return lateness_of(form_rows(user=user, code=code, year=year, today=today), year)


def lateness_of(rows: Sequence[FormRow], year: int) -> Lateness | None:
    if not rows:
        return None
    tardy = [row for row in rows if row.days]
    counts = (
        Count(kind, label, sum(row.kind == kind for row in rows), picks(reporting=kind))
        for kind, label in PUNCTUALITY.items()
    )
    return Lateness(
        year=year,
        total=len(rows),
        picks=picks(reporting=EVERY),
        due=min(row.due for row in rows),
        counts=tuple(each for each in counts if each.count),
        named=tuple(tardy[:NAMED]),
        rest=max(0, len(tardy) - NAMED),
    )


def form_rows(*, user: Any, code: str, year: int, today: date) -> list[FormRow]:
    """Those still owed first, then the latest; by region where all agree."""
    rows = [_row(each) for each in forms_due(user, code, year, today=today)]
    return sorted(rows, key=lambda row: (list(PUNCTUALITY).index(row.kind), -row.days))


def _row(found: Due) -> FormRow:
    form, submission = found.form, found.form.submission
    kind, first = punctuality_of(form), submission.first_submitted_at
    return FormRow(
        place=f"{submission.region.name}{submission.department.name if submission.department else ''}",
        url=reverse("reporting:submission", args=[submission.pk]) if found.is_open_to_reader else "",
        kind=kind,
        word="逾期未改报" if kind == OVERDUE and first else PUNCTUALITY[kind],
        days=form.days_late,
        due=due_date_of(submission),
        handed_up=localdate(first) if first else None,
        state=form.state.label,
    )
