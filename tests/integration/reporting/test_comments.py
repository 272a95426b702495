"""The conversation about a row: who may speak, where it is shown, and that nothing written is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Event
from reporting import services
from reporting.models import Comment
from reporting.pages.threads import Thread, threads_of
from reporting.permissions import can_comment
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT


def address(office: Office, indicator: str = "pension") -> str:
    return reverse("reporting:comment", args=[office.county.pk, office.row(indicator).pk])


def say(office: Office, person: str, text: str, indicator: str = "pension") -> Comment:
    return services.comment(
        submission_id=office.county.pk,
        row_id=office.row(indicator).pk,
        text=text,
        by=office.people[person],
        at=LATER,
    )


def thread(office: Office, person: str = "clerk", indicator: str = "pension") -> Thread:
    row = office.row(indicator)
    may = can_comment(office.people[person], office.county)
    return threads_of(submission=office.county, rows=[row], can_comment=may)[row.pk]


@pytest.mark.parametrize("person", ["clerk", "second_clerk", "county_reviewer", "reviewer"])
def test_those_who_work_on_a_form_may_comment(office: Office, person: str) -> None:
    written = say(office, person, " 口径？\r\n请核对 ")
    assert (written.kind, written.text, written.by) == ("comment", "口径？\n请核对", office.people[person])
    event = Event.objects.get(action="comment.written")
    assert (event.outcome, event.details["text"]) == ("done", "口径？\n请核对")


@pytest.mark.parametrize("person", ["planner", "leader", "analyst", "stranger", "bystander", "city_clerk"])
def test_others_may_not_and_the_refusal_is_in_the_trail(office: Office, person: str) -> None:
    with pytest.raises(PermissionDenied, match="发表意见"):
        say(office, person, "我也说两句")
    assert not Comment.objects.exists()
    event = Event.objects.get(action="comment.written")
    assert (event.outcome, event.region_code) == ("refused", "980101")


@pytest.mark.parametrize(
    ("text", "said"), [(" \n", "请写明意见"), ("长" * 501, "最多 500 字"), ("a\x00b", "控制字符")]
)
def test_a_comment_that_cannot_be_kept_says_why(office: Office, text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        say(office, "clerk", text)


def test_a_row_of_another_form_is_refused(office: Office) -> None:
    with pytest.raises(ValidationError, match="不在这张填报单里"):
        services.comment(
            submission_id=office.county.pk,
            row_id=office.row("pension", "980100").pk,
            text="核对",
            by=office.people["clerk"],
            at=LATER,
        )


def test_a_question_is_open_until_a_clerk_answers(office: Office) -> None:
    assert not thread(office).is_open_question
    say(office, "county_reviewer", "口径？")
    assert thread(office).is_open_question
    say(office, "reviewer", "请尽快")
    assert thread(office).is_open_question
    say(office, "second_clerk", "按公报")
    assert not thread(office).is_open_question


def test_the_thread_tells_returns_and_remarks_apart(office: Office) -> None:
    office.fill()
    office.submit()
    say(office, "county_reviewer", "口径？")
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请改",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    found = thread(office)
    assert [(each.kind, each.label, each.text) for each in found.utterances] == [
        ("comment", "意见", "口径？"),
        ("return", "退回", "请改"),
    ]
    assert not found.is_open_question


@pytest.mark.parametrize(("person", "may"), [("clerk", True), ("reviewer", True), ("planner", False)])
def test_those_who_only_read_get_no_field(office: Office, person: str, may: bool) -> None:
    say(office, "county_reviewer", "口径？")
    page = office.browser(person).get(reverse("reporting:submission", args=[office.county.pk]))
    text = page.content.decode()
    assert "口径？" in text
    assert (f'name="say-{office.row("pension").pk}"' in text) is may


@pytest.mark.parametrize("person", ["stranger", "leader", "analyst", "administrator", "bystander"])
def test_to_a_stranger_the_address_does_not_exist(office: Office, person: str) -> None:
    body = {f"say-{office.row('pension').pk}": "核对"}
    assert office.browser(person).post(address(office), body).status_code == 404
    assert not Comment.objects.exists()


def test_a_row_that_is_not_in_the_form_is_not_found(office: Office) -> None:
    path = reverse("reporting:comment", args=[office.county.pk, office.row("pension", "980100").pk])
    assert office.browser("clerk").post(path, {}).status_code == 404


def test_without_a_script_one_comes_back_to_the_row_with_the_same_ticks(office: Office) -> None:
    row = office.row("pension")
    body = {f"say-{row.pk}": "口径？", "only": "doubtful", "row": [row.pk, 0]}
    answer = office.browser("county_reviewer").post(address(office), body)
    back = reverse("reporting:submission", args=[office.county.pk])
    assert answer["Location"] == f"{back}?only=doubtful&row={row.pk}&row=0#row-{row.pk}"


def test_without_a_script_what_the_clerk_had_typed_is_saved_as_well(office: Office, settings: Any) -> None:
    settings.ZEAL_ALLOWLIST = [{"model": "reporting.Submission", "field": "*"}]  # locked by each service
    row = office.row("pension")
    body = {f"say-{row.pk}": "见公报", f"typed-{row.pk}": "95.5", f"seen-{row.pk}": f"{row.revision}.x"}
    assert office.browser("clerk").post(address(office), body).status_code == 302
    assert office.row("pension").typed == "95.5"
    assert Comment.objects.get().text == "见公报"


def test_a_script_gets_the_conversation_alone(office: Office) -> None:
    body = {f"say-{office.row('pension').pk}": "口径？"}
    answer = office.browser("reviewer").post(address(office), body, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.strip().startswith('<div class="thread"')
    assert "口径？" in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_refused_remark_comes_back_with_the_reason(office: Office, headers: dict[str, str]) -> None:
    body = {f"say-{office.row('pension').pk}": "长" * 501}
    answer = office.browser("reviewer").post(address(office), body, headers=headers)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "最多 500 字" in text
    assert "长" * 501 in text


def test_what_was_said_stays_readable_when_the_round_is_closed(office: Office) -> None:
    say(office, "county_reviewer", "口径？")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=AT)
    page = office.browser("county_reviewer").get(reverse("reporting:submission", args=[office.county.pk]))
    assert "口径？" in page.content.decode()


def test_without_a_script_what_could_not_be_saved_comes_back_with_the_form(
    office: Office, settings: Any
) -> None:
    settings.ZEAL_ALLOWLIST = [{"model": "reporting.Submission", "field": "*"}]  # locked by each service
    row = office.row("pension")
    office.fill(pension="95.5")
    body = {f"say-{row.pk}": "见公报", f"typed-{row.pk}": "94.4", f"seen-{row.pk}": f"{row.revision}.x"}
    answer = office.browser("clerk").post(address(office), body)
    assert (answer.status_code, office.row("pension").typed) == (200, "95.5")
    assert 'value="94.4"' in answer.content.decode()
    assert Comment.objects.get().text == "见公报"


def test_without_a_script_a_round_closed_meanwhile_is_told(office: Office, settings: Any) -> None:
    settings.ZEAL_ALLOWLIST = [{"model": "reporting.Submission", "field": "*"}]  # locked by each service
    row = office.row("pension")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    body = {f"say-{row.pk}": "见公报", f"typed-{row.pk}": "94.4", f"seen-{row.pk}": f"{row.revision}.x"}
    answer = office.browser("clerk").post(address(office), body)
    assert answer.status_code == 200
    assert "已经结束" in answer.content.decode()
