"""Charts under a strict Content-Security-Policy: what the pointer is told, zoom and back, the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in

RANGES = "box => [box._fullLayout.xaxis.range.slice(), box._fullLayout.yaxis.range.slice()]"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def chart(page: Page) -> Locator:
    """The path of the first laggard of a city."""
    sign_in(page, "leader.980400")
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    )
    page.goto("/board/980400/")
    page.locator("#gaps tbody a").first.click()
    box = page.locator("[data-chart]").first
    box.locator(".main-svg").first.wait_for()
    box.scroll_into_view_if_needed()
    return box


def ranges(chart: Locator) -> Any:
    return chart.evaluate(RANGES)


def drag(chart: Locator) -> None:
    page, area = chart.page, chart.locator(".nsewdrag").first.bounding_box()
    assert area is not None
    at: Callable[[float], tuple[float, float]] = lambda share: (  # noqa: E731
        area["x"] + area["width"] * share,
        area["y"] + area["height"] * share,
    )
    page.mouse.move(*at(0.3))
    page.mouse.down()
    page.mouse.move(*at(0.5), steps=3)
    page.mouse.move(*at(0.7), steps=3)
    page.mouse.up()


def test_pointer_is_told_the_figure_as_printed(chart: Locator) -> None:
    chart.locator(".scatterlayer .point").nth(2).hover(force=True)
    label = chart.locator(".hoverlayer")
    expect(label).to_contain_text("2022")
    expect(label).to_contain_text("实际")
    told = label.text_content() or ""
    row = chart.page.locator(".chart-table tbody tr", has=chart.page.locator("th", has_text="2022")).first
    printed = row.locator("td").first.text_content() or "?"
    assert printed.strip() in told


def test_zoom_changes_the_range_and_is_undone(chart: Locator) -> None:
    whole = ranges(chart)
    drag(chart)
    expect(chart.page.locator(".plotly-notifier")).to_contain_text("双击还原")
    near = ranges(chart)
    assert near != whole
    chart.get_by_role("button", name="还原").click()
    assert ranges(chart) == whole
    chart.get_by_role("button", name="放大").click()
    assert ranges(chart)[1][0] > whole[1][0]
    chart.get_by_role("button", name="缩小").click()
    drag(chart)
    chart.locator(".nsewdrag").first.dblclick()
    chart.page.wait_for_function(
        f"whole => JSON.stringify(({RANGES})(document.querySelector('[data-chart]'))) === whole",
        arg=chart.page.evaluate("whole => JSON.stringify(whole)", whole),
    )


def test_picture_is_kept_under_a_chinese_name(chart: Locator) -> None:
    chart.hover()
    with chart.page.expect_download() as found:
        chart.get_by_role("button", name="下载图片").click()
    heading = (chart.page.locator("h1").text_content() or "").strip()
    assert found.value.suggested_filename == f"{heading} 路径.png"
    picture = found.value.path().read_bytes()
    assert picture.startswith(PNG)
    assert len(picture) > 10_000


def test_finger_scrolls_the_page_over_a_chart(chart: Locator) -> None:
    """What a finger drags is the page: the chart neither zooms nor takes the touch for itself."""
    address, state = chart.page.url, chart.page.context.storage_state()
    browser = chart.page.context.browser
    assert browser is not None
    context = browser.new_context(
        storage_state=state, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address)
    box = page.locator("[data-chart]").first
    box.locator(".main-svg").first.wait_for()
    box.scroll_into_view_if_needed()
    whole, before, area = ranges(box), page.evaluate("scrollY"), box.bounding_box()
    assert area is not None
    finger = context.new_cdp_session(page)
    x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        moved = [{"x": x, "y": y - 20 * step}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("before => scrollY > before + 50", arg=before)
    assert ranges(box) == whole
    context.close()
