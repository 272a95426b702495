"""A worksheet as it was found in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reporting.sheets.refusal import SheetRefusedError

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 200, 50
Place = tuple[int, int]  # row and column, counted from 0


@dataclass
class Marks:
    """What the values alone do not tell: where formulas and errors stand, how numbers are formatted.

    `last` is the place of the lowest and of the rightmost cell that holds anything.
    """

    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    last: Place = (-1, -1)

    def reach(self, place: Place) -> None:
        """The grid of values is dense, so that one cell far out would fill the memory."""
        self.last = (max(self.last[0], place[0]), max(self.last[1], place[1]))

    def check_extent(self, sheet: str) -> None:
        if self.last[0] >= MOST_ROWS or self.last[1] >= MOST_COLUMNS:
            raise SheetRefusedError(
                f"工作表“{sheet}”的内容超出 {MOST_ROWS} 行、{MOST_COLUMNS} 列。"
                "请删去表外的内容，或重新下载表格填写。"
            )


@dataclass(frozen=True)
class Grid:
    """`merged`: first and last place of each merged block."""

    name: str
    values: Sequence[Sequence[Any]]
    marks: Marks
    merged: Sequence[tuple[Place, Place]]

    def at(self, row: int, column: int) -> Any:
        if 0 <= row < len(self.values) and 0 <= column < len(self.values[row]):
            return self.values[row][column]
        return ""


Formats = Mapping[int, str]
BUILT_IN: Formats = {9: "0%", 10: "0.00%"}
