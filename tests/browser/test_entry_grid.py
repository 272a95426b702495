"""The entry grid alive: keyboard, block paste, autosave, drafts, lost connections, two editors.

Each test has a form of its own: 壬县's, those of 示西市's three departments. 示范省's 社会保险处, which two
clerks fill, serves two tests. No journey uses them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect

from accounts.demo import DEMO_PASSWORD
from tests.browser.conftest import ARGUMENTS
from tests.browser.filling import PASTE, fill_by_keyboard
from tests.servers import Stack

COUNTY, CITY = "clerk.980303", "clerk.980400"
TWO = ("clerk.980000", "clerk.shebao.980000")
EXPECTED_OFFLINE = re.compile(r"Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|FAILED)")


def sign_in(page: Page, username: str) -> None:
    if "/account/login/" not in page.url:
        page.goto("/account/login/")
    page.get_by_label("账号", exact=True).fill(username)
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/account/login/" not in url)


def open_form(page: Page, name: str) -> str:
    """Its address."""
    page.goto("/reporting/")
    page.get_by_role("link", name=name).first.click()
    page.locator("#entry").wait_for()
    return page.url


def cells(page: Page) -> Any:
    return page.locator("input.cell")


def expect_state(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words, timeout=15_000)


def is_autosave(response: Response) -> bool:
    return response.url.endswith("/autosave/")


@pytest.fixture
def open_lenient(chromium: Browser, stack: Stack) -> Iterator[Callable[[], Page]]:
    """A page whose connection is cut on purpose: what Chromium says of that is expected, all else fails."""
    said: list[str] = []
    contexts: list[BrowserContext] = []

    def open_one() -> Page:
        context = chromium.new_context(base_url=stack.origin, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: said.append(f"script: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not [line for line in said if not EXPECTED_OFFLINE.match(line)], said


def test_a_county_is_entered_and_handed_up_with_the_keyboard_alone(page):
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, COUNTY)
    open_form(page, "壬县")
    count = fill_by_keyboard(page)
    assert count >= 20
    expect(page.locator("#tally")).to_contain_text(f"已填 {count} / {count}")
    expect_state(page, "已保存")

    last = page.locator("input.cell:not([data-aside])").last
    last.focus()
    page.keyboard.press("ArrowUp")
    expect(last).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    before = last.input_value()
    page.keyboard.insert_text("约三万")
    page.keyboard.press("Escape")
    expect(last).to_have_value(before)

    # Handed up at once: what was typed last is saved on the way.
    wide = before.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})
    page.keyboard.insert_text(wide)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name=f"撤回 {count} 项").wait_for()
    assert wide in page.locator("#entry").inner_text()


def test_a_block_is_pasted_with_one_request_and_can_be_taken_back(page):
    sign_in(page, CITY)
    address = open_form(page, "人力资源和社会保障局")
    count = cells(page).count()
    saves: list[str] = []
    page.on("response", lambda response: saves.append(response.url) if is_autosave(response) else None)

    block = '1,234.5\t"甲、乙,丙\n第二行说""可"""\r\n\t不动\r\n１２．５\t\r\n—\t无数据\r\n'
    with page.expect_response(is_autosave):
        assert not cells(page).nth(1).evaluate(PASTE, block), "the browser's own paste is not wanted as well"
    notes = page.locator("input.note-input")
    assert [cells(page).nth(place).input_value() for place in range(6)] == [
        "", "1,234.5", "", "１２．５", "—", "",
    ]  # fmt: skip
    assert page.locator('[name^="note-"]').nth(1).input_value() == '甲、乙,丙 第二行说"可"'
    expect(page.locator("[data-pasted]")).to_contain_text("已粘贴 4 项")
    expect_state(page, "已保存")
    assert len(saves) == 1, "one request for the block"
    page.reload()
    assert cells(page).nth(3).input_value() == "１２．５", "the server has it"

    cells(page).nth(count - 2).evaluate(PASTE, "1\n2\n3\n4\n")
    expect(page.locator("[data-pasted]")).to_contain_text("已粘贴 2 项，另有 2 行没有对应的指标")
    page.get_by_role("button", name="撤销粘贴").click()
    assert cells(page).nth(count - 1).input_value() == ""
    expect_state(page, "已保存")

    names = page.locator("tr.entry-line").evaluate_all("rows => rows.map((row) => row.dataset.name)")
    lines = ["指标\t备注\t2025 本年", f"{names[7]}（人）\t见附件\t7", f"{names[5]}\t\t5", "没有这一项\t\t9"]
    cells(page).nth(0).evaluate(PASTE, "\n".join(lines))
    expect(page.locator("[data-pasted]")).to_contain_text("已粘贴 2 项，另有 1 行没有对应的指标")
    assert [cells(page).nth(place).input_value() for place in (0, 5, 7)] == ["", "5", "7"]
    assert notes.nth(7).input_value() == "见附件"
    page.keyboard.press("Control+z")
    assert [cells(page).nth(place).input_value() for place in (5, 7)] == ["", ""]
    assert cells(page).nth(1).evaluate(PASTE, "8"), "a single value is pasted as everywhere"
    assert page.url == address


@pytest.fixture
def profile(chromium: Browser, stack: Stack, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """A browser with a profile on disk, as on an office computer: started, killed, started again."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path,
            executable_path=shutil.which(os.environ.get("CHROMIUM", "chromium")),
            args=ARGUMENTS,
            base_url=stack.origin,
            locale="zh-CN",
        )
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def test_a_killed_page_loses_nothing(profile, page):
    context = profile()
    typing = context.new_page()
    sign_in(typing, CITY)
    address = open_form(typing, "就业服务中心")
    cells(typing).nth(1).fill("12.34")
    typing.locator("input.note-input").nth(2).fill("没有来得及保存的说明")
    with pytest.raises(Error, match="crash"):
        typing.goto("chrome://crash")
    context.close()

    sign_in(page, CITY)
    page.goto(address)
    assert page.locator("input.note-input").nth(2).input_value() == "", "it never reached the server"

    again = profile().new_page()
    again.goto(address)
    sign_in(again, CITY)
    assert cells(again).nth(1).input_value() == "12.34"
    assert again.locator("input.note-input").nth(2).input_value() == "没有来得及保存的说明"
    expect(again.locator("[data-restored]")).to_contain_text("已放回表中")
    expect_state(again, "已保存")
    page.reload()
    assert page.locator("input.note-input").nth(2).input_value() == "没有来得及保存的说明"


def test_without_a_connection_it_is_kept_and_saved_when_it_is_back(open_lenient, page):
    typing = open_lenient()
    sign_in(typing, CITY)
    address = open_form(typing, "社会保险中心")
    typing.context.set_offline(True)
    cells(typing).first.fill("95.1")
    typing.keyboard.press("Enter")
    expect_state(typing, "离线，已存在本机，恢复后自动保存")
    typing.on("dialog", lambda dialog: dialog.accept())
    typing.get_by_role("button", name=re.compile("上报")).click()
    expect(typing.locator("[data-pasted]")).to_contain_text("没有发出")
    typing.context.set_offline(False)
    expect_state(typing, "已保存")

    # The server has it, but its answer gets lost, and typing goes on: no conflict with oneself.
    def lose(route):
        route.fetch()
        route.abort()

    typing.route("**/autosave/", lose, times=1)
    cells(typing).first.fill("95.2")
    expect_state(typing, "离线")
    cells(typing).first.fill("95.3")
    expect_state(typing, "已保存")
    assert not typing.locator("[data-take]").count()
    sign_in(page, CITY)
    page.goto(address)
    assert cells(page).first.input_value() == "95.3"


def test_a_session_that_ends_keeps_what_is_typed_for_its_own_editor(page):
    first, second = TWO
    sign_in(page, first)
    open_form(page, "社会保险处")
    page.context.clear_cookies(name="sessionid")
    cells(page).nth(3).fill("88.8")
    page.keyboard.press("Enter")
    expect_state(page, "登录已过期，请重新登录（内容已存在本机）")
    page.get_by_role("link", name="重新登录").click()
    page.wait_for_url("**/account/login/**")
    sign_in(page, second)
    assert cells(page).nth(3).input_value() == "", "another person's draft is not shown"
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/account/login/**")
    sign_in(page, first)
    open_form(page, "社会保险处")
    assert cells(page).nth(3).input_value() == "88.8"
    expect_state(page, "已保存")


def test_two_editors_choose_and_overwrite_nothing(open_page, assert_accessible):
    mine, theirs = open_page(), open_page()
    for page, username in zip((mine, theirs), TWO, strict=True):
        sign_in(page, username)
        open_form(page, "社会保险处")
    own_window = mine.context.new_page()
    own_window.goto(mine.url)

    for place, text in enumerate(("94.1", "94.2", "94.3")):
        with theirs.expect_response(is_autosave):
            cells(theirs).nth(place).fill(text)
            theirs.keyboard.press("Enter")
    expect_state(theirs, "已保存")
    for place in range(2):
        cells(mine).nth(place).fill(f"95.{place}")
    mine.keyboard.press("Control+s")
    expect_state(mine, "有 2 项被改过")
    told = mine.locator(".finding-conflict")
    expect(told.first).to_contain_text("对方 94.1，您 95.0")
    assert_accessible(mine)

    told.first.get_by_role("button", name="用对方的").click()
    expect(cells(mine).first).to_have_value("94.1")
    expect(told).to_have_count(1)
    told.get_by_role("button", name="用我的").click()
    expect(told).to_have_count(0)
    expect_state(mine, "已保存")
    theirs.reload()
    assert [cells(theirs).nth(place).input_value() for place in range(3)] == ["94.1", "95.1", "94.3"]

    cells(own_window).nth(1).fill("96")
    own_window.keyboard.press("Control+s")
    expect(own_window.locator(".finding-conflict")).to_contain_text("您在另一窗口")
