"""重点任务 as rows: on the page of a plan, on a page of their own, and in short on a board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from common.numbers import DASH
from dashboards.charts.bar import bar_width
from dashboards.pages.address import Kept, link
from dashboards.words.commitments import (
    UNREPORTED,
    Stand,
    counts_of,
    is_short,
    reported_of,
    stands_of,
)
from plans.pages import Mark, asked_of, mark_of, term_of
from plans.queries import ByYear, commitments_and_reports

NAMED = 3  # overdue ones that a board names


@dataclass(frozen=True)
class YearCell:
    """What was reported for a year; `is_short`: less than the plan wants in each year."""

    year: int
    text: str
    is_short: bool


@dataclass(frozen=True)
class Told:
    """A year's report in full, for the history of a row."""

    year: int
    done: str
    mark: Mark | None
    note: str


@dataclass(frozen=True)
class CommitmentRow:
    """`mark`, `done`, `share` and `note` are those of the last year reported up to the one shown: `said_year`
    where it is another one. `bar` is the share as the length of a bar. No mark: not reported.
    """

    id: int
    section: str
    name: str
    unit: str
    asked: str
    term: str
    department: str
    years: tuple[YearCell, ...]
    mark: Mark | None
    said_year: int | None
    done: str
    share: str
    bar: int
    note: str
    is_per_year: bool
    is_overdue: bool
    history: tuple[Told, ...]


@dataclass(frozen=True)
class Commitments:
    """`tally`: how many stand where; nothing is said of years where `reported` is 0."""

    rows: tuple[CommitmentRow, ...]
    columns: tuple[int, ...]
    reported: int
    overdue: int
    tally: tuple[tuple[Mark, int], ...]
    has_departments: bool
    url: str

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return 2 + self.has_departments + (2 + len(self.columns) if self.reported else 1)


@dataclass(frozen=True)
class Named:
    name: str
    url: str
    sub: str


@dataclass(frozen=True)
class Counted:
    """A mark, how many carry it, and where they are listed."""

    mark: Mark
    count: int
    url: str


@dataclass(frozen=True)
class CommitmentsBlock:
    """`named`: the first of those overdue."""

    total: int
    reported: int
    url: str
    tally: tuple[Counted, ...]
    overdue: int
    overdue_url: str
    named: tuple[Named, ...]


def commitments_link(plan_id: int, **params: object) -> str:
    return link(reverse("dashboards:plan_commitments", args=[plan_id]), **params)


def commitments_section(
    plan_id: int, *, year: int, columns: Sequence[int], known_at: datetime | None, kept: Kept
) -> Commitments:
    """As of `year`. Two queries. `kept`: what links keep besides the year."""
    commitments, reports = commitments_and_reports(plan_id, known_at)
    stands = stands_of(commitments, reports, year)
    return Commitments(
        rows=tuple(row_of(each, reports.get(each.commitment.pk, {}), columns) for each in stands),
        columns=tuple(columns),
        reported=reported_of(stands),
        overdue=sum(each.is_overdue for each in stands),
        tally=counts_of(stands),
        has_departments=any(each.commitment.department for each in stands),
        url=commitments_link(plan_id, year=year, **kept),
    )


def commitments_block(plan_id: int, *, year: int, kept: Kept) -> CommitmentsBlock | None:
    """For a board, as of `year`; None where the plan has none. Two queries. `kept`: what links keep."""
    commitments, reports = commitments_and_reports(plan_id)
    if not commitments:
        return None
    stands = stands_of(commitments, reports, year)
    overdue = [each for each in stands if each.is_overdue]
    overdue_url = commitments_link(plan_id, year=year, overdue=1, **kept)
    return CommitmentsBlock(
        total=len(stands),
        reported=reported_of(stands),
        url=commitments_link(plan_id, year=year, **kept),
        tally=tally_links(plan_id, stands, {"year": year, **kept}),
        overdue=len(overdue),
        overdue_url=overdue_url,
        named=tuple(_named(each, overdue_url) for each in overdue[:NAMED]),
    )


def tally_links(plan_id: int, stands: Sequence[Stand], kept: Kept) -> tuple[Counted, ...]:
    """The counts, each leading to its rows."""
    return tuple(
        Counted(mark, count, commitments_link(plan_id, progress=mark.code, **kept))
        for mark, count in counts_of(stands)
    )


def row_of(stand: Stand, reports: ByYear, columns: Sequence[int]) -> CommitmentRow:
    commitment = stand.commitment
    return CommitmentRow(
        id=commitment.pk,
        section=commitment.section,
        name=commitment.name,
        unit=commitment.unit,
        asked=asked_of(commitment),
        term=term_of(commitment),
        department=_department(commitment),
        years=tuple(_cell(stand, reports, each) for each in columns),
        mark=None if stand.mark == UNREPORTED else stand.mark,
        said_year=stand.said_year,
        done=stand.done,
        share=stand.share_text,
        bar=bar_width(stand.share),
        note=stand.note,
        is_per_year=commitment.is_per_year,
        is_overdue=stand.is_overdue,
        history=tuple(_told(each, reports) for each in columns if each in reports),
    )


def _cell(stand: Stand, reports: ByYear, year: int) -> YearCell:
    report = reports.get(year)
    if report is None:
        return YearCell(year, DASH, is_short=False)
    return YearCell(year, report.text or DASH, is_short(stand.commitment, report))


def _told(year: int, reports: ByYear) -> Told:
    report = reports[year]
    return Told(year, report.text or DASH, mark_of(report.progress), report.note)


def _named(stand: Stand, address: str) -> Named:
    commitment = stand.commitment
    parts = (
        f"要求 {asked_of(commitment)}，已完成 {stand.done}",
        term_of(commitment),
        _department(commitment),
    )
    sub = " · ".join(part for part in parts if part)
    return Named(commitment.name, f"{address}#task-{commitment.pk}", sub)


def _department(commitment: Any) -> str:
    return commitment.department.name if commitment.department else ""
