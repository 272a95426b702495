"""A whole form filled in as a clerk does it, with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

LAST_YEAR = """cell => {
  const texts = [...cell.closest('tr').querySelectorAll('[data-label=上年]')].map((each) => each.textContent);
  return (texts.at(-1) || '').trim();
}"""


def fill_by_keyboard(page: Page) -> int:
    """Last year's figure into every cell and 推进中 for every commitment, Enter after each; how many rows."""
    cells = page.locator("#entry .cell")
    cells.first.focus()
    page.keyboard.press("Control+a")
    for place in range(cells.count()):
        cell = cells.nth(place)
        expect(cell).to_be_focused()
        if cell.evaluate("cell => cell.matches('select')"):
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.insert_text(cell.evaluate(LAST_YEAR) or "—")
        page.keyboard.press("Enter")
    return page.locator('#entry [name^="seen-"]').count()
