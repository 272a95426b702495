"""Tables pasted from a worksheet whose cells hold several lines: such cells stand in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.parsing.source.shown import SourceTable, Span

# A cell in quotation marks (doubled inside it), or a plain one; both are bounded by a tab or the line's end.
QUOTED = re.compile(r'"((?:[^"\t]|""){0,2000})"(?=\t|\n|$)')
PLAIN = re.compile(r"[^\t\n]*")
BROKEN_CELL = re.compile(r'(?:^|\t)"[^"\t\n]*\n', re.MULTILINE)
LINE = re.compile(r"[^\n]+")


def pasted_tables(text: str) -> tuple[SourceTable, ...]:
    """Blocks of rows with tabs in which some cell breaks its line; elsewhere rows are lines."""
    if not BROKEN_CELL.search(text):
        return ()
    found, block = list[SourceTable](), list[tuple[Span, list[Span]]]()
    for span, row in [*_rows(text), ((len(text), len(text)), [])]:
        if len(row) > 1:
            block.append((span, row))
            continue
        start, end = (block[0][0][0], block[-1][0][1]) if block else (0, 0)
        if BROKEN_CELL.search(text, start, end):
            columns = max(len(cells) for _, cells in block)
            rows = [[_lines(text, cell) for cell in cells] for _, cells in block]
            filled = tuple(tuple(cells + [()] * (columns - len(cells))) for cells in rows)
            found.append(SourceTable(filled, start, end))
        block = []
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[Span, list[Span]]]:
    """Each row with its cells, a quoted one without its marks; a row may be of several lines."""
    at = 0
    while at < len(text):
        start, cells = at, list[Span]()
        while True:
            quoted = QUOTED.match(text, at)
            cell = quoted or PLAIN.match(text, at)
            assert cell is not None  # a plain cell may be empty
            cells.append(cell.span(1) if quoted else cell.span())
            at = cell.end()
            if text[at : at + 1] != "\t":
                break
            at += 1
        yield (start, at), cells
        at += 1


def _lines(text: str, cell: Span) -> tuple[Span, ...]:
    return tuple(match.span() for match in LINE.finditer(text, *cell) if match[0].strip())
