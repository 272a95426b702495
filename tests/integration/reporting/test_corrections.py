"""Corrections: an accepted row opened again with a reason; the record keeps what was accepted meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from accounts.services import grant
from audit.models import Event
from indicators.models import Actual, ActualVersion, Standing, Verdict
from indicators.services.assessment import assess_plan_indicators
from reporting import services
from reporting.models import Comment, Row
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.reporting.correcting import WHY, accepted, closed, correct, drop, save
from tests.integration.world import AT


def actual(code: str = "pension") -> Actual:
    found = Actual.objects.select_related("accepted", "provisional")
    return found.get(region="980101", indicator__code=code, year=2025)


def texts(code: str = "pension") -> tuple[str, str]:
    """The accepted and the provisional figure of 2025."""
    found = actual(code)
    assert found.accepted is not None
    return found.accepted.text, found.provisional.text if found.provisional else ""


def judged(office: Office, standing: Standing) -> str:
    row = office.world.row("980101", "pension")
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=LATER)
    return Verdict.objects.get(plan_indicator=row, year=2025, standing=standing).actual_text


@pytest.mark.parametrize("round_is_closed", [False, True])
def test_correction_goes_the_whole_way_again(office: Office, round_is_closed: bool) -> None:
    accepted(office)
    goal = "accepted"
    if round_is_closed:
        closed(office)
        goal = "locked"
    correct(office, "pension")
    assert (office.row("pension").state, texts()) == ("draft", ("95.5", ""))
    save(office, "pension", "94.8")
    assert texts() == ("95.5", "")
    assert len(office.submit()) == 1
    assert texts() == ("95.5", "94.8")
    assert (judged(office, Standing.ACCEPTED), judged(office, Standing.PROVISIONAL)) == ("95.5", "94.8")
    office.review()
    assert texts() == ("95.5", "94.8")
    office.accept()
    row = office.row("pension")
    assert (row.state, row.correction, texts()) == (goal, "", ("94.8", ""))
    assert judged(office, Standing.ACCEPTED) == "94.8"
    versions = ActualVersion.objects.filter(actual=actual()).order_by("number")
    assert [(each.number, each.text, each.reason) for each in versions] == [(1, "95.5", ""), (2, "94.8", WHY)]
    assert office.states() == [goal] * 4


def test_correction_while_an_extension_runs_ends_locked(office: Office) -> None:
    closed(accepted(office))
    services.extend(
        submission_id=office.county.pk,
        until_date=date(2025, 6, 1),
        reason="补报",
        by=office.people["planner"],
        at=LATER,
    )
    correct(office, "pension")
    save(office, "pension", "94.8")
    office.submit()
    office.review()
    office.accept()
    assert office.states() == ["locked"] * 4


def test_closing_while_a_correction_is_under_way_leaves_it_open(office: Office) -> None:
    correct(accepted(office), "pension")
    closed(office)
    save(office, "pension", "94.8")
    office.submit()
    office.review()
    office.accept()
    assert office.states() == ["locked"] * 4


@pytest.mark.parametrize("round_is_closed", [False, True])
def test_four_eyes_again(office: Office, round_is_closed: bool) -> None:
    for person in ("clerk", "second_clerk"):
        for region in ("980101", "980100"):
            where = office.world.regions[region]
            grant(user=office.people[person], region=where, role=Role.REVIEWER, by=None, at=AT)
    accepted(office)
    if round_is_closed:
        closed(office)
    correct(office, "pension")
    save(office, "pension", "94.8")
    office.submit(by="clerk")
    for act in (office.review, office.accept):
        with pytest.raises((PermissionDenied, MoveRefusedError)):
            act(by="clerk")
    office.review(by="second_clerk")
    for person, said in (("clerk", "您本人上报"), ("second_clerk", "您本人审核")):
        with pytest.raises(PermissionDenied, match=said):
            office.accept(by=person)
    office.accept(by="reviewer")
    assert texts() == ("94.8", "")


def test_the_first_reviewer_is_forgotten_once_another_figure_is_handed_up(office: Office) -> None:
    """Whoever reviewed the old figure may hand up the new one, but then not review it."""
    accepted(office)
    old = office.people["county_reviewer"]
    grant(user=old, region=office.world.regions["980101"], role=Role.CLERK, by=None, at=AT)
    del old._reach  # type: ignore[attr-defined]  # as another request would find it
    correct(office, "pension", by="county_reviewer")
    save(office, "pension", "94.8")
    office.submit(by="county_reviewer")
    assert office.row("pension").reviewed_by is None
    with pytest.raises(PermissionDenied, match="您本人上报"):
        office.review(by="county_reviewer")


def test_returned_correction_reopens_and_the_record_stays(office: Office) -> None:
    correct(accepted(office), "pension")
    save(office, "pension", "94.8")
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请附文号",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    row = office.row("pension")
    assert (row.state, row.correction, texts()) == ("returned", WHY, ("95.5", ""))
    assert judged(office, Standing.PROVISIONAL) == "95.5"
    save(office, "pension", "94.7")
    office.submit()
    assert texts() == ("95.5", "94.7")


def test_withdrawn_correction_is_a_draft_again(office: Office) -> None:
    correct(closed(accepted(office)), "pension")
    save(office, "pension", "94.8")
    office.submit()
    rows = services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert [row.state for row in rows] == ["draft"]
    assert texts() == ("95.5", "")
    assert sorted(office.states()) == ["draft", "locked", "locked", "locked"]


@pytest.mark.parametrize("handed_up", ["no", "withdrawn", "returned"])
@pytest.mark.parametrize("round_is_closed", [False, True])
def test_dropping_restores_texts_people_and_version(
    office: Office, handed_up: str, round_is_closed: bool
) -> None:
    office.fill()
    save(office, "pension", "95.4", note="见公报", cause="基数调整", measure="扩面", nature="preliminary",
         numerator="954", denominator="1000", break_note="口径改为常住人口")  # fmt: skip
    office.submit()
    office.review()
    office.accept()
    if round_is_closed:
        closed(office)
    before = Row.objects.filter(pk=office.row("pension").pk).values().get()
    correct(office, "pension")
    save(office, "pension", "91", note="改", nature="estimate", numerator="", denominator="")
    if handed_up != "no":
        office.submit(by="second_clerk")
    if handed_up == "withdrawn":
        services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    if handed_up == "returned":
        services.return_for_correction(
            submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="不对",
            by=office.people["county_reviewer"], at=LATER,
        )  # fmt: skip
    drop(office, "pension")
    after = Row.objects.filter(pk=office.row("pension").pk).values().get()
    moved = ("revision", "saved_by_id", "saved_at")
    assert after["revision"] > before["revision"]
    assert {k: v for k, v in after.items() if k not in moved} == {
        k: v for k, v in before.items() if k not in moved
    }
    assert texts() == ("95.4", "")


def test_dropping_asks_as_often_for_four_rows_as_for_one(office: Office, count_queries: object) -> None:
    accepted(office)
    correct(office, "pension")
    one = count_queries(lambda: drop(office, "pension"))  # type: ignore[operator]
    codes = ("pension", "new_jobs", "unemployment", "skill_mix")
    correct(office, *codes)
    ids = [office.row(code).pk for code in codes]
    clerk = office.people["clerk"]
    four = count_queries(  # type: ignore[operator]
        lambda: services.drop_correction(submission_id=office.county.pk, row_ids=ids, by=clerk, at=LATER)
    )
    assert four == one - 1, "one less: the row's id was asked for inside the first"


def test_dropping_what_is_handed_up_is_refused(office: Office) -> None:
    correct(accepted(office), "pension")
    save(office, "pension", "94.8")
    office.submit()
    with pytest.raises(MoveRefusedError, match="请先撤回"):
        drop(office, "pension")


def test_dropping_what_is_no_correction_is_refused(office: Office) -> None:
    with pytest.raises(MoveRefusedError, match="只有更正中"):
        drop(office, "pension")
    accepted(office)
    with pytest.raises(MoveRefusedError, match="只有更正中"):
        drop(office, "pension")


def test_two_rows_at_once_or_none(office: Office) -> None:
    accepted(office)
    correct(office, "pension", "new_jobs")
    assert sorted(office.states()) == ["accepted", "accepted", "draft", "draft"]
    with pytest.raises(MoveRefusedError, match="不能申请更正"):
        correct(office, "unemployment", "pension")
    assert office.row("unemployment").state == "accepted"
    drop(office, "pension", "new_jobs")
    assert office.states() == ["accepted"] * 4


@pytest.mark.parametrize(
    ("reason", "said"), [("", "请写明更正的原因"), (" \n", "请写明"), ("长" * 301, "300")]
)
def test_a_correction_needs_a_reason(office: Office, reason: str, said: str) -> None:
    accepted(office)
    with pytest.raises(ValidationError, match=said):
        correct(office, "pension", reason=reason)
    assert office.states() == ["accepted"] * 4


@pytest.mark.parametrize("person", ["reviewer", "county_reviewer", "planner", "stranger", "city_clerk"])
def test_corrections_are_for_the_form_s_clerk(office: Office, person: str) -> None:
    accepted(office)
    with pytest.raises(PermissionDenied, match="东县的填报员"):
        correct(office, "pension", by=person)
    correct(office, "pension")
    with pytest.raises(PermissionDenied, match="东县的填报员"):
        drop(office, "pension", by=person)


@pytest.mark.parametrize("state", ["draft", "submitted", "reviewed"])
def test_only_accepted_rows_are_corrected(office: Office, state: str) -> None:
    office.fill()
    if state != "draft":
        office.submit()
    if state == "reviewed":
        office.review()
    with pytest.raises(MoveRefusedError, match="不能申请更正"):
        correct(office, "pension")
    assert office.states() == [state] * 4


def test_rows_of_another_form_and_no_rows_are_refused(office: Office) -> None:
    accepted(office)
    for ids in ([office.row("pension", "980100").pk], [10**9], []):
        with pytest.raises(ValidationError):
            services.open_correction(
                submission_id=office.county.pk, row_ids=ids, reason=WHY, by=office.people["clerk"], at=LATER
            )
    assert office.states() == ["accepted"] * 4


def test_other_rows_of_a_closed_round_stay_shut_while_one_is_corrected(office: Office) -> None:
    correct(closed(accepted(office)), "pension")
    with pytest.raises(MoveRefusedError, match="已经结束"):
        services.save_rows(
            submission_id=office.county.pk,
            entries=[office.entry("pension", "94"), office.entry("new_jobs", "7")],
            by=office.people["clerk"], at=LATER,
        )  # fmt: skip
    assert office.row("pension").typed == "95.5"


def test_the_history_keeps_everything(office: Office) -> None:
    correct(accepted(office), "pension")
    save(office, "pension", "94.8")
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    drop(office, "pension")
    correct(office, "pension", reason="再次修订")
    save(office, "pension", "94.6")
    office.submit()
    office.review()
    office.accept()
    versions = ActualVersion.objects.filter(actual=actual()).order_by("number")
    assert [(each.text, each.reason) for each in versions] == [
        ("95.5", ""), ("94.8", WHY), ("94.6", "再次修订"),
    ]  # fmt: skip
    said = Comment.objects.filter(row=office.row("pension"), kind="correction").order_by("pk")
    assert [(each.text, each.by) for each in said] == [
        (WHY, office.people["clerk"]), ("再次修订", office.people["clerk"]),
    ]  # fmt: skip
    actions = Event.objects.filter(action__startswith="submission.correction", outcome="done").order_by("id")
    assert [each.action for each in actions] == [
        "submission.correction_opened", "submission.correction_dropped", "submission.correction_opened",
    ]  # fmt: skip
