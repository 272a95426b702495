"""重点任务 in words and counts: where each stands as of a year, how much is done, what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import DASH, percent, with_unit
from plans.models import Commitment, CommitmentReport
from plans.pages import MARKS, Mark, is_met, mark_of
from plans.queries import ByYear, latest_before

UNREPORTED = Mark("unreported", "未报")
EVERY_MARK = (*MARKS, UNREPORTED)
SETTLED = ("done", "stopped")
FLOORS = ("=", ">", ">=")  # of these a share can be said; about ("~") and at most cannot
OVERDUE = "到期未完成"


@dataclass(frozen=True)
class Stand:
    """A commitment as of a year, by the last report accepted for a year up to it.

    `mark` is its clerk's word and no verdict: where nothing was reported, UNREPORTED, and nothing else is
    said. `said_year`: of the report, where it is an earlier one. `share`: done of asked, in per cent.
    `is_short`: less than the plan wants in each year.
    """

    commitment: Commitment
    mark: Mark
    said_year: int | None = None
    done: str = DASH
    share: Decimal | None = None
    note: str = ""
    is_short: bool = False
    is_overdue: bool = False

    @property
    def share_text(self) -> str:
        """83%, or empty."""
        return "" if self.share is None else percent(self.share, 1)


def stands_of(commitments: Sequence[Commitment], reports: Mapping[int, ByYear], year: int) -> list[Stand]:
    """In the order given; `reports` as plans.queries.counted_reports gives them."""
    return [_stand(each, reports.get(each.pk, {}), year) for each in commitments]


def counts_of(stands: Sequence[Stand]) -> tuple[tuple[Mark, int], ...]:
    """How many stand where, 未报 last; marks that none has are left out."""
    found = Counter(each.mark for each in stands)
    return tuple((mark, found[mark]) for mark in EVERY_MARK if found[mark])


def reported_of(stands: Sequence[Stand]) -> int:
    """On how many of them anything was reported."""
    return sum(each.mark != UNREPORTED for each in stands)


def is_short(commitment: Commitment, report: CommitmentReport) -> bool:
    """A year's quantity under that asked for in each year."""
    asked_yearly = commitment.is_per_year and report.done is not None
    return asked_yearly and is_met(commitment, report.done or Decimal(0)) is False


def done_text(commitment: Commitment, report: CommitmentReport) -> str:
    """The quantity as reported, with its unit; of the report's year where the plan asks for it each year."""
    return with_unit(report.text, commitment.unit) if report.text else DASH


def share_of(commitment: Commitment, report: CommitmentReport) -> Decimal | None:
    """Done of asked in per cent, where both are plain numbers and more is better."""
    asked, done = commitment.quantity, report.done
    if not asked or done is None or commitment.op not in FLOORS:
        return None
    return done * 100 / asked


def _stand(commitment: Commitment, reports: ByYear, year: int) -> Stand:
    last = latest_before(reports, year + 1)
    if last is None:
        return Stand(commitment, UNREPORTED)
    said_year, report = last
    return Stand(
        commitment=commitment,
        mark=mark_of(report.progress) or UNREPORTED,
        said_year=said_year if said_year != year else None,
        done=done_text(commitment, report),
        share=share_of(commitment, report),
        note=report.note,
        is_short=is_short(commitment, report),
        is_overdue=_is_overdue(commitment, report, said_year),
    )


def _is_overdue(commitment: Commitment, report: CommitmentReport, said_year: int) -> bool:
    """Its time was up in the year last reported, and it was neither done nor given up. Later years without a
    report claim nothing.
    """
    due = commitment.due_year
    return (
        due is not None and due <= said_year and not commitment.is_per_year and report.progress not in SETTLED
    )
