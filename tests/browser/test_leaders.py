"""A leader's morning: from the board to a number, its list, its rows and back; down the tree; a report.

Then what a planner writes. Every step is a click on what the page before shows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

BOARD = "/board/980000/"
WORD_MAGIC = "word/document.xml"


@pytest.fixture
def leader(page: Page) -> Page:
    sign_in(page, "leader.980000")
    page.goto(BOARD)
    return page


def open_tab(page: Page, name: str) -> None:
    page.locator("nav.tabs").get_by_role("link", name=name, exact=True).click()
    expect(page.locator("nav.tabs [aria-current]")).to_have_text(name)


def test_a_number_leads_to_its_rows_and_back(leader: Page) -> None:
    number = leader.locator(".headline .bad-ink a").first
    count = int(re.search(r"\d+", number.inner_text()).group())  # type: ignore[union-attr]
    number.click()
    leader.wait_for_url("**/list/?**")
    rows = leader.locator("main table tbody th[scope=row] a")
    assert rows.count() == count, "the list shows what the number counts"
    name = rows.first.inner_text()
    rows.first.click()
    expect(leader.locator("h1")).to_contain_text(name)
    leader.locator(".js-plotly-plot .main-svg").first.wait_for()
    leader.go_back()
    expect(rows).to_have_count(count)
    leader.go_back()
    expect(leader.locator(".headline")).to_be_visible()


def test_tiles_and_cells_lead_down_and_back_leads_up(leader: Page) -> None:
    open_tab(leader, "各地区")
    overview = leader.url
    leader.locator(".tiles a").first.click()
    assert "/board/980100/" in leader.url
    leader.go_back()
    assert leader.url == overview
    leader.locator(".heat td a").first.click()
    leader.locator(".js-plotly-plot .main-svg").first.wait_for()
    leader.go_back()
    expect(leader.locator(".heat")).to_be_visible()
    leader.goto("/board/980100/")
    open_tab(leader, "区域对比")
    expect(leader.locator("main table").first).to_be_visible()


def test_pages_of_a_plan_stand_side_by_side(leader: Page) -> None:
    leader.locator("h1 a").click()
    for name in ("分解核对", "综合指数", "重点任务", "指标与进展"):
        open_tab(leader, name)
        expect(leader.locator("main h2").first).to_be_visible()
    open_tab(leader, "重点任务")
    count = leader.locator(".counts a", has_text="到期未完成")
    number = int(count.locator("b").inner_text())
    count.click()
    expect(leader.locator("tr[id^=task-]")).to_have_count(number)
    leader.get_by_title("去掉这一条件").click()
    assert leader.locator("tr[id^=task-]").count() > number


def test_a_report_is_asked_for_made_by_the_worker_and_taken_home(
    leader: Page, assert_accessible: Callable[[Page], None]
) -> None:
    leader.get_by_role("link", name="报告", exact=True).first.click()
    leader.locator("input[name=kind]").first.check()
    leader.get_by_role("button", name="生成 Word 和 Excel").click()
    word = leader.locator("main a", has_text="Word").first
    word.wait_for(timeout=120_000)
    assert_accessible(leader)
    leader.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(leader)
    with leader.expect_download() as found:
        word.click()
    assert found.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(found.value.path()) as parts:
        text = parts.read(WORD_MAGIC).decode()
    assert "示范省" in text
    assert "演示数据" in text


def test_the_wall_is_left_where_it_was_entered(leader: Page) -> None:
    leader.locator("nav.tabs").get_by_role("link", name="大屏").click()
    leader.get_by_role("button", name="暂停").click()
    expect(leader.locator("[data-state]")).to_contain_text("已暂停")
    leader.get_by_role("link", name="退出大屏").click()
    expect(leader.locator(".headline")).to_be_visible()


def test_a_planner_finds_what_to_write(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, "planner.980000")
    page.goto(BOARD)
    page.locator("h1 a").click()
    page.get_by_role("link", name="年度目标").first.click()
    page.wait_for_url("**/annual/**")
    expect(page.locator("input.cell").first).to_be_visible()
    page.goto(BOARD)
    page.locator("#gaps tbody th a").first.click()
    page.get_by_role("link", name="调整目标").first.click()
    page.wait_for_url("**/revise/**")
    expect(page.locator("main form").first).to_be_visible()
