"""The part of a commitment's row that nobody types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.numbers import DASH
from plans.models import Commitment, CommitmentReport
from plans.pages import Mark, asked_of, mark_of, term_of
from plans.queries import ByYear, latest_before
from reporting.models import Row, Submission


@dataclass(frozen=True)
class Promised:
    """The commitment as printed, and what was last accepted for an earlier year, `before_year`.

    `section` names the plan too where the form serves several.
    """

    name: str
    section: str
    asked: str
    term: str
    unit: str
    department: str
    has_quantity: bool
    before: str
    before_year: int | None
    before_mark: Mark | None


def promised_of(
    submission: Submission, rows: Sequence[Row], accepted: Mapping[int, ByYear]
) -> dict[int, Promised]:
    """By row id."""
    several = len({row.promised.plan_id for row in rows}) > 1
    year = submission.round.year
    return {row.pk: _promised(row.promised, accepted.get(row.promised.pk, {}), year, several) for row in rows}


def _promised(commitment: Commitment, reports: ByYear, year: int, several: bool) -> Promised:
    last = latest_before(reports, year)
    parts = [f"《{commitment.plan}》" if several else "", commitment.section]
    return Promised(
        name=commitment.name,
        section="　".join(part for part in parts if part),
        asked=asked_of(commitment),
        term=term_of(commitment),
        unit=commitment.unit,
        department=commitment.department.name if commitment.department else "",
        has_quantity=commitment.quantity is not None,
        before=quantity_text(last[1]) if last else "",
        before_year=last[0] if last else None,
        before_mark=mark_of(last[1].progress) if last else None,
    )


def quantity_text(report: CommitmentReport) -> str:
    return report.text or DASH
