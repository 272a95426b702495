"""The clerk's page: nothing typed is lost, everything wrong is told beside its cell."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reporting import services
from reporting.models import TEXTS, Row
from tests.integration.reporting.conftest import GOOD, LATER, Office


def address(office: Office) -> str:
    return reverse("reporting:submission", args=[office.county.pk])


def body_of(office: Office, **typed: str) -> dict[str, str]:
    """What a browser sends back: every row as shown, save those typed into."""
    found = {}
    for row in Row.objects.filter(submission=office.county).select_related("indicator"):
        for name in TEXTS:
            found[f"{name}-{row.pk}"] = getattr(row, name)
        found[f"seen-{row.pk}"] = f"{row.revision}.{row.digest}"
        if row.indicator.code in typed:
            found[f"typed-{row.pk}"] = typed[row.indicator.code]
    return found


def post(browser: Client, office: Office, action: str, body: dict[str, Any]) -> HttpResponse:
    return browser.post(address(office), {"action": action, **body})


def test_page_shows_the_table_as_printed(office: Office) -> None:
    text = office.browser("clerk").get(address(office)).content.decode()
    for part in (
        "城镇新增就业",
        "（万人）",
        "约束性",
        "2020 基数",
        "2025 目标",
        "〔30〕",
        "≤5.5",
        "12∶42∶46",
        "91.5",
        "2025 本年",
    ):
        assert part in text
    assert "截止 2025 年 3 月 31 日" in text
    for part in ("规监 1 表", "制定机关</dt><dd>甲市", "报告期</dt><dd>2025 年", "填报单位</dt><dd>东县"):
        assert part in text


def test_save_answers_with_a_redirect_and_keeps_all(office: Office) -> None:
    browser = office.browser("clerk")
    answer = post(browser, office, "save", body_of(office, pension="９５．５", new_jobs="＞6"))
    assert (answer.status_code, answer["Location"]) == (302, address(office))
    text = browser.get(address(office)).content.decode()
    assert "已保存 2 项改动" in text
    assert 'value="９５．５"' in text
    assert 'value="＞6"' in text


def test_save_with_something_unreadable_keeps_it_and_tells_beside_the_cell(office: Office) -> None:
    browser = office.browser("clerk")
    post(browser, office, "save", body_of(office, pension="1O5", unemployment="105"))
    text = browser.get(address(office)).content.decode()
    pension, unemployment = office.row("pension").pk, office.row("unemployment").pk
    assert 'value="1O5"' in text
    assert f'aria-describedby="findings-{pension}"' in text
    assert text.count('aria-invalid="true"') == 2
    assert f'href="#typed-{pension}"' in text
    assert "“1O5”不是数字" in text
    assert f'href="#typed-{unemployment}"' in text
    assert "0—100%" in text
    assert "有 2 项须改正后才能上报" in text


def test_blank_cells_are_no_reproach_before_handing_up(office: Office) -> None:
    text = office.browser("clerk").get(address(office)).content.decode()
    assert "没有数据请填" not in text
    assert 'aria-invalid="true"' not in text


def test_submit_with_errors_keeps_everything_and_leads_to_the_first(office: Office) -> None:
    browser = office.browser("clerk")
    answer = post(browser, office, "submit", body_of(office, pension="105", new_jobs="6.3"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "有 3 项需要改正或说明，填报单没有上报" in text
    assert text.count("autofocus") == 1
    assert 'value="105"' in text
    assert 'value="6.3"' in text
    assert "没有数据请填" in text
    assert office.row("new_jobs").typed == "6.3"
    assert office.states() == ["draft"] * 4


def test_submit_saves_and_hands_up_in_one_go(office: Office) -> None:
    browser = office.browser("clerk")
    answer = post(browser, office, "submit", body_of(office, **GOOD))
    assert answer.status_code == 302
    assert office.states() == ["submitted"] * 4
    text = browser.get(address(office)).content.decode()
    assert "已上报" in text
    assert "撤回 4 项" in text
    assert '<input class="cell' not in text


def test_withdraw_from_the_page(office: Office) -> None:
    office.fill()
    office.submit()
    browser = office.browser("clerk")
    assert post(browser, office, "withdraw", {}).status_code == 302
    assert office.states() == ["draft"] * 4
    told = post(browser, office, "withdraw", {})
    assert told.status_code == 200
    assert "没有可以撤回的项" in told.content.decode()


def test_conflict_shows_both_and_overwrites_neither(office: Office) -> None:
    stale = body_of(office, pension="95", new_jobs="6.1")
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94", note="已核")],
        by=office.people["second_clerk"],
        at=LATER,
    )
    answer = post(office.browser("clerk"), office, "save", stale)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "李红" in text
    assert "对方 <b>94</b>，您 <b>95</b>" in text
    assert "对方 <b>已核</b>，您 <b>（空）</b>" in text
    assert 'value="95"' in text
    assert office.row("pension").typed == "94"
    assert office.row("new_jobs").typed == "6.1", "the other rows are saved"


def test_conflict_saved_again_decides_for_mine(office: Office) -> None:
    stale = body_of(office, pension="95")
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94")],
        by=office.people["second_clerk"],
        at=LATER,
    )
    browser = office.browser("clerk")
    assert post(browser, office, "save", stale).status_code == 200
    assert post(browser, office, "save", body_of(office, pension="95")).status_code == 302
    assert office.row("pension").typed == "95"


def test_conflict_decided_for_theirs(office: Office) -> None:
    office.fill(pension="94")
    body = {**body_of(office, pension="95"), "theirs": str(office.row("pension").pk)}
    assert post(office.browser("clerk"), office, "save", body).status_code == 302
    assert office.row("pension").typed == "94"


def test_stale_page_does_not_undo_rows_it_did_not_touch(office: Office) -> None:
    stale = body_of(office, new_jobs="6.1")
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94")],
        by=office.people["second_clerk"],
        at=LATER,
    )
    answer = post(office.browser("clerk"), office, "save", stale)
    assert answer.status_code == 302
    assert office.row("pension").typed == "94"
    assert office.row("new_jobs").typed == "6.1"


def test_stale_page_after_the_form_was_handed_up(office: Office) -> None:
    office.fill()
    stale = body_of(office, pension="96.6")
    office.submit(by="second_clerk")
    text = post(office.browser("clerk"), office, "save", stale).content.decode()
    assert "李红" in text
    assert "上报了此项，您填的没有保存" in text
    assert "96.6" in text
    assert office.row("pension").typed == "95.5"


def test_closed_round_keeps_what_was_typed_on_the_page(office: Office) -> None:
    stale = body_of(office, pension="96.6")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    answer = post(office.browser("clerk"), office, "save", stale)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "已经结束" in text
    assert "96.6" in text
    assert "上报 4 项" not in text


def test_red_rows_ask_for_reason_and_measure(office: Office) -> None:
    office.fill(pension="90.1")
    row = office.row("pension").pk
    text = office.browser("clerk").get(address(office)).content.decode()
    assert f'name="cause-{row}"' in text
    assert "未完成" in text
    assert f'<div id="outlook-{row}" class="asks">' in text
