"""The reviewers' page: what they compare, what they may do, and refusals as sentences."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from indicators.calc import parse_figure
from indicators.models import AnnualTarget
from indicators.models.figures import columns_of
from reporting import services
from reporting.models import ToldFinding
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


def page_of(office: Office, person: str, **params: str) -> str:
    return office.browser(person).get(address(office), params).content.decode()


def ask(office: Office, indicator: str) -> None:
    services.comment(
        submission_id=office.county.pk, row_id=office.row(indicator).pk, text="口径是否有变？",
        by=office.people["reviewer"], at=LATER,
    )  # fmt: skip


@pytest.fixture
def doubtful(office: Office) -> Office:
    """One figure jumps, about another somebody asked; two are clean."""
    office.fill(new_jobs="8")
    office.submit()
    ask(office, "pension")
    return office


def test_what_to_look_at_first_stands_on_top_with_links(doubtful: Office) -> None:
    text = page_of(doubtful, "county_reviewer")
    assert "需关注 2 项" in text
    for indicator in ("new_jobs", "pension"):
        row = doubtful.row(indicator)
        assert f'href="#row-{row.pk}"' in text
        assert f'id="row-{row.pk}"' in text
    assert "口径是否有变？" in text


def test_only_what_is_doubtful_when_asked_for(doubtful: Office) -> None:
    text = page_of(doubtful, "county_reviewer", only="doubtful")
    assert f'id="row-{doubtful.row("new_jobs").pk}"' in text
    assert f'id="row-{doubtful.row("unemployment").pk}"' not in text
    assert "审核通过全部 4 项" in text


def test_nothing_doubtful_says_so(office: Office) -> None:
    office.fill()
    office.submit()
    assert "没有需关注的项" in page_of(office, "county_reviewer")
    assert "没有需关注的项" in page_of(office, "county_reviewer", only="doubtful")


def test_those_without_doubts_are_reviewed_and_accepted_by_a_button(doubtful: Office) -> None:
    assert "审核通过全部无疑问的 2 项" in page_of(doubtful, "county_reviewer")
    post(doubtful, "county_reviewer", {"action": "review-clean"})
    states = {code: doubtful.row(code).state for code in ("new_jobs", "pension", "unemployment", "skill_mix")}
    assert states == {
        "new_jobs": "submitted", "pension": "submitted", "unemployment": "reviewed", "skill_mix": "reviewed",
    }  # fmt: skip
    doubtful.review()
    assert "接收全部无疑问的 2 项" in page_of(doubtful, "reviewer")
    post(doubtful, "reviewer", {"action": "accept-clean"})
    assert doubtful.row("unemployment").state == "accepted"
    assert doubtful.row("new_jobs").state == "reviewed"


def test_each_check_is_told_once_with_the_clerk_s_words(doubtful: Office) -> None:
    text = page_of(doubtful, "county_reviewer", only="doubtful")
    told = ToldFinding.objects.get(version=doubtful.row("new_jobs").version)
    assert text.count(told.text) == 2, "once in the summary, once in the row"
    assert "上报后新出现" not in text


def test_a_check_that_no_longer_holds_is_told_as_settled(office: Office) -> None:
    office.fill()
    office.submit()
    version = office.row("pension").version
    ToldFinding.objects.create(version=version, code="year_on_year_jump", weight="notice", text="比上年多了")
    text = page_of(office, "county_reviewer")
    assert "比上年多了（现已不再成立）" in text
    assert "没有需关注的项" in text


def test_comparisons_with_last_year_and_the_year_s_own_target(office: Office) -> None:
    row = office.world.row("980101", "pension")
    AnnualTarget.objects.create(
        plan_indicator=row, year=2025, entered_at=LATER, **columns_of(parse_figure("96"))
    )
    office.fill(pension="95.5")
    office.submit()
    text = page_of(office, "county_reviewer")
    assert "年度目标" in text
    assert "−0.5 个百分点 未达" in text


def test_comparison_with_the_regions_below_names_who_is_missing(office: Office) -> None:
    office.world.indicators["new_jobs"].is_additive = True
    office.world.indicators["new_jobs"].save()
    office.fill("980100", "city_clerk", new_jobs="9")
    office.submit("980100", "city_clerk")
    answer = office.browser("reviewer").get(address(office, "980100"))
    assert "缺 东县" in answer.content.decode()
    office.fill(new_jobs="6.3")
    office.submit()
    answer = office.browser("reviewer").get(address(office, "980100"))
    assert "下级合计" in answer.content.decode()
    assert "+2.7 万人" in answer.content.decode()


def test_versions_of_a_figure_with_signatures_and_acceptance(handed_up: Office) -> None:
    handed_up.review()
    handed_up.accept()
    services.open_correction(
        submission_id=handed_up.county.pk, row_ids=[handed_up.row("pension").pk], reason="年鉴已核定",
        by=handed_up.people["clerk"], at=LATER,
    )  # fmt: skip
    entry = handed_up.entry("pension", "94.8", note="年鉴", cause="年鉴", measure="核对")
    services.save_rows(
        submission_id=handed_up.county.pk, entries=[entry], by=handed_up.people["clerk"], at=LATER
    )
    handed_up.submit()
    text = page_of(handed_up, "county_reviewer")
    assert "沿革 2" in text
    assert "年鉴已核定" in text
    assert "审核人 夏核" in text
    assert "负责人 郑局" in text
    assert "沈核" in text
    assert ">更正<" in text
    old, new = text.index("94.6</s>"), text.index(">94.8</b>")
    assert old < new


def test_a_draft_under_correction_shows_what_is_accepted_and_nothing_of_the_draft(handed_up: Office) -> None:
    handed_up.review()
    handed_up.accept()
    services.open_correction(
        submission_id=handed_up.county.pk, row_ids=[handed_up.row("pension").pk], reason="年鉴已核定",
        by=handed_up.people["clerk"], at=LATER,
    )  # fmt: skip
    handed_up.fill(pension="94.321")
    text = page_of(handed_up, "county_reviewer")
    assert "94.6</s>" in text
    assert "94.321" not in text


def test_each_returned_row_may_have_its_own_comment(handed_up: Office) -> None:
    one, other = handed_up.row("pension"), handed_up.row("new_jobs")
    body = {
        "action": "return", "row": [one.pk, other.pk], "comment": "请核对", f"comment-{one.pk}": "与公报不符",
    }  # fmt: skip
    assert post(handed_up, "county_reviewer", body).status_code == 302
    assert handed_up.row("pension").comment == "与公报不符"
    assert handed_up.row("new_jobs").comment == "请核对"


def test_a_row_without_any_comment_keeps_what_was_written_for_the_others(handed_up: Office) -> None:
    one, other = handed_up.row("pension"), handed_up.row("new_jobs")
    body = {"action": "return", "row": [one.pk, other.pk], f"comment-{one.pk}": "与公报不符"}
    answer = post(handed_up, "county_reviewer", body)
    assert "请写明退回的原因" in answer.content.decode()
    assert ">与公报不符</textarea>" in answer.content.decode()
    assert handed_up.states() == ["submitted"] * 4


def test_corrections_move_in_a_closed_round(handed_up: Office) -> None:
    handed_up.review()
    handed_up.accept()
    services.close_round(round_id=handed_up.round.pk, by=handed_up.people["planner"], at=LATER)
    services.open_correction(
        submission_id=handed_up.county.pk, row_ids=[handed_up.row("pension").pk], reason="年鉴已核定",
        by=handed_up.people["clerk"], at=LATER,
    )  # fmt: skip
    entry = handed_up.entry("pension", "94.8", note="年鉴")
    services.save_rows(
        submission_id=handed_up.county.pk, entries=[entry], by=handed_up.people["clerk"], at=LATER
    )
    handed_up.submit()
    assert "审核通过全部 1 项" in page_of(handed_up, "county_reviewer")
    post(handed_up, "county_reviewer", {"action": "review"})
    post(handed_up, "reviewer", {"action": "accept"})
    assert handed_up.row("pension").state == "locked"


def test_what_the_clerk_is_typing_shows_in_no_finding_of_another_row(office: Office) -> None:
    part, whole = office.world.indicators["unemployment"], office.world.indicators["pension"]
    part.parent = whole
    part.save()
    office.fill()
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    office.fill(pension="4.321")
    assert "4.321" in office.browser("clerk").get(address(office)).content.decode()
    assert "4.321" not in page_of(office, "county_reviewer")
