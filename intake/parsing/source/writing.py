"""Blocks and tables written down as the text that is shown, with the place of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.parsing.source.refusing import MOST_SIGNS
from intake.parsing.source.shown import SourceTable, Span, UnreadableError

LONGEST_CELL = 600  # a table with more in a cell frames a text: a box, or the layout of a web page
MOST_PLACES = 100_000


@dataclass(frozen=True, eq=False)
class Cell:
    """One cell by its lines; it is itself in every place that it covers."""

    lines: tuple[str, ...] = ()
    down: int = 1
    across: int = 1


Placed = list[list[Cell | None]]


@dataclass
class Writing:
    """Grows from the top; `text()` when done."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[SourceTable] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if self.length > MOST_SIGNS:
            raise UnreadableError(f"文字太多（超过 {MOST_SIGNS // 10000} 万字）。请只上传规划正文。")
        return start, self.length

    def line(self, text: str) -> Span:
        span = self.write(text)
        self.write("\n")
        return span

    def table(self, rows: Placed) -> None:
        """Rows as lines, cells between tabs, the lines of a cell between blanks; a merged cell is shown once.

        What is no table, for it has one column or holds whole paragraphs, is written as lines.
        """
        cells = list(dict.fromkeys(cell for row in rows for cell in row if cell and cell.lines))
        columns = max((len(row) for row in rows), default=0)
        if columns < 2 or len(rows) < 2 or any(sum(map(len, cell.lines)) > LONGEST_CELL for cell in cells):
            for line in (line for cell in cells for line in cell.lines):
                self.line(line)
        elif cells:
            self._table(rows, columns)

    def _table(self, rows: Placed, columns: int) -> None:
        start, spans = self.length, dict[Cell, tuple[Span, ...]]()
        for row in rows:
            for at, cell in enumerate(row):
                self.write("\t" if at else "")
                if cell and cell not in spans:
                    spans[cell] = self._cell(cell)
            self.write("\n")
        placed = tuple(
            tuple(spans[cell] if cell else () for cell in [*row, *[None] * (columns - len(row))])
            for row in rows
        )
        self.tables.append(SourceTable(placed, start, self.length - 1))

    def _cell(self, cell: Cell) -> tuple[Span, ...]:
        found = []
        for at, line in enumerate(cell.lines):
            self.write(" " if at else "")
            found.append(self.write(line.replace("\t", " ")))
        return tuple(found)


def placed(rows: Sequence[Sequence[Cell]]) -> Placed:
    """Cells with their spans on the grid; what they cover is theirs, what nothing covers is None.

    Raises UnreadableError for spans that make a grid beyond measure.
    """
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    places = 0
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while left in grid[top]:
                left += 1
            last = len(rows) if cell.down < 1 else min(len(rows), top + cell.down)
            places += (last - top) * cell.across
            if places > MOST_PLACES:
                raise UnreadableError("文件里的表格太大，无法读取。请只上传规划正文。")
            for line in grid[top:last]:
                for at in range(left, left + cell.across):
                    line.setdefault(at, cell)
            left += cell.across
    return [[line.get(at) for at in range(max(line, default=-1) + 1)] for line in grid]
