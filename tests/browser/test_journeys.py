"""One journey per role's main task, on PostgreSQL, a real broker, a real worker and a real browser."""

from __future__ import annotations

import time
from typing import Any

import pytest

from accounts.demo import DEMO_PASSWORD
from tests.browser.filling import answer_warnings, fill_by_keyboard, paste_the_rest

COUNTY, CITY, INDICATOR = "980403", "980400", "unemployment_insured"
PATIENCE = 30  # seconds for the worker


def sign_in(page, username):
    page.goto("/account/login/")
    page.get_by_label("账号", exact=True).fill(username)
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台").wait_for()


def progress(page, standing) -> dict[str, Any]:
    """The verdict on the county's indicator as the API gives it to whoever is signed in."""
    query = f"region={COUNTY}&year=2025&indicator={INDICATOR}&standing={standing}"
    answer = page.request.get(f"/api/v1/progress/?{query}")
    assert answer.ok, answer.text()
    (row,) = answer.json()["results"]
    return row


def wait_for_year(page, standing, year):
    """The verdict once the worker has judged that year's figure."""
    end = time.monotonic() + PATIENCE
    while (row := progress(page, standing))["judged_year"] != year:
        assert time.monotonic() < end, f"the worker did not judge {standing} {year}: {row}"
        time.sleep(0.3)
    return row


@pytest.fixture
def clerk(open_page):
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, f"clerk.{COUNTY}")
    return page


@pytest.fixture
def leader(open_page):
    page = open_page()
    sign_in(page, f"leader.{CITY}")
    return page


def open_own_form(page):
    page.locator("main a.btn", has_text="填报").click()
    page.locator("#entry").wait_for()


def press(page, name):
    page.get_by_role("button", name=name).last.click()
    page.wait_for_load_state()


def open_as(open_page, username, address):
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, username)
    page.goto(address)
    return page


def test_a_figure_travels_from_the_clerk_to_the_board_and_the_api(clerk, leader, open_page, stack):
    assert progress(leader, "provisional")["judged_year"] == 2024

    open_own_form(clerk)
    count = fill_by_keyboard(clerk, until=12)
    paste_the_rest(clerk)
    assert count >= 20
    cell = clerk.get_by_role("textbox", name="失业保险参保人数 2025 年")
    cell.fill("约三万")
    press(clerk, "保存")
    assert cell.input_value() == "约三万", "what was typed is kept"
    clerk.locator("main").get_by_text("不是数字").first.wait_for()
    press(clerk, f"上报 {count} 项")
    clerk.locator(".problems", has_text="不是数字").wait_for()
    assert cell.input_value() == "约三万", "an unreadable figure is not handed up"
    cell.fill("３．２１")
    answer_warnings(clerk)
    press(clerk, f"上报 {count} 项")
    clerk.get_by_role("button", name=f"撤回 {count} 项").wait_for()

    row = wait_for_year(leader, "provisional", 2025)
    assert "provisional" in row["flags"]
    assert row["actual"] == "3.21"
    assert progress(leader, "accepted")["judged_year"] == 2024, "what is not accepted does not count"

    # The county has no reviewer of its own: its city reviews, the province accepts.
    city = open_as(open_page, f"reviewer.{CITY}", clerk.url)
    for name in ("失业保险参保人数", "工伤保险参保人数"):
        city.get_by_role("checkbox", name=f"选择 {name}").check()
    line = city.locator("tr.entry-line", has_text="失业保险参保人数")
    own = city.locator(f"[name=comment-{line.get_attribute('id').removeprefix('row-')}]")
    own.fill("请按年报数填报")
    city.get_by_placeholder("勾选要退回的项").fill("请附统计月报")
    press(city, "退回所选")

    clerk.reload()
    returned = clerk.locator(".finding-error", has_text="退回意见")
    assert returned.count() == 2
    assert "请按年报数填报" in returned.all_inner_texts()[0]
    assert "请附统计月报" in returned.all_inner_texts()[1]
    cell.fill("3.22")
    answer_warnings(clerk)
    press(clerk, "上报 2 项")
    clerk.get_by_role("button", name=f"撤回 {count} 项").wait_for()

    city.reload()
    press(city, f"审核通过全部 {count} 项")
    province = open_as(open_page, "reviewer.980000", clerk.url)
    press(province, f"接收全部 {count} 项")

    row = wait_for_year(leader, "accepted", 2025)
    assert row["actual"] == "3.22"
    assert row["flags"] == [flag for flag in row["flags"] if flag != "provisional"]
    leader.goto(f"/board/{COUNTY}/?year=2025")
    assert "规划期满" in leader.locator(".headline").inner_text()
    assert "3.22" in leader.locator("main").inner_text()
    assert "indicators.assess" in stack.worker_log.read_text()

    leader.goto(f"/reporting/history/{COUNTY}/{INDICATOR}/")
    versions = leader.locator("#year-2025 .stories > li")
    assert versions.locator(".figure-value").all_inner_texts() == ["3.22", "3.21"]
    assert "请按年报数填报" in leader.locator("#year-2025").inner_text()


@pytest.mark.parametrize(
    "path",
    ["/", "/board/980400/", "/board/980400/?year=2023&standing=provisional", "/plans/", "/account/tokens/"],
)
def test_pages_of_a_leader_open_clean_at_every_width(leader, assert_accessible, path):
    for width in (1366, 390):
        leader.set_viewport_size({"width": width, "height": 800})
        leader.goto(path)
        leader.wait_for_load_state("networkidle")
        assert leader.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{path} at {width}"
        )
        assert_accessible(leader)


def test_indicator_page_draws_its_chart_and_has_its_table(leader, assert_accessible):
    leader.goto("/board/980400/")
    leader.locator("table a", has_text="失业保险参保人数").first.click()
    leader.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert leader.locator("details table", has_text="2024").count()
    assert_accessible(leader)


def test_board_can_be_read_without_script(chromium, stack):
    context = chromium.new_context(base_url=stack.origin, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, f"leader.{CITY}")
    page.goto("/board/980400/")
    assert "项指标中" in page.locator(".headline").inner_text()
    page.locator("table a", has_text="失业保险参保人数").first.click()
    assert page.locator("table", has_text="2024").first.is_visible()
    context.close()


def test_a_leader_of_the_nation_sees_real_plans_only(open_page):
    page = open_page()
    sign_in(page, "leader.100000")
    page.goto("/board/430100/?year=2020")
    text = page.locator(".headline").inner_text()
    assert "13 项指标中" in text
    assert "11 项完成" in text
    assert page.request.get("/board/980000/").status == 404
