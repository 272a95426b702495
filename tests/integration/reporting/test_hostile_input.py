"""What no browser sends by itself: every answer is a page, nothing breaks, nothing is carried out."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.integration.reporting.conftest import Office

SCRIPT = '<script>alert("x")</script>'


def address(office: Office) -> str:
    return reverse("reporting:submission", args=[office.county.pk])


def typed(office: Office, **texts: str) -> dict[str, Any]:
    row = office.row("pension")
    found = {"action": "save", f"typed-{row.pk}": "", f"seen-{row.pk}": f"{row.revision}.{row.digest}"}
    return {**found, **{f"{name}-{row.pk}": text for name, text in texts.items()}}


@pytest.mark.parametrize("name", ["typed", "note", "cause", "measure"])
def test_html_is_text(office: Office, name: str) -> None:
    browser = office.browser("clerk")
    browser.post(address(office), typed(office, **{"typed": "90.1", name: SCRIPT}))
    text = browser.get(address(office)).content.decode()
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text


def test_html_handed_up_is_text_for_reviewers(office: Office) -> None:
    office.fill(pension="90.1")
    office.browser("clerk").post(address(office), typed(office, typed="90.1", note=SCRIPT, cause=SCRIPT))
    office.submit()
    text = office.browser("county_reviewer").get(address(office)).content.decode()
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("name", ["typed", "note", "cause", "measure"])
def test_five_thousand_characters_are_refused_and_kept_on_the_page(office: Office, name: str) -> None:
    answer = office.browser("clerk").post(address(office), typed(office, **{name: "长" * 5000}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "现有 5000 字，没有保存" in text
    assert "长" * 5000 in text
    assert getattr(office.row("pension"), name) == ""


def test_nul_bytes_are_refused(office: Office) -> None:
    answer = office.browser("clerk").post(address(office), typed(office, typed="9\x005"))
    assert answer.status_code == 200
    assert "控制字符" in answer.content.decode()
    assert office.row("pension").typed == ""


@pytest.mark.parametrize("seen", ["", "x", "-1.x", "99999999999999999999.x", "²." + "0" * 16, "0"])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(office: Office, seen: str) -> None:
    office.fill(pension="94")
    row = office.row("pension")
    body = {"action": "save", f"typed-{row.pk}": "95", f"seen-{row.pk}": seen}
    answer = office.browser("clerk").post(address(office), body)
    assert answer.status_code == 200
    assert "本窗口 <b>95</b>" in answer.content.decode()
    assert office.row("pension").typed == "94"


def test_rows_of_other_forms_and_of_nowhere_are_left_alone(office: Office) -> None:
    foreign = office.row("pension", "980100")
    body = {"action": "save", "typed--1": "1", "typed-0": "1", "typed-x": "1", f"typed-{foreign.pk}": "1"}
    assert office.browser("clerk").post(address(office), body).status_code == 302
    assert office.row("pension", "980100").typed == ""


def test_empty_post_changes_nothing(office: Office) -> None:
    office.fill()
    assert office.browser("clerk").post(address(office)).status_code == 302
    assert office.row("pension").typed == "95.5"


@pytest.mark.parametrize(
    "row", ["-1", "0", "x", "²", "9" * 19, "1" * 19, "1" * 20, "1" * 5000, "0" * 5000, "1; drop", "\x00"]
)
@pytest.mark.parametrize("action", ["review-chosen", "return", "accept-chosen"])
def test_chosen_rows_that_are_none_are_refused(office: Office, row: str, action: str) -> None:
    office.fill()
    office.submit()
    person = "reviewer" if action.startswith("accept") else "county_reviewer"
    answer = office.browser(person).post(address(office), {"action": action, "row": row, "comment": "核对"})
    assert answer.status_code == 200
    assert "不在这张填报单里" in answer.content.decode()
    assert office.states() == ["submitted"] * 4


@pytest.mark.parametrize("comment", ["长" * 501, "a\x00b"])
def test_comments_that_cannot_be_kept_are_refused(office: Office, comment: str) -> None:
    office.fill()
    office.submit()
    body = {"action": "return", "row": office.row("pension").pk, "comment": comment}
    answer = office.browser("county_reviewer").post(address(office), body)
    assert answer.status_code == 200
    assert "退回的原因" in answer.content.decode()
    assert office.row("pension").state == "submitted"


@pytest.mark.parametrize("submission_id", [0, 10**9, 10**18, 10**30])
def test_forms_of_nowhere_are_not_found(office: Office, submission_id: int) -> None:
    browser = office.browser("clerk")
    assert browser.get(f"/reporting/{submission_id}/").status_code == 404
    assert browser.post(f"/reporting/{submission_id}/", {"action": "save"}).status_code == 404
    assert browser.post(f"/reporting/{submission_id}/autosave/").status_code == 404


def test_negative_and_broken_addresses_are_not_found(office: Office) -> None:
    for path in ("-1/", "x/", "1.5/", "%00/"):
        assert office.browser("clerk").get(f"/reporting/{path}").status_code == 404


@pytest.mark.parametrize("query", ["round=%00", "round=%ff", "state=%00", "page=" + "9" * 400, "round=1e400"])
def test_list_with_a_hostile_query_is_still_a_page(office: Office, query: str) -> None:
    assert office.browser("planner").get(f"/reporting/?{query}").status_code == 200


@pytest.mark.parametrize(
    "text", ["１０５", "1e400", "9" * 400, "∞", "NaN", "\u202e95", "95\n96", "=1+1", "%00"]
)
def test_strange_texts_are_told_beside_their_cell(office: Office, text: str) -> None:
    row = office.row("pension")
    body = {"action": "save", f"typed-{row.pk}": text, f"seen-{row.pk}": f"{row.revision}.{row.digest}"}
    answer = office.browser("clerk").post(f"/reporting/{office.county.pk}/", body, follow=True)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "<b>须改正</b>" in told or "<b>没有保存</b>" in told
