"""The two sheets of a workbook: rows under Chinese headings, and notes. Every text stays a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from config.formats.cells import WRITE, write_text
from config.formats.columns import Column, Kind

WIDEST, NARROWEST, SAMPLE = 44, 9, 200
HEAD = 2  # rows: the heading, and the name of the column
ONE_PAGE = 190  # characters in a row that can be read on one A4 page
FOLDED = ("max", "kind", "cumulative", "members")  # parts of figures that few rows have
SONG, HEI = "宋体", "黑体"
INK, MUTED, FILL, LINE = "#1a2530", "#5a6774", "#e8eef4", "#b8c4cf"
SHAPES: dict[Kind, str] = {"date": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm:ss"}


@contextmanager
def opened(path: Path, title: str) -> Iterator[Workbook]:
    """A workbook whose rows go to the disk beside `path` as they are written; closed whatever happens."""
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "default_format_properties": {"font_name": SONG, "font_size": 10.5, "font_scheme": False},
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"title": title, "created": datetime.now(UTC).replace(tzinfo=None)})
    try:
        yield workbook
    finally:
        workbook.close()


class Rows:
    """The list: a head that stays and filters, columns as wide as their first rows need."""

    def __init__(self, workbook: Workbook, label: str, columns: Sequence[Column], sample: Sequence[Any]):
        self.page: Any = workbook.add_worksheet(label)
        self.columns = columns
        self.headed = [(each, each.heading or each.name) for each in columns]
        self.count = 0
        base = {"font_name": SONG, "font_size": 10.5, "font_color": INK, "valign": "vcenter"}
        self.cells = [
            (WRITE[each.kind], workbook.add_format({**base, **_style(each.kind)})) for each in columns
        ]
        self._head(workbook, sample)

    def _head(self, workbook: Workbook, sample: Sequence[Any]) -> None:
        base = {"bg_color": FILL, "text_wrap": True, "valign": "vcenter", "indent": 1}
        title = workbook.add_format({**base, "font_name": HEI, "font_size": 10.5, "bold": True, "top": 1,
                                     "top_color": LINE, "font_color": INK})  # fmt: skip
        name = workbook.add_format({**base, "font_name": "Consolas", "font_size": 8, "font_color": MUTED,
                                    "bottom": 1, "bottom_color": LINE})  # fmt: skip
        self.width = 0.0
        folded = {"level": 1, "hidden": True}
        for place, (column, heading) in enumerate(self.headed):
            width, is_folded = _width(column, heading, sample), _is_folded(column, self.columns)
            self.page.set_column(place, place, width, None, folded if is_folded else {})
            self.width += 0 if is_folded else width
        self.page.set_row(0, 34)
        for place, (_, heading) in enumerate(self.headed):
            self.page.write_string(0, place, heading, title)
        self.page.set_row(1, 24)
        for place, column in enumerate(self.columns):
            self.page.write_string(1, place, column.name, name)
        self.page.freeze_panes(HEAD, _names(self.columns))

    def write(self, rows: Sequence[Any]) -> None:
        """What is missing has no cell."""
        by_column = (column.values(rows) for column in self.columns)
        for row, values in enumerate(zip(*by_column, strict=True), HEAD + self.count):
            for place, (value, (write, style)) in enumerate(zip(values, self.cells, strict=True)):
                if value is not None and value != "":
                    write(self.page, row, place, value, style)
        self.count += len(rows)

    def finish(self) -> None:
        """The filter over all rows, and how it prints: the head on each page, all columns if they fit."""
        last, right = HEAD + max(self.count, 1) - 1, len(self.columns) - 1
        self.page.autofilter(HEAD - 1, 0, last, right)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        self.page.set_paper(9)  # A4
        self.page.set_landscape()
        self.page.repeat_rows(0, HEAD - 1)
        self.page.repeat_columns(0, _names(self.columns) - 1)
        if self.width <= ONE_PAGE:
            self.page.fit_to_pages(1, 0)
        else:
            self.page.set_print_scale(70)
        self.page.set_footer('&C&"宋体"— &P —')


class Notes:
    """The sheet 说明: facts line by line, and a small table."""

    def __init__(self, workbook: Workbook, title: str) -> None:
        self.page: Any = workbook.add_worksheet("说明")
        base = {"font_name": SONG, "font_size": 10.5, "font_color": INK, "valign": "top"}
        self.text = workbook.add_format({**base, "text_wrap": True})
        self.label = workbook.add_format({**base, "font_color": MUTED})
        self.head = workbook.add_format({**base, "font_name": HEI, "bold": True, "bg_color": FILL})
        for place, width in enumerate((26, 24, 9, 70)):
            self.page.set_column(place, place, width)
        self.page.hide_gridlines(2)
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_row(0, 28)
        big = workbook.add_format({**base, "font_name": HEI, "font_size": 16, "valign": "vcenter"})
        self.page.write_string(0, 0, title, big)
        self.next = 2

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for label, said in facts:
            self.page.write_string(self.next, 0, label, self.label)
            write_text(self.page, self.next, 1, said)
            self.next += 1
        self.next += 1

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        for style, line in ((self.head, head), *((self.text, row) for row in rows)):
            for place, cell in enumerate(line):
                write_text(self.page, self.next, place, cell, style)
            self.next += 1


def _is_folded(column: Column, columns: Sequence[Column]) -> bool:
    """What says the same as the words beside it: parts of figures, codes and numbers of what is named."""
    whole, _, part = column.path.rpartition(".")
    beside = {each.path for each in columns}
    named = whole and {f"{whole}.{word}" for word in ("name", "title", "label")} & beside
    return (
        (part in FOLDED and f"{whole}.text" in beside)
        or (part in ("id", "code") and bool(named or column.path == "id"))
        or f"{column.path}_label" in beside
    )


def _names(columns: Sequence[Column]) -> int:
    """How many columns say what a row is about: the first that is seen, and the names that follow it."""
    seen = [place for place, column in enumerate(columns) if not _is_folded(column, columns)]
    for before, place in pairwise(seen):
        if not columns[place].path.endswith("name"):
            return before + 1
    return len(columns)


def _style(kind: Kind) -> dict[str, Any]:
    shape = {"num_format": SHAPES[kind]} if kind in SHAPES else {}
    return {**shape, "align": "right" if kind in ("whole", "decimal") else "left", "indent": 1}


def _width(column: Column, heading: str, sample: Sequence[Any]) -> float:
    """A Chinese character is as wide as two digits; a heading may take two lines, and bears a button."""
    longest = max((_length(value) for value in column.values(sample[:SAMPLE])), default=0)
    return min(WIDEST, max(NARROWEST, longest + 3, _length(heading) / 2 + 4, len(column.name) * 0.7 + 4))


def _length(value: Any) -> int:
    if isinstance(value, datetime):
        return len("2025-01-01 00:00:00")
    text = "" if value is None else str(value)
    return sum(1 if each < "\u0100" else 2 for each in text.split("\n")[0])
