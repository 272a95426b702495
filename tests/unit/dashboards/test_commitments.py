"""Where commitments stand, in words: nothing is claimed of what nobody reported."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboards.words.commitments import UNREPORTED, counts_of, reported_of, stands_of
from plans.models import Commitment, CommitmentReport

STATIONS = Commitment(pk=1, name="零工驿站", op=">=", quantity=Decimal(200), unit="个", due_year=2023)
FAIRS = Commitment(
    pk=2, name="招聘活动", op="=", quantity=Decimal(1200), unit="场", is_per_year=True, due_year=2023
)
DAYS = Commitment(pk=3, name="办结时间", op="<=", quantity=Decimal(15), unit="个工作日", due_year=2023)
CONTEST = Commitment(pk=4, name="技能大赛", quantity=None, unit="届", text="每两年举办一届")


def report(year: int, done: str | None, progress: str, note: str = "") -> CommitmentReport:
    amount = Decimal(done) if done else None
    return CommitmentReport(year=year, done=amount, text=done or "", progress=progress, note=note)


def stand(commitment: Commitment, year: int, *reports: CommitmentReport):
    (found,) = stands_of([commitment], {commitment.pk: {each.year: each for each in reports}}, year)
    return found


def test_nothing_is_said_of_what_nobody_reported() -> None:
    found = stand(STATIONS, 2024)
    assert (found.mark, found.done, found.share_text, found.is_overdue) == (UNREPORTED, "—", "", False)


def test_later_reports_are_not_known_as_of_an_earlier_year() -> None:
    assert stand(STATIONS, 2022, report(2023, "200", "done")).mark == UNREPORTED


def test_last_report_speaks_and_an_earlier_year_is_named() -> None:
    reports = report(2022, "90", "under_way"), report(2023, "166", "delayed", "三处未验收")
    found = stand(STATIONS, 2024, *reports)
    assert (found.mark.label, found.said_year, found.done, found.share_text) == (
        "进度滞后",
        2023,
        "166 个",
        "83%",
    )
    assert found.note == "三处未验收"
    assert stand(STATIONS, 2022, *reports).said_year is None


@pytest.mark.parametrize(
    ("commitment", "done", "share"),
    [
        (STATIONS, "250", "125%"),
        (STATIONS, None, ""),
        (STATIONS, "0", "0%"),
        (FAIRS, "1100", "91.7%"),
        (DAYS, "13", ""),
        (CONTEST, "2", ""),
        (Commitment(pk=5, op="~", quantity=Decimal(10)), "5", ""),
        (Commitment(pk=6, op="=", quantity=Decimal(0)), "5", ""),
    ],
)
def test_share_only_of_exact_quantities_to_be_reached(
    commitment: Commitment, done: str | None, share: str
) -> None:
    assert stand(commitment, 2023, report(2023, done, "under_way")).share_text == share


@pytest.mark.parametrize(
    ("commitment", "year", "progress", "overdue"),
    [
        (STATIONS, 2022, "delayed", False),
        (STATIONS, 2023, "delayed", True),
        (STATIONS, 2023, "not_started", True),
        (STATIONS, 2023, "done", False),
        (STATIONS, 2023, "stopped", False),
        (FAIRS, 2023, "delayed", False),
        (CONTEST, 2023, "delayed", False),
    ],
)
def test_overdue_is_what_had_to_be_done_by_then(
    commitment: Commitment, year: int, progress: str, overdue: bool
) -> None:
    assert stand(commitment, year, report(year, "1", progress)).is_overdue is overdue


def test_a_report_from_before_the_deadline_does_not_make_it_overdue() -> None:
    assert not stand(STATIONS, 2024, report(2022, "90", "under_way")).is_overdue


def test_a_short_year_is_one_under_the_yearly_quantity() -> None:
    assert stand(FAIRS, 2023, report(2023, "1100", "under_way")).is_short
    assert not stand(FAIRS, 2023, report(2023, "1200", "done")).is_short
    assert not stand(STATIONS, 2023, report(2023, "1", "under_way")).is_short


def test_counts_add_up_and_leave_out_what_none_has() -> None:
    reports = {1: {2023: report(2023, "1", "under_way")}, 2: {2023: report(2023, "1", "under_way")}}
    found = stands_of([STATIONS, FAIRS, DAYS], reports, 2023)
    assert [(mark.label, count) for mark, count in counts_of(found)] == [("推进中", 2), ("未报", 1)]
    assert reported_of(found) == 2
