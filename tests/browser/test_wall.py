"""大屏 on a wall: it goes on by itself, stops when told to, and nothing on it is cut off or too small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import sign_in
from tests.servers import Stack

WALL = "/board/980000/wall/"
FULL_HD, ULTRA_HD = ViewportSize(width=1920, height=1080), ViewportSize(width=3840, height=2160)
CUT = """() => [...document.querySelectorAll("[data-panel]:not([hidden]), [data-panel]:not([hidden]) *")]
  .filter((each) => each.scrollHeight > each.clientHeight + 2 && getComputedStyle(each).overflowY === "hidden"
    && !each.closest(".visually-hidden")).map((each) => each.outerHTML.slice(0, 120))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll("[data-panel]:not([hidden]) *")]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && each.getClientRects().length && !each.closest(".visually-hidden, .strip-key"))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, stack: Stack) -> str:
    """The session of a leader, as a file of cookies would keep it."""
    context = chromium.new_context(base_url=stack.origin, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "leader.980000")
    (session,) = (each["value"] for each in context.cookies() if each["name"].startswith("session"))
    context.close()
    return str(session)


@pytest.fixture
def wall(chromium: Browser, stack: Stack, signed_in: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open on a wall screen; a test may ask for `reduce`d motion by its parameter."""
    motion = getattr(request, "param", "no-preference")
    context = chromium.new_context(
        base_url=stack.origin, viewport=FULL_HD, locale="zh-CN", timezone_id="Asia/Shanghai",
        reduced_motion=motion,
    )  # fmt: skip
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sessionid", "value": signed_in, "url": stack.origin}])
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert not said, "\n".join(said)


def shown(page: Page) -> str:
    """The panel on the screen; there is one."""
    (only,) = page.locator("[data-panel]:visible").all()
    return str(only.get_attribute("id"))


def hurry(page: Page) -> None:
    """To the last moment of the panel."""
    page.locator("[data-progress]").evaluate("bar => { bar.getAnimations()[0].currentTime = 4900; }")


def test_panels_follow_each_other_until_stopped(wall: Page) -> None:
    wall.goto(f"{WALL}?seconds=5")
    assert shown(wall) == "overview"
    expect(wall.locator("[data-state]")).to_contain_text("每屏 5 秒")
    hurry(wall)
    expect(wall.locator("#gaps-1")).to_be_visible()
    assert wall.url.endswith("#gaps-1")
    wall.get_by_role("button", name="暂停").click()
    expect(wall.locator("[data-state]")).to_contain_text("已暂停")
    hurry(wall)
    wall.wait_for_timeout(500)
    assert shown(wall) == "gaps-1"
    wall.get_by_role("button", name="继续").click()
    expect(wall.locator("#gaps-1")).to_be_hidden()


def test_keys_move_stop_and_leave(wall: Page) -> None:
    wall.goto(WALL)
    order = [each.get_attribute("id") for each in wall.locator("[data-panel]").all()]
    wall.keyboard.press("Space")
    expect(wall.locator("[data-state]")).to_contain_text("已暂停")
    for key, panel in (
        ("ArrowRight", order[1]), ("ArrowLeft", order[0]), ("ArrowLeft", order[-1]), ("Home", order[0]),
        ("End", order[-1]),
    ):  # fmt: skip
        wall.keyboard.press(key)
        assert shown(wall) == panel, key
    expect(wall.locator("[data-place][aria-current]")).to_have_attribute("href", f"#{order[-1]}")
    wall.keyboard.press("Escape")
    wall.wait_for_url("**/board/980000/")


def test_pointer_and_focus_hold_the_wall(wall: Page) -> None:
    wall.goto(f"{WALL}#gaps-1")
    wall.mouse.move(400, 400)
    wall.mouse.move(420, 420)
    expect(wall.locator("[data-state]")).to_contain_text("停留中")
    wall.mouse.move(700, 20)
    wall.mouse.move(710, 22)
    expect(wall.locator("[data-state]")).to_contain_text("每屏 15 秒")
    wall.locator("#gaps-1 a").first.focus()
    wall.keyboard.press("Tab")
    expect(wall.locator("[data-state]")).to_contain_text("停留中")


@pytest.mark.parametrize("wall", ["reduce"], indirect=True)
def test_who_asks_for_less_motion_starts_paused(wall: Page) -> None:
    wall.goto(WALL)
    expect(wall.locator("[data-state]")).to_contain_text("已暂停")
    expect(wall.get_by_role("button", name="继续")).to_be_visible()


def test_fresh_figures_come_with_the_panel_and_the_pause_kept(wall: Page) -> None:
    wall.clock.install()
    wall.goto(f"{WALL}#regions")
    wall.keyboard.press("Space")
    with wall.expect_navigation():
        wall.clock.fast_forward("10:05")
    expect(wall.locator("[data-state]")).to_contain_text("已暂停")
    assert shown(wall) == "regions"


@pytest.mark.parametrize("screen", [FULL_HD, ULTRA_HD], ids=["1080", "2160"])
def test_nothing_is_cut_off_or_too_small(wall: Page, screen: ViewportSize) -> None:
    wall.set_viewport_size(screen)
    for code in ("980000", "980400", "980403"):
        wall.goto(f"/board/{code}/wall/")
        wall.keyboard.press("Space")
        for _ in range(wall.locator("[data-panel]").count()):
            place = f"{code} {shown(wall)}"
            assert wall.evaluate(CUT) == [], place
            # 22 px of 1920: 14 mm on a screen 1.2 m wide, for what is said aside; figures are twice as large.
            assert wall.evaluate(SMALLEST) >= 0.0115 * screen["width"], place
            wall.keyboard.press("ArrowRight")
        size = wall.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size == [screen["width"], screen["height"]]
