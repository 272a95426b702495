"""沿革: the versions of one year's figure, as its row shows them to a reviewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import ActualVersion
from reporting.models import Row, Submission
from reporting.pages.dates import moment
from reporting.queries.reviewing import versions_of_year
from reporting.states import State


@dataclass(frozen=True)
class PastVersion:
    """`reason` is why it replaced the one before; `signed` the names under it, part by part."""

    number: int
    text: str
    by: str
    at: str
    reason: str
    signed: tuple[tuple[str, str], ...]
    accepted: str


def versions_of(submission: Submission, rows: Iterable[Row]) -> dict[int, tuple[PastVersion, ...]]:
    """By row id, newest first. What a clerk took back is a draft again, and theirs alone."""
    rows = list(rows)
    found = versions_of_year(submission, rows)
    return {
        row.pk: tuple(_past(each) for each in found.get(row.measured.pk, []) if not _taken_back(each, row))
        for row in rows
    }


def _taken_back(version: ActualVersion, row: Row) -> bool:
    is_current = State(row.state) is State.DRAFT and version.pk == row.version_id
    return is_current and not hasattr(version, "acceptance")


def _past(version: ActualVersion) -> PastVersion:
    acceptance = getattr(version, "acceptance", None)
    return PastVersion(
        number=version.number,
        text=version.text or "—",
        by=version.entered_by.name if version.entered_by else "系统",
        at=moment(version.entered_at),
        reason=version.reason,
        signed=tuple((each.get_part_display(), each.name) for each in version.signatures.all()),
        accepted=_accepted(acceptance),
    )


def _accepted(acceptance: object) -> str:
    if acceptance is None:
        return ""
    by = getattr(acceptance, "by", None)
    when = moment(getattr(acceptance, "at", None))
    return f"{when} {by.name}" if by else when
