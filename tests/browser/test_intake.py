"""A planner brings documents in: a file, up to verdicts and a revision; pasted text, with a conflict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, sign_in

PLANNER = "planner.980300"
SAMPLES = Path(__file__).parents[1] / "cases" / "reading"
TWO_PERIODS = (SAMPLES / "two_periods_completion_and_targets.txt").read_text("utf-8")
CONFLICTING = (SAMPLES / "one_cell_per_line_conflicting_prose.txt").read_text("utf-8")
REVISED = {"| 3.0 |": "| 3.2 |", "达到3%": "达到3.2%", "| 1000 |": "| 1200 |", "达到1000家": "达到1200家"}
APPROVAL = {
    "生效日期": "2023-06-30",
    "调整原因": "中期评估后调整",
    "批准机关": "市人民政府",
    "批准文号": "科发〔2023〕7号",
}
VERDICTS = 30_000  # milliseconds for the worker


def planning(open_page: OpenPage) -> Page:
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, PLANNER)
    page.goto("/intake/")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def send_file(page: Page, name: str, text: str) -> None:
    page.get_by_label("规划文件", exact=True).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    press(page, "读取")
    expect(page.get_by_role("heading", name="待确认")).to_be_visible()


def take_all(page: Page) -> None:
    """What nothing speaks against at once, the rest after a look."""
    if page.get_by_role("button", name="全部采用没有存疑的").count():
        press(page, "全部采用没有存疑的")
    if page.get_by_role("link", name="全部采用…").count():
        page.get_by_role("link", name="全部采用…").click()
        for box in page.get_by_role("checkbox").all():
            box.check()
        press(page, "采用")
    expect(page.get_by_role("heading", name="项全部决定")).to_be_visible()


def row_of(page: Page, name: str) -> Locator:
    """By its id: while it is edited it does not show its name."""
    found = page.locator(".intake-row", has=page.get_by_role("rowheader", name=name))
    return page.locator(f"#{found.get_attribute('id')}")


def test_a_document_becomes_a_plan_with_verdicts_and_its_revision_two_targets(
    open_page: OpenPage, assert_accessible: Callable[[Page], None]
) -> None:
    page = planning(open_page)
    send_file(page, "科技创新规划.txt", TWO_PERIODS)
    take_all(page)
    page.get_by_role("link", name="生成规划").click()
    expect(page.get_by_label("规划名称")).to_have_value("星河市“十三五”科技创新发展规划")
    assert_accessible(page)
    press(page, "生成规划")
    expect(page.get_by_role("heading", name="规划已生成，尚未发布")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="发布…").click()
    press(page, "确认发布")
    expect(page.get_by_role("heading", level=1)).to_contain_text("“十四五”科技创新发展规划")
    expect(page.get_by_role("row", name="高新技术企业数")).to_contain_text("1000")
    assert_accessible(page)
    plan = page.url

    page.goto("/plans/?region=980300")
    page.get_by_role("link", name="星河市“十三五”科技创新发展规划").click()
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="R&D经费占GDP比重")).to_contain_text("未完成", timeout=VERDICTS)
    for name in (
        "每万人发明专利拥有量",
        "高新技术企业数",
        "技术合同成交额",
        "科技进步贡献率",
        "公民具备科学素质比例",
    ):
        line = rows.filter(has_text=name)
        expect(line).to_contain_text("完成")
        expect(line).not_to_contain_text("未完成")

    text = TWO_PERIODS
    for old, new in REVISED.items():
        assert old in text
        text = text.replace(old, new)
    page.goto("/intake/")
    page.get_by_label("修订已有规划").select_option(plan.rstrip("/").split("/")[-1])
    send_file(page, "科技创新规划（修订）.txt", text)
    take_all(page)
    page.get_by_role("link", name="与现行目标比较").click()
    expect(page.get_by_role("row", name="高新技术企业数")).to_contain_text("1200")
    assert_accessible(page)
    for label, typed in APPROVAL.items():
        page.get_by_label(label).fill(typed)
    press(page, "调整 2 项目标")
    expect(page.get_by_role("status").first).to_contain_text("已调整 2 项目标")
    for name, old, new in (("R&D经费占GDP比重", "3.0", "3.2"), ("高新技术企业数", "1000", "1200")):
        page.goto(plan)
        page.get_by_role("link", name=name).first.click()
        expect(page.locator("main")).to_contain_text("中期评估后调整")
        expect(page.locator("main")).to_contain_text(old)
        expect(page.locator("main")).to_contain_text(new)


def test_a_conflict_stands_first_and_a_bad_figure_is_told(
    open_page: OpenPage, assert_accessible: Callable[[Page], None]
) -> None:
    page = planning(open_page)
    page.get_by_label("或粘贴文字").fill(CONFLICTING)
    press(page, "读取")
    concerns = page.locator(".intake-concerns > li")
    expect(concerns.first).to_contain_text("表中目标为“28万亩”，正文第 21 行写“30万亩”")
    first, indicators = concerns.first.bounding_box(), page.locator("#indicators").bounding_box()
    assert first
    assert indicators
    assert first["y"] < indicators["y"]
    assert_accessible(page)

    row = row_of(page, "高标准农田面积")
    row.locator(".intake-line td").nth(3).click()
    place = page.locator("#text :target")
    expect(place).to_contain_text("高标准农田面积")
    expect(place).to_be_in_viewport()

    row.get_by_role("link", name="修改").click()
    target, note = row.get_by_label("目标", exact=True), row.get_by_label("类别")
    target.fill("约30万几")
    note.fill("粮食和耕地")
    row.get_by_role("button", name="保存并采用").click()
    expect(row.locator(".field-error")).to_contain_text("“约30万几”带有“万几”")
    expect(target).to_have_value("约30万几")
    expect(note).to_have_value("粮食和耕地")
    assert_accessible(page)
    target.fill("３０")
    row.get_by_role("button", name="保存并采用").click()
    expect(row).to_contain_text("已确认")
    expect(row).to_contain_text("30")
    expect(page.get_by_role("heading", name="待确认")).to_be_visible()
    page.reload()
    expect(row).to_contain_text("已修改")
    expect(concerns.first).to_contain_text("已决定")
