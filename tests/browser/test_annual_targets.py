"""A planner sets annual targets with the keyboard, then revises a target; 甲区's plan serves this journey."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.filling import PASTE

PLANNER, INDICATOR = "planner.980101", "基本养老保险参保率"


def test_planner_sets_annual_targets_and_revises_a_target(open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, PLANNER)
    page.goto("/plans/?region=980101")
    page.get_by_role("link", name="人力资源和社会保障事业发展").first.click()
    page.get_by_role("link", name="年度目标").click()
    line = page.locator("[data-line]", has=page.get_by_role("rowheader", name=INDICATOR))
    cells = line.locator(".cell")
    told = line.locator("[data-told]")
    line.get_by_role("button", name="按直线填").click()
    expect(told).to_have_text("达到目标")
    straight = [cell.input_value() for cell in cells.all()]
    cells.last.fill("1")
    expect(told).to_have_text("未达到目标")
    cells.last.press("Escape")
    expect(cells.last).to_have_value("")
    cells.first.evaluate(PASTE, "\t".join(straight))
    expect(told).to_have_text("达到目标")
    cells.first.press("Enter")
    expect(cells.first).not_to_be_focused()
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status")).to_contain_text(["已保存 1 项指标的 5 处改动"])
    expect(cells.last).to_have_value(straight[-1])

    row = line.get_attribute("data-line")
    page.goto(f"/targets/{row}/revise/")
    page.get_by_label("新目标").fill("97.5")
    page.get_by_label("生效日期").fill("2023-06-30")
    page.get_by_label("调整原因").fill("中期评估后调整")
    page.get_by_label("批准机关").fill("甲区人民政府")
    page.get_by_label("批准文号").fill("甲政发〔2023〕7号")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("row", name="2023 年")).to_be_visible()
    page.get_by_role("button", name="确认调整").click()
    expect(page.get_by_role("status").first).to_contain_text("调整为“97.5”")
