"""重点任务 of a plan: what it promises besides its indicators, and what was accepted on it by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.numbers import DASH
from plans.pages import MARKS, Mark, asked_of, is_met, mark_of, term_of
from plans.queries import ByYear, commitments_of, counted_reports, latest_before

SETTLED = ("done", "stopped")


@dataclass(frozen=True)
class YearCell:
    """What was reported for a year; `is_short`: less than the plan wants in each year."""

    year: int
    text: str
    is_short: bool


@dataclass(frozen=True)
class CommitmentRow:
    """`mark` and `note` are those of the last year reported up to the year shown, `said_year`, which is named
    where it is another one. `is_overdue`: its time is up, and it is neither done nor given up.
    """

    section: str
    name: str
    unit: str
    asked: str
    term: str
    department: str
    years: tuple[YearCell, ...]
    mark: Mark | None
    said_year: int | None
    note: str
    is_overdue: bool


@dataclass(frozen=True)
class Commitments:
    """`tally`: how many stand where; nothing is said of years where `reported` is 0."""

    rows: tuple[CommitmentRow, ...]
    columns: tuple[int, ...]
    reported: int
    overdue: int
    tally: tuple[tuple[Mark, int], ...]
    has_departments: bool

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return 2 + self.has_departments + (2 + len(self.columns) if self.reported else 1)


def commitments_section(
    plan_id: int, *, year: int, columns: Sequence[int], known_at: datetime | None
) -> Commitments:
    """As of `year`. Two queries."""
    commitments = commitments_of(plan_id)
    reports = counted_reports([each.pk for each in commitments], known_at) if commitments else {}
    rows = tuple(_row(each, reports.get(each.pk, {}), year, columns) for each in commitments)
    marks = Counter(row.mark for row in rows if row.mark)
    return Commitments(
        rows=rows,
        columns=tuple(columns),
        reported=marks.total(),
        overdue=sum(row.is_overdue for row in rows),
        tally=tuple((mark, marks[mark]) for mark in MARKS if marks[mark]),
        has_departments=any(row.department for row in rows),
    )


def _row(commitment: Any, reports: ByYear, year: int, columns: Sequence[int]) -> CommitmentRow:
    last = latest_before(reports, year + 1)
    said_year, report = last or (None, None)
    due = commitment.due_year
    return CommitmentRow(
        section=commitment.section,
        name=commitment.name,
        unit=commitment.unit,
        asked=asked_of(commitment),
        term=term_of(commitment),
        department=commitment.department.name if commitment.department else "",
        years=tuple(_cell(commitment, reports, each) for each in columns),
        mark=mark_of(report.progress) if report else None,
        said_year=said_year if said_year != year else None,
        note=report.note if report else "",
        is_overdue=report is not None
        and due is not None
        and due <= year
        and not commitment.is_per_year
        and report.progress not in SETTLED,
    )


def _cell(commitment: Any, reports: ByYear, year: int) -> YearCell:
    report = reports.get(year)
    if report is None:
        return YearCell(year, DASH, is_short=False)
    short = commitment.is_per_year and report.done is not None and is_met(commitment, report.done) is False
    return YearCell(year, report.text or DASH, short)
