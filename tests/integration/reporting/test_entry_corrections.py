"""更正 from the clerk's page: opened with a reason, given up, and shown beside what is accepted."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reporting import services
from reporting.models import Row
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.reporting.test_entry_page import address, body_of


@pytest.fixture
def accepted(office: Office) -> Office:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    return office


def press(office: Office, button: str, indicator: str, **more: str):  # type: ignore[no-untyped-def]
    row = office.row(indicator).pk
    return office.browser("clerk").post(address(office), {**body_of(office), button: str(row), **more})


def test_an_accepted_row_is_opened_with_a_reason(accepted: Office) -> None:
    row = accepted.row("pension").pk
    answer = press(accepted, "correct", "pension", **{f"reason-{row}": "漏计两镇"})
    assert answer["Location"] == f"{address(accepted)}#row-{row}"
    text = accepted.browser("clerk").get(address(accepted)).content.decode()
    assert text.count('<input class="cell') == 1
    assert "<b>更正中</b>" in text
    assert "漏计两镇" in text
    assert "已接收 95.5" in text
    assert re.search(rf'name="drop"\s+value="{row}"', text)
    assert not re.search(rf'name="correct"\s+value="{row}"', text)


def test_the_versions_of_what_was_handed_up_are_one_link_away(accepted: Office) -> None:
    browser = accepted.browser("clerk")
    path = reverse("reporting:figure", args=["980101", "pension"])
    assert f'href="{path}"' in browser.get(address(accepted)).content.decode()
    assert browser.get(path).status_code == 200


def test_without_a_reason_the_row_asks_for_one_and_nothing_opens(accepted: Office) -> None:
    row, other = accepted.row("pension").pk, accepted.row("new_jobs").pk
    answer = press(accepted, "correct", "pension", **{f"reason-{other}": "半句话"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "请写明更正的原因" in text
    assert re.search(rf'<details class="more-toggle" data-more="{row}" open>', text)
    assert re.search(rf'id="reason-{row}"[^>]*aria-invalid="true"', text)
    assert ">半句话</textarea>" in text
    assert accepted.states() == ["accepted"] * 4


def test_a_correction_can_be_given_up(accepted: Office) -> None:
    row = accepted.row("pension").pk
    press(accepted, "correct", "pension", **{f"reason-{row}": "漏计两镇"})
    answer = press(accepted, "drop", "pension", **{f"typed-{row}": "96"})
    assert answer.status_code == 302
    assert (accepted.row("pension").state, accepted.row("pension").typed) == ("accepted", "95.5")


def test_what_was_typed_into_other_rows_is_kept_first(accepted: Office) -> None:
    pension, jobs = accepted.row("pension").pk, accepted.row("new_jobs").pk
    press(accepted, "correct", "pension", **{f"reason-{pension}": "漏计两镇"})
    press(accepted, "correct", "new_jobs", **{f"reason-{jobs}": "重复统计", f"typed-{pension}": "96.2"})
    assert accepted.row("pension").typed == "96.2"
    assert accepted.row("new_jobs").correction == "重复统计"


def test_a_closed_round_takes_only_the_rows_under_correction(accepted: Office) -> None:
    services.close_round(round_id=accepted.round.pk, by=accepted.people["planner"], at=LATER)
    text = accepted.browser("clerk").get(address(accepted)).content.decode()
    assert '<input class="cell' not in text
    assert text.count('name="correct"') == 4
    row = accepted.row("pension").pk
    assert press(accepted, "correct", "pension", **{f"reason-{row}": "漏计两镇"}).status_code == 302
    browser = accepted.browser("clerk")
    text = browser.get(address(accepted)).content.decode()
    assert text.count('<input class="cell') == 1
    assert "只有更正中的 1 项可以修改" in text
    body = {**body_of(accepted, pension="95.8"), f"note-{row}": "按核定数", "action": "submit"}
    assert browser.post(address(accepted), body).status_code == 302
    assert accepted.row("pension").state == "submitted"
    text = browser.get(address(accepted)).content.decode()
    assert "撤回 1 项" in text
    assert "<b>更正中</b>" in text


@pytest.mark.parametrize("button", ["correct", "drop"])
@pytest.mark.parametrize("value", ["", "x", "0", "9" * 30])
def test_a_row_that_is_none_is_refused_in_words(accepted: Office, button: str, value: str) -> None:
    answer = accepted.browser("clerk").post(address(accepted), {**body_of(accepted), button: value})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Row.objects.filter(correction="").count() == Row.objects.count()


def test_rows_of_another_form_cannot_be_corrected_from_here(accepted: Office) -> None:
    accepted.fill("980100", by="city_clerk")
    foreign = accepted.row("pension", "980100").pk
    body = {**body_of(accepted), "correct": str(foreign), f"reason-{foreign}": "试试"}
    answer = accepted.browser("clerk").post(address(accepted), body)
    assert "不在这张填报单里" in answer.content.decode()


@pytest.mark.parametrize("action", ["save", "submit"])
def test_a_correction_kept_before_can_be_handed_up_after_the_round_is_over(
    accepted: Office, action: str
) -> None:
    """The page saves while one types: what the button then sends along is nothing new."""
    services.close_round(round_id=accepted.round.pk, by=accepted.people["planner"], at=LATER)
    press(accepted, "correct", "pension", **{f"reason-{accepted.row('pension').pk}": "漏计两镇"})
    services.save_rows(
        submission_id=accepted.county.pk,
        entries=[accepted.entry("pension", "96", note="漏计两镇")],
        by=accepted.people["clerk"],
        at=LATER,
    )
    typed = {**body_of(accepted), "action": action}
    assert accepted.browser("clerk").post(address(accepted), typed).status_code == 302
    assert accepted.row("pension").state == ("submitted" if action == "submit" else "draft")
