"""Tables that the format itself marks: HTML, Word, ruled PDF."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.source import Source, SourceTable, Span
from intake.parsing.tables.grid import Block, Row, distinct, padded, stacked
from intake.parsing.tables.lines import Lines

PROSE = 120  # characters: a table with longer cells is a frame around text


def marked_blocks(source: Source, page: Passage, lines: Lines) -> list[Block]:
    """Takes the lines of every table marked as one; frames around text are left to be read as text."""
    starts = [line.origin[0] if line.origin else -1 for line in lines.all]
    known = [at for at, start in enumerate(starts) if start >= 0]
    offsets = [starts[at] for at in known]
    blocks = []
    for table in source.tables:
        rows = padded([[_cell(page, spans) for spans in row] for row in table.rows])
        first, last = _lines_of(table, known, offsets)
        if first < last and _is_table(rows):
            blocks.append(Block(first, last, rows, "marked"))
            lines.take(first, last)
    return blocks


def _cell(page: Passage, spans: Sequence[Span]) -> Passage:
    return stacked([_slice(page, start, end).strip() for start, end in spans])


def _slice(page: Passage, start: int, end: int) -> Passage:
    return page[bisect_left(page.origin, start) : bisect_left(page.origin, end)]


def _lines_of(table: SourceTable, known: Sequence[int], offsets: Sequence[int]) -> tuple[int, int]:
    first = max(0, bisect_right(offsets, table.start) - 1)
    last = bisect_left(offsets, table.end)
    return (known[first], known[last - 1] + 1) if last > first else (0, 0)


def _is_table(rows: Sequence[Row]) -> bool:
    wide = [row for row in rows if len(distinct(row)) > 1]
    cells = [cell for row in wide for cell in distinct(row)]
    return len(wide) > 1 and sum(len(cell) > PROSE for cell in cells) * 3 < len(wide)
