"""Commitments on their way through a form: every move, who may, and what then stands in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from plans.models import Commitment, CommitmentReport
from plans.services import CommitmentEntry, accept_reports, report_commitments
from reporting import services
from reporting.models import Row
from reporting.services import Entry, SubmissionBlockedError
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, build_office
from tests.integration.reporting.desk import Desk, promise
from tests.integration.world import AT, World


@pytest.fixture
def desk(world: World) -> Desk:
    promise(world)
    return Desk(build_office(world))


def test_round_asks_for_the_commitments_of_the_plans_in_force(desk: Desk) -> None:
    rows = Row.objects.filter(submission=desk.office.county, commitment__isnull=False).order_by("pk")
    assert [row.promised.name for row in rows] == ["零工驿站", "招聘活动", "技能大赛"]
    assert not Row.objects.filter(submission=desk.office.city, commitment__isnull=False).exists()


def test_commitments_go_with_the_figures_from_draft_to_accepted(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    (report,) = (each for each in desk.reports("零工驿站") if each.year == 2025)
    assert (report.done, report.text, report.progress, report.number) == (6, "6", "under_way", 1)
    assert (report.entered_by, report.reason) == (desk.office.people["clerk"], "")
    assert desk.counted("零工驿站") == {2024: "5"}
    desk.office.review()
    assert desk.counted("零工驿站") == {2024: "5"}
    desk.office.accept()
    assert set(desk.office.states()) == {"accepted"}
    assert desk.counted("零工驿站") == {2024: "5", 2025: "6"}
    assert (desk.counted("招聘活动"), desk.counted("技能大赛")) == ({2025: "41"}, {2025: ""})
    acceptance = desk.row("零工驿站").report.acceptance  # type: ignore[union-attr]
    assert acceptance.by == desk.office.people["reviewer"]
    actions = set(Event.objects.filter(action__startswith="commitment.").values_list("action", flat=True))
    assert actions == {"commitment.reported", "commitment.accepted"}


@pytest.mark.parametrize(
    ("name", "done", "progress", "note", "code"),
    [
        ("零工驿站", "6", "", "", "no_progress"),
        ("零工驿站", "", "under_way", "", "no_quantity"),
        ("零工驿站", "六七个", "under_way", "", "not_a_quantity"),
        ("零工驿站", "4", "under_way", "", "total_fell"),
        ("零工驿站", "9", "done", "", "done_too_early"),
        ("招聘活动", "41", "stopped", "", "lag_unexplained"),
        ("招聘活动", "-1", "under_way", "核减", "negative_quantity"),
    ],
)
def test_what_is_wrong_with_a_commitment_blocks_the_whole_form(
    desk: Desk, name: str, done: str, progress: str, note: str, code: str
) -> None:
    desk.fill()
    desk.type_in(name, done, progress, note)
    with pytest.raises(SubmissionBlockedError) as blocked:
        desk.office.submit()
    assert {pk: [each.code for each in found] for pk, found in blocked.value.findings.items()} == {
        desk.row(name).pk: [code]
    }
    assert set(desk.office.states()) == {"draft"}
    assert not CommitmentReport.objects.filter(year=2025).exists()


@pytest.mark.parametrize(("done", "progress"), [("4", "under_way"), ("9", "done"), ("6", "delayed")])
def test_a_warning_is_answered_by_a_note(desk: Desk, done: str, progress: str) -> None:
    desk.fill()
    desk.type_in("零工驿站", done, progress, "一处因拆迁撤销")
    desk.office.submit()
    assert set(desk.office.states()) == {"submitted"}


def test_per_year_commitment_may_fall_against_last_year(desk: Desk) -> None:
    fairs = Commitment.objects.get(name="招聘活动")
    (report,) = report_commitments(
        entries=[CommitmentEntry(fairs.pk, 2024, "done", Decimal(60), "60")], by=None, at=AT
    )
    accept_reports(report_ids=[report.pk], by=None, at=AT)
    desk.fill()
    desk.office.submit()
    assert desk.row("招聘活动").state == "submitted"


def test_withdrawn_commitment_comes_back_as_another_version(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    services.withdraw(submission_id=desk.office.county.pk, by=desk.office.people["clerk"], at=AT)
    desk.type_in("零工驿站", "7")
    desk.office.submit()
    told = [(each.number, each.text, each.reason) for each in desk.reports("零工驿站") if each.year == 2025]
    assert told == [(1, "6", ""), (2, "7", "撤回后重新上报")]


def test_returned_commitment_alone_reopens_and_its_comment_stays_with_the_new_version(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    desk.office.review()
    services.return_for_correction(
        submission_id=desk.office.county.pk,
        row_ids=[desk.row("零工驿站").pk],
        comment="与台账不符",
        by=desk.office.people["reviewer"],
        at=LATER,
    )
    assert desk.row("零工驿站").state == "returned"
    assert {each.state for each in Row.objects.filter(submission=desk.office.county)} == {
        "returned",
        "reviewed",
    }
    desk.type_in("零工驿站", "8")
    desk.office.submit()
    assert desk.reports("零工驿站")[-1].reason == "按退回意见修改：与台账不符"
    desk.office.review()
    desk.office.accept()
    assert desk.counted("零工驿站") == {2024: "5", 2025: "8"}


def test_returned_commitment_not_accepted_again_does_not_count(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    row = desk.row("零工驿站")
    services.return_for_correction(
        submission_id=desk.office.county.pk,
        row_ids=[row.pk],
        comment="请核实",
        by=desk.office.people["county_reviewer"],
        at=LATER,
    )
    desk.office.review()
    desk.office.accept()
    assert desk.counted("零工驿站") == {2024: "5"}
    assert desk.counted("招聘活动") == {2025: "41"}


def test_corrected_commitment_counts_as_before_until_the_correction_is_accepted(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    desk.office.review()
    desk.office.accept()
    services.close_round(round_id=desk.office.round.pk, by=desk.office.people["planner"], at=LATER)
    assert desk.row("零工驿站").state == "locked"
    clerk = desk.office.people["clerk"]
    where = {"submission_id": desk.office.county.pk, "by": clerk, "at": LATER}
    services.open_correction(row_ids=[desk.row("零工驿站").pk], reason="漏计两处", **where)
    desk.type_in("零工驿站", "8")
    services.submit(**where)
    assert desk.counted("零工驿站") == {2024: "5", 2025: "6"}
    desk.office.review()
    desk.office.accept()
    assert desk.counted("零工驿站") == {2024: "5", 2025: "8"}
    row = desk.row("零工驿站")
    assert (row.state, row.correction) == ("locked", "")
    assert [each.reason for each in desk.reports("零工驿站") if each.year == 2025] == ["", "漏计两处"]


Move = Callable[[Desk], object]
MOVES: dict[str, Move] = {
    "save": lambda desk: desk.type_in("零工驿站", "9"),
    "submit": lambda desk: desk.office.submit(),
    "withdraw": lambda desk: services.withdraw(
        submission_id=desk.office.county.pk, by=desk.office.people["clerk"], at=LATER
    ),
    "review": lambda desk: desk.office.review(),
    "accept": lambda desk: desk.office.accept(),
}
STEPS: dict[str, Move] = {
    "draft": lambda desk: desk.fill(),
    "submitted": MOVES["submit"],
    "reviewed": MOVES["review"],
    "accepted": MOVES["accept"],
}
ALLOWED = {
    "draft": {"save", "submit"},
    "submitted": {"withdraw", "review"},
    "reviewed": {"accept"},
    "accepted": set(),
}


@pytest.mark.parametrize("state", STEPS)
@pytest.mark.parametrize("move", MOVES)
def test_moves_of_a_commitment_in_every_state(desk: Desk, state: str, move: str) -> None:
    for name, step in STEPS.items():
        step(desk)
        if name == state:
            break
    assert desk.row("零工驿站").state == state
    before = desk.row("零工驿站").typed
    if move in ALLOWED[state]:
        MOVES[move](desk)
        return
    if move == "save":  # told as a conflict, not raised: nothing is overwritten
        MOVES[move](desk)
        assert desk.row("零工驿站").typed == before
        return
    with pytest.raises(MoveRefusedError):
        MOVES[move](desk)
    assert desk.row("零工驿站").state == state


@pytest.mark.parametrize("person", ["reviewer", "leader", "analyst", "planner", "administrator", "stranger"])
def test_only_the_forms_clerk_reports_on_it(desk: Desk, person: str) -> None:
    desk.fill()
    row, by = desk.row("零工驿站"), desk.office.people[person]
    entry = Entry(row.pk, row.revision, "9", progress="done")
    with pytest.raises(PermissionDenied):
        services.save_rows(submission_id=desk.office.county.pk, entries=[entry], by=by, at=AT)
    with pytest.raises(PermissionDenied):
        services.submit(submission_id=desk.office.county.pk, by=by, at=AT)
    assert desk.row("零工驿站").typed == "６"


def test_who_handed_it_up_does_not_review_it(desk: Desk) -> None:
    desk.fill()
    desk.office.submit()
    with pytest.raises(PermissionDenied):
        services.review(
            submission_id=desk.office.county.pk,
            by=desk.office.people["clerk"],
            at=LATER,
            row_ids=[desk.row("零工驿站").pk],
        )


def test_progress_that_is_none_of_the_choices_is_refused_and_not_kept(desk: Desk) -> None:
    row = desk.row("零工驿站")
    entry = Entry(row.pk, row.revision, "6", progress="finished")
    (saved,) = services.save_rows(
        submission_id=desk.office.county.pk, entries=[entry], by=desk.office.people["clerk"], at=AT
    )
    assert "进展“finished”不是可选的值" in saved.refused
    assert desk.row("零工驿站").progress == ""


def test_round_of_another_year_asks_again(desk: Desk) -> None:
    services.open_round(
        region_id="980100", year=2024, opens_date=date(2025, 1, 5), due_date=date(2025, 3, 31),
        by=desk.office.people["planner"], at=AT,
    )  # fmt: skip
    assert Row.objects.filter(commitment__name="零工驿站").count() == 2
