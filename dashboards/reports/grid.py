"""A sheet of the Excel annex: title, head that stays, rows, and how it prints. Every text is a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.reports.content import Number

SONG, HEI = "宋体", "黑体"
INK, LINE, HEAD = "#1a2530", "#8b98a5", "#e8eef4"
LONGEST = 32_000  # characters of a cell; Excel holds 32,767
PLAIN = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?%?")
DIGITS = 15  # that a cell's number can hold
LINE_HEIGHT = 15.0

Cell = str | int | Number | None


@dataclass(frozen=True)
class Column:
    title: str
    width: float
    is_number: bool = False


def plain(text: str) -> tuple[Decimal, str] | None:
    """A printed figure as a number with the format that prints it again; None for every other notation."""
    found = PLAIN.fullmatch(text)
    if found is None or sum(each.isdigit() for each in text) > DIGITS:
        return None
    decimals = len(found[1] or "")
    shape = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    value = Decimal(text.rstrip("%").replace(",", "").replace("−", "-"))
    shape = f'{shape}"%"' if text.endswith("%") else shape
    return value, f"+{shape}" if text.startswith("+") else shape


class Sheet:
    """`next` is the first free row, counted from 0."""

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[Column]) -> None:
        self.workbook, self.columns, self.name = workbook, tuple(columns), name
        self.page: Worksheet = workbook.add_worksheet(name)
        for place, column in enumerate(self.columns):
            self.page.set_column(place, place, column.width)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.next = 0

    def title(self, text: str, note: str = "") -> None:
        """In the middle over all columns, as over a printed table."""
        style = self.format(font_name=HEI, font_size=16, border=0, align="center", valign="vcenter")
        self.page.merge_range(self.next, 0, self.next, len(self.columns) - 1, "", style)
        self.page.write_string(self.next, 0, text[:LONGEST], style)
        self.page.set_row(self.next, 28)
        self.next += 1
        if note:
            self.page.write_string(self.next, 0, note[:LONGEST], self.format(border=0, font_color="#5a6774"))
            self.next += 1

    def head(self) -> int:
        """Stays on the screen and stands on every printed page; its row is answered."""
        head = self.format(
            bold=True, bg_color=HEAD, align="center", valign="vcenter", text_wrap=True, font_name=HEI
        )
        for place, column in enumerate(self.columns):
            self.page.write_string(self.next, place, column.title, head)
        tallest = max(_lines(each.width, each.title) for each in self.columns)
        self.page.set_row(self.next, tallest * LINE_HEIGHT + 4)
        self.page.freeze_panes(self.next + 1, 0)
        self.page.repeat_rows(self.next)
        self.next += 1
        return self.next - 1

    def row(self, cells: Sequence[Cell], **style: Any) -> int:
        """One row, as tall as its texts need; its place is answered."""
        for place, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            self.cell(self.next, place, cell, column, **style)
        texts = zip((text_of(each) for each in cells), self.columns, strict=True)
        tallest = max(_lines(column.width, text) for text, column in texts)
        self.page.set_row(self.next, max(18.0, tallest * LINE_HEIGHT + 3))
        self.next += 1
        return self.next - 1

    def cell(self, row: int, place: int, cell: Cell, column: Column, **style: Any) -> None:
        """A number as a number that looks as printed; whatever else it is, as text."""
        text = text_of(cell)
        number = plain(text) if column.is_number else None
        align = {"align": "right" if column.is_number else "left"}
        if number is not None:
            shown = self.format(num_format=number[1], valign="vcenter", **align, **style)
            self.page.write_number(row, place, float(number[0]), shown)
        else:
            shown = self.format(text_wrap=True, valign="vcenter", **align, **style)
            self.page.write_string(row, place, text[:LONGEST], shown)

    def line(self, text: str) -> None:
        """A remark under a table."""
        self.page.write_string(self.next, 0, text[:LONGEST], self.format(border=0, font_color="#5a6774"))
        self.next += 1

    def print_setup(self, *, landscape: bool = True) -> None:
        self.page.set_paper(9)  # A4
        if landscape:
            self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.page.set_footer('&C&"宋体"— &P —')

    def format(self, **style: Any) -> Any:
        chosen = {
            "font_name": SONG, "font_size": 10.5, "font_color": INK, "border": 1, "border_color": LINE,
            **style,
        }  # fmt: skip
        key = tuple(sorted(chosen.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(chosen)
        return self._formats[key]


def text_of(cell: Cell) -> str:
    if cell is None:
        return "—"
    return cell.text if isinstance(cell, Number) else str(cell)


def _lines(width: float, text: str) -> int:
    """How many lines a text takes; a Chinese character is as wide as two digits."""
    room = max(1.0, width - 1)
    lines = (sum(1 if each < "\u0100" else 2 for each in line) for line in text.split("\n"))
    return sum(max(1, ceil(length / room)) for length in lines)
