"""The reviewers' page: what they compare, what they may do, and refusals as sentences."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from reporting import services
from tests.integration.reporting.conftest import LATER, Office


def address(office: Office, region: str = "980101") -> str:
    return reverse("reporting:submission", args=[office.forms[region].pk])


def post(office: Office, person: str, body: dict[str, Any], region: str = "980101") -> HttpResponse:
    return office.browser(person).post(address(office, region), body)


@pytest.fixture
def handed_up(office: Office) -> Office:
    office.fill(pension="94.6")
    office.submit()
    return office


def test_page_compares_with_last_year_and_names_the_clerk(handed_up: Office) -> None:
    text = handed_up.browser("county_reviewer").get(address(handed_up)).content.decode()
    assert "上报 陈录" in text
    assert "94.6" in text
    assert "审核通过全部 4 项" in text
    assert "接收全部" not in text


def test_review_all_from_the_page(handed_up: Office) -> None:
    answer = post(handed_up, "county_reviewer", {"action": "review"})
    assert (answer.status_code, answer["Location"]) == (302, address(handed_up))
    assert handed_up.states() == ["reviewed"] * 4


def test_review_of_those_ticked(handed_up: Office) -> None:
    row = handed_up.row("pension")
    assert post(handed_up, "county_reviewer", {"action": "review-chosen", "row": row.pk}).status_code == 302
    assert handed_up.row("pension").state == "reviewed"
    assert handed_up.row("new_jobs").state == "submitted"


@pytest.mark.parametrize("action", ["review-chosen", "return"])
def test_nothing_ticked_is_told(handed_up: Office, action: str) -> None:
    answer = post(handed_up, "county_reviewer", {"action": action, "comment": "核对"})
    assert answer.status_code == 200
    assert "请先勾选" in answer.content.decode()


def test_return_from_the_page(handed_up: Office) -> None:
    row = handed_up.row("pension")
    answer = post(handed_up, "county_reviewer", {"action": "return", "row": row.pk, "comment": "与公报不符"})
    assert answer.status_code == 302
    assert handed_up.row("pension").state == "returned"
    text = handed_up.browser("county_reviewer").get(address(handed_up)).content.decode()
    assert "已退回 1 项" in text
    assert "与公报不符" in text


def test_return_without_a_comment_keeps_the_ticks(handed_up: Office) -> None:
    row = handed_up.row("pension")
    answer = post(handed_up, "county_reviewer", {"action": "return", "row": row.pk, "comment": " "})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "请写明退回的原因" in text
    assert 'aria-invalid="true"' in text
    assert f'value="{row.pk}" aria-label="选择 基本养老保险参保率" checked' in text


def test_refused_return_keeps_the_comment(handed_up: Office) -> None:
    answer = post(handed_up, "county_reviewer", {"action": "return", "comment": "口径不对"})
    assert "口径不对" in answer.content.decode()


def test_accept_from_the_page_by_the_next_level_up(handed_up: Office) -> None:
    handed_up.review()
    text = handed_up.browser("reviewer").get(address(handed_up)).content.decode()
    assert "接收全部 4 项" in text
    assert "审核通过" not in text
    assert post(handed_up, "reviewer", {"action": "accept"}).status_code == 302
    assert handed_up.states() == ["accepted"] * 4


def test_own_review_is_told_before_the_button_is_pressed(office: Office) -> None:
    office.fill("980100", "city_clerk")
    office.submit("980100", "city_clerk")
    office.review("980100", "reviewer")
    mine = office.browser("reviewer").get(address(office, "980100")).content.decode()
    assert "其中 4 项由您本人审核" in mine
    assert "接收全部" not in mine
    assert (
        "接收全部 4 项" in office.browser("second_reviewer").get(address(office, "980100")).content.decode()
    )


@pytest.mark.parametrize(("person", "action", "said"), [
    ("planner", "review", "只有东县的审核员"),
    ("reviewer", "review", "只有东县的审核员"),
    ("county_reviewer", "accept", "上一级地区的审核员"),
    ("planner", "accept", "上一级地区的审核员"),
])  # fmt: skip
def test_what_one_may_not_is_a_sentence_on_the_page(
    handed_up: Office, person: str, action: str, said: str
) -> None:
    answer = post(handed_up, person, {"action": action})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert handed_up.states() == ["submitted"] * 4


def test_second_press_of_a_stale_page_is_told(handed_up: Office) -> None:
    handed_up.review()
    answer = post(handed_up, "county_reviewer", {"action": "review"})
    assert answer.status_code == 200
    assert "没有可以审核通过的项" in answer.content.decode()


def test_unknown_verb_changes_nothing(handed_up: Office) -> None:
    assert post(handed_up, "county_reviewer", {"action": "drop table"}).status_code == 302
    assert handed_up.states() == ["submitted"] * 4


def test_planner_only_looks_on(handed_up: Office) -> None:
    text = handed_up.browser("planner").get(address(handed_up)).content.decode()
    assert "目前没有需要您办理的项" in text
    assert 'type="checkbox"' not in text


def test_closed_round_is_for_reading_only(handed_up: Office) -> None:
    services.close_round(round_id=handed_up.round.pk, by=handed_up.people["planner"], at=LATER)
    text = handed_up.browser("county_reviewer").get(address(handed_up)).content.decode()
    assert "填报任务已结束，只供查阅" in text
    assert "审核通过" not in text
    assert "已经结束" in post(handed_up, "county_reviewer", {"action": "review"}).content.decode()
