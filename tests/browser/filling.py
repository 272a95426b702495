"""A whole form filled in as a clerk does it, with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

LAST_YEAR = """cell => {
  const texts = [...cell.closest('tr').querySelectorAll('[data-label=上年]')].map((each) => each.textContent);
  return (texts.at(-1) || '').trim();
}"""


PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  return cell.dispatchEvent(event);
}"""


def fill_by_keyboard(page: Page, until: int | None = None) -> int:
    """Last year's figure into every cell and 推进中 for every commitment, Enter after each; how many rows.

    `until`: only so many cells are filled.
    """
    cells = page.locator("#entry .cell")
    cells.first.focus()
    page.keyboard.press("Control+a")
    for place in range(cells.count() if until is None else until):
        cell = cells.nth(place)
        expect(cell).to_be_focused()
        if cell.evaluate("cell => cell.matches('select')"):
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.insert_text(cell.evaluate(LAST_YEAR) or "—")
        page.keyboard.press("Enter")
    return page.locator('#entry [name^="seen-"]').count()


def paste_the_rest(page: Page) -> None:
    """Last year's figures into the cells still empty, as one block; 推进中 for every commitment."""
    cells = page.locator("#entry input.cell")
    empty = [place for place in range(cells.count()) if not cells.nth(place).input_value()]
    texts = [cells.nth(place).evaluate(LAST_YEAR) or "—" for place in range(empty[0], cells.count())]
    cells.nth(empty[0]).evaluate(PASTE, "\n".join(texts))
    for select in page.locator("#entry select.cell").all():
        select.select_option("under_way")


def answer_warnings(page: Page) -> None:
    """A note in every row that asks for one."""
    expect(page.locator("[data-state]")).to_contain_text("已保存")
    for row in page.locator("tr.finding:has(.finding-warning:not(.is-answered))").all():
        page.locator(f"[name=note-{row.get_attribute('data-row')}]").fill("已核实，以年报为准")
