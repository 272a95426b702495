"""Own level reviews, the next level up accepts; another person each time; returns reopen what is named."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Grant
from accounts.roles import Role
from accounts.services import grant
from audit.models import Event
from indicators.models import Acceptance, Actual, ActualVersion
from reporting import services
from reporting.models import Comment, Row
from reporting.permissions import accepting_region, reviewing_region
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT


def give_back(
    office: Office, *indicators: str, by: str = "county_reviewer", comment: str = "与公报不符"
) -> list[Row]:
    return services.return_for_correction(
        submission_id=office.county.pk,
        row_ids=[office.row(code).pk for code in indicators],
        comment=comment,
        by=office.people[by],
        at=LATER,
    )


def submitted(office: Office) -> Office:
    office.fill()
    office.submit()
    return office


def test_the_whole_way_from_draft_to_accepted(office: Office) -> None:
    submitted(office)
    office.review()
    assert office.states() == ["reviewed"] * 4
    office.accept()
    assert office.states() == ["accepted"] * 4
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2025)
    assert actual.accepted is not None
    assert (actual.accepted.text, actual.provisional) == ("95.5", None)
    acceptance = Acceptance.objects.get(version=actual.accepted)
    assert (acceptance.by, acceptance.at) == (office.people["reviewer"], LATER)
    actions = (
        Event.objects.filter(subject_type="reporting.submission")
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert list(actions) == ["submission.submitted", "submission.reviewed", "submission.accepted"]


@pytest.mark.parametrize("person", ["clerk", "reviewer", "planner", "stranger", "bystander"])
def test_review_is_for_the_reviewer_of_the_form_s_own_region(office: Office, person: str) -> None:
    submitted(office)
    with pytest.raises(PermissionDenied, match="东县的审核员"):
        office.review(by=person)


@pytest.mark.parametrize("person", ["clerk", "county_reviewer", "planner", "stranger", "bystander"])
def test_accept_is_for_the_next_registered_level_up(office: Office, person: str) -> None:
    submitted(office)
    office.review()
    with pytest.raises(PermissionDenied, match="上一级"):
        office.accept(by=person)


def test_review_by_whoever_submitted_is_refused(office: Office) -> None:
    clerk = office.people["clerk"]
    grant(user=clerk, region=office.world.regions["980101"], role=Role.REVIEWER, by=None, at=AT)
    submitted(office)
    with pytest.raises(PermissionDenied, match="您本人上报"):
        office.review(by="clerk")


def test_accept_by_whoever_reviewed_is_refused_at_the_top(office: Office) -> None:
    office.fill("980100", "city_clerk")
    office.submit("980100", "city_clerk")
    office.review("980100", "reviewer")
    with pytest.raises(PermissionDenied, match="您本人审核"):
        office.accept("980100", "reviewer")
    office.accept("980100", "second_reviewer")
    assert office.states("980100") == ["accepted"] * 4


def test_four_eyes_are_a_constraint_of_the_database_as_well(office: Office) -> None:
    submitted(office)
    row = office.row("pension")
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(reviewed_by=row.submitted_by)


def test_accepting_region_skips_a_level_without_reviewers(office: Office) -> None:
    assert accepting_region(office.county) == "980100"
    Grant.objects.filter(region="980100", role=Role.REVIEWER).delete()
    assert accepting_region(office.county) == "980101"
    assert accepting_region(office.county, {"980000"}) == "980101", "not beyond the round"


def test_accept_before_review_is_refused(office: Office) -> None:
    submitted(office)
    with pytest.raises(MoveRefusedError, match="没有可以接收的项"):
        office.accept()
    with pytest.raises(MoveRefusedError, match="已上报，不能接收"):
        services.accept(
            submission_id=office.county.pk,
            by=office.people["reviewer"],
            at=LATER,
            row_ids=[office.row("pension").pk],
        )


def test_review_of_some_rows_leaves_the_others(office: Office) -> None:
    submitted(office)
    services.review(
        submission_id=office.county.pk,
        by=office.people["county_reviewer"],
        at=LATER,
        row_ids=[office.row("pension").pk],
    )
    assert sorted(office.states()) == ["reviewed", "submitted", "submitted", "submitted"]


def test_return_reopens_only_the_rows_named(office: Office) -> None:
    submitted(office)
    give_back(office, "pension", "new_jobs")
    assert {code: office.row(code).state for code in ("pension", "new_jobs", "unemployment")} == {
        "pension": "returned",
        "new_jobs": "returned",
        "unemployment": "submitted",
    }
    assert office.row("pension").comment == "与公报不符"
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2025)
    assert actual.provisional is None


def test_a_returned_row_corrected_is_a_new_version_with_the_reason(office: Office) -> None:
    submitted(office)
    give_back(office, "pension")
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94.9")],
        by=office.people["clerk"],
        at=LATER,
    )
    assert len(office.submit()) == 1
    versions = ActualVersion.objects.filter(actual__indicator__code="pension", actual__year=2025).order_by(
        "number"
    )
    assert [(each.text, each.reason) for each in versions] == [
        ("95.5", ""),
        ("94.9", "按退回意见修改：与公报不符"),
    ]


def test_a_long_comment_still_fits_the_reason(office: Office) -> None:
    submitted(office)
    give_back(office, "pension", comment="长" * 500)
    office.submit()
    version = office.row("pension").version
    assert version is not None
    assert len(version.reason) == 300


def test_return_by_the_next_level_up_of_reviewed_rows(office: Office) -> None:
    submitted(office)
    office.review()
    with pytest.raises(PermissionDenied):
        give_back(office, "pension", by="county_reviewer")
    give_back(office, "pension", by="reviewer")
    row = office.row("pension")
    assert (row.state, row.reviewed_by) == ("returned", None)


def test_return_of_an_accepted_row_is_refused(office: Office) -> None:
    submitted(office)
    office.review()
    office.accept()
    with pytest.raises(MoveRefusedError, match="已接收，不能退回"):
        give_back(office, "pension", by="reviewer")


@pytest.mark.parametrize(("comment", "said"), [("", "请写明退回的原因"), ("  \n", "请写明退回的原因")])
def test_return_needs_a_comment(office: Office, comment: str, said: str) -> None:
    submitted(office)
    with pytest.raises(ValidationError, match=said):
        give_back(office, "pension", comment=comment)


def test_return_with_a_comment_too_long_is_refused(office: Office) -> None:
    submitted(office)
    with pytest.raises(ValidationError, match="最多 500 字"):
        give_back(office, "pension", comment="长" * 501)


def test_return_needs_rows(office: Office) -> None:
    submitted(office)
    with pytest.raises(ValidationError, match="请先勾选"):
        give_back(office)


@pytest.mark.parametrize("row_id", [0, -1, 10**9])
def test_rows_of_nowhere_are_refused(office: Office, row_id: int) -> None:
    submitted(office)
    with pytest.raises(ValidationError, match="不在这张填报单里"):
        services.review(
            submission_id=office.county.pk, by=office.people["county_reviewer"], at=LATER, row_ids=[row_id]
        )


def test_rows_of_another_form_are_refused(office: Office) -> None:
    submitted(office)
    foreign = office.row("pension", "980100").pk
    with pytest.raises(ValidationError, match="不在这张填报单里"):
        services.review(
            submission_id=office.county.pk,
            by=office.people["county_reviewer"],
            at=LATER,
            row_ids=[foreign, office.row("pension").pk],
        )
    assert office.states() == ["submitted"] * 4


def test_returned_rows_keep_their_own_reason_or_the_common_one(office: Office) -> None:
    submitted(office)
    one, other = office.row("pension"), office.row("new_jobs")
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[one.pk, other.pk], comment="请核对",
        comments={one.pk: "与公报不符", other.pk: " "}, by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    said = {each.row_id: each.text for each in Comment.objects.filter(kind="return")}
    assert said == {one.pk: "与公报不符", other.pk: "请核对"}
    withdrawn = Event.objects.filter(action="figure.withdrawn").order_by("id")
    assert {each.details["reason"] for each in withdrawn} == {"与公报不符", "请核对"}


def test_a_row_without_own_or_common_reason_is_refused(office: Office) -> None:
    submitted(office)
    one, other = office.row("pension"), office.row("new_jobs")
    with pytest.raises(ValidationError, match="请写明退回的原因"):
        services.return_for_correction(
            submission_id=office.county.pk, row_ids=[one.pk, other.pk], comments={one.pk: "与公报不符"},
            by=office.people["county_reviewer"], at=LATER,
        )  # fmt: skip
    assert office.states() == ["submitted"] * 4


def test_all_means_all_that_this_person_may_move(office: Office) -> None:
    clerk = office.people["second_clerk"]
    grant(user=clerk, region=office.world.regions["980101"], role=Role.REVIEWER, by=None, at=AT)
    submitted(office)
    give_back(office, "pension")
    office.submit(by="second_clerk")
    assert len(office.review(by="second_clerk")) == 3
    assert office.row("pension").state == "submitted"


@pytest.mark.parametrize(("verb", "person"), [("review", "planner"), ("accept", "county_reviewer")])
def test_refused_for_lack_of_rights_is_in_the_trail(office: Office, verb: str, person: str) -> None:
    submitted(office)
    with pytest.raises(PermissionDenied):
        getattr(office, verb)(by=person)
    event = Event.objects.get(outcome="refused")
    assert event.action == {"review": "submission.reviewed", "accept": "submission.accepted"}[verb]
    assert (event.by_id, event.subject_id) == (office.people[person].pk, str(office.county.pk))
    assert "审核员" in event.details["reason"]


@pytest.mark.parametrize("verb", ["submit", "withdraw", "review", "accept"])
def test_refused_for_the_state_is_in_the_trail(office: Office, verb: str) -> None:
    submitted(office)
    office.review()
    office.accept()
    people = {"submit": "clerk", "withdraw": "clerk", "review": "county_reviewer", "accept": "reviewer"}
    with pytest.raises(MoveRefusedError):
        getattr(services, verb)(submission_id=office.county.pk, by=office.people[people[verb]], at=LATER)
    assert Event.objects.filter(outcome="refused").count() == 1


def test_a_slip_of_the_pen_is_no_refusal(office: Office) -> None:
    submitted(office)
    with pytest.raises(ValidationError):
        give_back(office, "pension", comment="")
    assert not Event.objects.filter(outcome="refused").exists()


def test_a_region_without_reviewer_is_reviewed_one_level_up_and_accepted_above_that(office: Office) -> None:
    Grant.objects.filter(region="980101", role=Role.REVIEWER).delete()
    assert reviewing_region(office.county) == "980100"
    assert accepting_region(office.county) == "980100", "the round goes no higher"
    assert accepting_region(office.county, {"980100", "980000"}) == "980100"
    submitted(office)
    office.review(by="reviewer")
    with pytest.raises(PermissionDenied, match="本人审核"):
        office.accept(by="reviewer")
    office.accept(by="second_reviewer")
    assert set(office.states()) == {"accepted"}
