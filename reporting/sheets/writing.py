"""Writing a form as a workbook: protected but for the cells to fill in, every text as text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reporting.sheets.layout import RESPONSIBLE, SEEN, Column, Mark, Table

SONG, HEI = "宋体", "黑体"
INK, LINE, HEAD, OPEN, GROUP = "#1a2530", "#8b98a5", "#eef2f5", "#fff8e1", "#f6f8fa"
PROMPTS = {
    "typed": (
        "按计量单位只填数字。没有数据填“—”，零填 0。"
        "可填 ＞90、≥96、60—65、1∶4∶5；规划期累计数加括号，如〔350〕。"
    ),
    "break_note": "本年口径与上年不同的，写明变化；没有变化不填。",
}


@dataclass(frozen=True)
class Line:
    """A row to fill in: texts by the name of the column. `is_open`: its cells can be typed into."""

    texts: Mapping[str, str]
    is_open: bool
    is_part: bool = False


@dataclass(frozen=True)
class Group:
    title: str


@dataclass(frozen=True)
class Block:
    table: Table
    lines: tuple[Line | Group, ...]


@dataclass(frozen=True)
class Foot:
    responsible: str
    filled_by: str
    reviewed_by: str
    reported_on: str


@dataclass(frozen=True)
class Book:
    """`facts`: label and text of the form's head (表号 …); `period`, `unit`: the line above the table."""

    mark: Mark
    title: str
    facts: tuple[tuple[str, str], ...]
    period: str
    unit: str
    blocks: tuple[Block, ...]
    foot: Foot
    made_at: datetime
    is_fillable: bool


def written(book: Book) -> bytes:
    """The .xlsx file."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": SONG, "font_size": 10},
    }
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"title": book.title, "created": book.made_at.replace(tzinfo=None)})
    for block in book.blocks:
        _Page(workbook, book, block).write()
    workbook.close()
    return stream.getvalue()


def _lines(column: Column, text: str) -> int:
    """How many lines a text takes in its column; a Chinese character is as wide as two digits."""
    room = max(1.0, column.width - 1)
    return sum(
        max(1, ceil(sum(2 if ord(each) > 0x2000 else 1 for each in part) / room)) for part in text.split("\n")
    )


class _Page:
    """One worksheet while it is being written."""

    def __init__(self, workbook: Any, book: Book, block: Block) -> None:
        self.workbook, self.book, self.block = workbook, book, block
        self.columns = block.table.columns
        self.sheet: Worksheet = workbook.add_worksheet(block.table.sheet)
        self.last = len(self.columns) - 2  # the last but one: the check mark at the end is hidden
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def write(self) -> None:
        top = self._head()
        row = top + 1
        for line in self.block.lines:
            if isinstance(line, Group):
                self._group(row, line)
            else:
                self._line(row, line)
            row += 1
        self._validate(top + 1, row - 1)
        self._foot(row)
        self._set_up(top)

    def _format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            usual = {"font_name": SONG, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self.formats[key] = self.workbook.add_format({**usual, **properties})
        return self.formats[key]

    def _head(self) -> int:
        """What stands above the rows; gives the row of the table's head."""
        sheet, book = self.sheet, self.book
        sheet.write_string(0, 0, book.mark.text)
        sheet.set_row(0, None, None, {"hidden": True})
        title = self._format(font_name=HEI, font_size=16, align="center")
        sheet.merge_range(1, 0, 1, self.last, "", title)
        sheet.write_string(1, 0, book.title, title)
        sheet.set_row(1, 30)
        plain, right = self._format(), self._format(align="right")
        for row, (label, text) in enumerate(book.facts, start=2):
            sheet.write_string(row, self.last - 2, f"{label}：", right)
            sheet.write_string(row, self.last - 1, text, plain)
        row = 2 + len(book.facts)
        sheet.write_string(row, 0, f"填报单位：{book.mark.unit}", plain)
        sheet.write_string(row, 4, f"报告期：{book.period}", plain)
        sheet.write_string(row, self.last - 2, "计量单位：", right)
        sheet.write_string(row, self.last - 1, book.unit, plain)
        top = row + 1
        for index, column in enumerate(self.columns):
            head = self._format(
                bold=True, align="center", text_wrap=True, border=1, border_color=LINE, bg_color=HEAD
            )
            sheet.write_string(top, index, column.head, head)
        sheet.set_row(top, 30)
        return top

    def _group(self, row: int, group: Group) -> None:
        look = self._format(bold=True, border=1, border_color=LINE, bg_color=GROUP)
        self.sheet.write_blank(row, 0, None, look)
        self.sheet.merge_range(row, 1, row, self.last, "", look)
        self.sheet.write_string(row, 1, group.title, look)
        self.sheet.set_row(row, 20)

    def _line(self, row: int, line: Line) -> None:
        seen = zip(self.columns, self._texts(line), strict=True)
        tallest = max(_lines(column, text) for column, text in seen if column.name not in ("code", "seen"))
        self.sheet.set_row(row, max(22, 13.5 * tallest + 5))
        for index, (column, text) in enumerate(zip(self.columns, self._texts(line), strict=True)):
            look = self._cell_format(column, line)
            if text:
                self.sheet.write_string(row, index, text, look)
            else:
                self.sheet.write_blank(row, index, None, look)

    def _texts(self, line: Line) -> list[str]:
        return [line.texts.get(column.name, "") for column in self.columns]

    def _cell_format(self, column: Column, line: Line) -> Format:
        is_open = column.is_typed and line.is_open
        properties: dict[str, Any] = {
            "num_format": "@",
            "align": column.align,
            "text_wrap": column.align == "left",
            "border": 1,
            "border_color": LINE,
            "locked": not is_open,
        }
        if is_open:
            properties["bg_color"] = OPEN
        if column.name == "code":
            properties |= {"font_size": 8, "font_color": "#5d6b78"}
        if column.align == "right":
            properties["indent"] = 1
        if column.name == "name" and line.is_part:
            properties["indent"] = 2
        return self._format(**properties)

    def _validate(self, first: int, last: int) -> None:
        """A list for words; for figures only the length, since ＞90, 60—65 and 〔350〕 are figures too."""
        if last < first:
            return
        for index, column in enumerate(self.columns):
            if column.choices:
                rule: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
                rule["error_message"] = f"请从“{'、'.join(column.choices)}”中选一项。"
            elif column.is_typed:
                rule = {"validate": "length", "criteria": "<=", "value": column.longest}
                rule["error_message"] = f"最多 {column.longest} 字。"
            else:
                continue
            if self.book.is_fillable and column.name in PROMPTS:
                rule |= {"input_title": column.head, "input_message": PROMPTS[column.name]}
            self.sheet.data_validation(first, index, last, index, {**rule, "error_title": column.head})
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})

    def _foot(self, row: int) -> None:
        """The names of those who stand for the form; the head of the office can be filled in."""
        sheet, foot = self.sheet, self.book.foot
        look: dict[str, Any] = {"locked": not self.book.is_fillable, "num_format": "@", "bottom": 1}
        if self.book.is_fillable:
            look["bg_color"] = OPEN
        sheet.set_row(row, 24)
        sheet.write_string(row, 0, f"{RESPONSIBLE}：", self._format())
        sheet.merge_range(row, 1, row, 2, "", self._format(**look))
        sheet.write_string(row, 1, foot.responsible, self._format(**look))
        told = (("填表人", foot.filled_by), ("审核人", foot.reviewed_by), ("报出日期", foot.reported_on))
        places = (4, 8, 12) if self.last > 12 else (4, 6, 9)
        for place, (label, text) in zip(places, told, strict=True):
            sheet.write_string(row, place, f"{label}：{text}", self._format())
        sheet.write_string(row, self.last + 1, foot.responsible, self._format())

    def _set_up(self, top: int) -> None:
        sheet = self.sheet
        for index, column in enumerate(self.columns):
            sheet.set_column(index, index, column.width, None, {"hidden": column.head == SEEN})
        sheet.freeze_panes(top + 1, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.hide_gridlines(2)
