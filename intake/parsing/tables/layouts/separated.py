"""Cells between commas, semicolons, full-width or single blanks, as many in each line as the head has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from intake.parsing.passage import Passage
from intake.parsing.source import Source
from intake.parsing.tables.grid import EMPTY, Block, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER, is_head
from intake.parsing.tables.lines import Lines
from intake.parsing.tables.surroundings import is_note

PLAIN_COMMA = re.compile(r"\s*,\s*")
SEMICOLON = re.compile(r"\s*;\s*")
THOUSANDS = re.compile(r"\s*(?<!\d),\s*|\s*,(?!\d{3}(?!\d))\s*")
BLANK = re.compile(r"\s+")
APART = re.compile(r"(?<!\d)\s+|(?<=\d)\s+(?!年)")
LONGEST_ROW = 400
LONGEST = 60  # characters of a line that can be half a name
FEWEST = 3  # columns: two words with a comma between them are no table
Split = Callable[[Passage, int], list[Passage]]


def separated_blocks(source: Source, lines: Lines) -> list[Block]:
    """Cells between commas, semicolons or full-width blanks."""
    return _blocks(
        lines,
        (
            _by_comma,
            lambda line, width: _quoted(line.split(SEMICOLON)),
            lambda line, width: _by_wide_blank(source, line),
        ),
    )


def blank_blocks(lines: Lines) -> list[Block]:
    """Cells between single blanks: the last resort, for text whose columns were lost."""
    return _blocks(lines, (_by_blank,))


def _blocks(lines: Lines, splits: Sequence[Split]) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block = next((found for split in splits if (found := _block(lines, at, split))), None)
        if block:
            blocks.append(block)
            lines.take(block.first, block.last)
        at = block.last if block else at + 1
    return blocks


def _block(lines: Lines, at: int, split: Split) -> Block | None:
    if not lines.is_free(at) or not 5 < len(lines[at]) < 160:
        return None
    head = split(lines[at].strip(), 0)
    if len(head) < FEWEST or not is_head(tuple(head)):
        return None
    rows: list[Row] = [tuple(head)]
    last = i = at + 1
    while lines.is_free(i):
        row, used = _row(lines, i, split, len(head)), 1
        if row is None and split is _by_blank:
            row, used = _broken(lines, i, len(head)), 2
        if row is not None:
            rows.append(row)
            last = i + used
        elif not lines.is_furniture(i):
            break
        i += used if row is not None else 1
    if sum(bool(row[1]) for row in rows) < 3 or _goes_on(lines, last, split):
        return None
    return Block(at, last, tuple(rows), "separated")


def _goes_on(lines: Lines, at: int, split: Split) -> bool:
    """Whether the next line has cells too, only not as many: then the columns are kept by position."""
    below = next(
        (i for i in range(at, min(len(lines), at + 4)) if lines[i] and not lines.is_furniture(i)), None
    )
    if below is None or not lines.is_free(below) or split is _by_comma:
        return False
    return not is_note(lines[below].text) and len(split(lines[below].strip(), 0)) > 2


def _row(lines: Lines, at: int, split: Split, width: int) -> Row | None:
    """A line with as many cells as the head, or a group's name alone."""
    line = lines[at].strip()
    if not line or len(line) > LONGEST_ROW or lines.is_furniture(at):
        return None
    cells = split(line, width)
    if len(cells) == width:
        return tuple(cells)
    alone = [cell for cell in cells if cell]
    if (
        len(alone) == 1
        and len(line) <= 20
        and (GROUP_NUMBER.match(line.text) or _next_fits(lines, at, split, width))
    ):
        return (alone[0], *[EMPTY] * (width - 1))
    return None


def _broken(lines: Lines, at: int, width: int) -> Row | None:
    """A row whose name is broken over two lines."""
    if not lines[at] or not lines.is_free(at + 1) or not lines[at + 1] or len(lines[at]) > LONGEST:
        return None
    first, second = lines[at].strip().split(APART), lines[at + 1].strip().split(APART)
    if len(first) > 2 or len(first) + len(second) - 1 != width:
        return None
    return (*first[:-1], stacked([first[-1], second[0]]), *second[1:])


def _next_fits(lines: Lines, at: int, split: Split, width: int) -> bool:
    return lines.is_free(at + 1) and bool(lines[at + 1]) and len(split(lines[at + 1].strip(), width)) == width


def _by_comma(line: Passage, width: int) -> list[Passage]:
    """A comma between three figures may stand for thousands: then the width decides."""
    plain = _quoted(line.split(PLAIN_COMMA))
    if width and len(plain) > width:
        thousands = _quoted(line.split(THOUSANDS))
        return thousands if len(thousands) == width else plain
    return plain


def _quoted(cells: Sequence[Passage]) -> list[Passage]:
    return [cell[1:-1] if re.fullmatch(r'".*"', cell.text) and len(cell) > 2 else cell for cell in cells]


def _by_wide_blank(source: Source, line: Passage) -> list[Passage]:
    """Blanks of full width were folded to plain ones, so the text as shown is asked."""
    cells, last = [], 0
    for match in BLANK.finditer(line.text):
        if any(source.text[at] in "\u3000\u2003" for at in line.origin[match.start() : match.end()]):
            cells.append(line[last : match.start()])
            last = match.end()
    return [*cells, line[last:]]


def _by_blank(line: Passage, width: int) -> list[Passage]:
    """Where a name has blanks of its own, the cells are counted from the right."""
    cells = line.split(APART)
    extra = len(cells) - width
    if not width or extra <= 0:
        return cells
    first = 1 if re.fullmatch(r"\d{1,3}[.、]?", cells[0].text) else 0
    joined = line[_at(line, cells[first]) : _at(line, cells[first + extra]) + len(cells[first + extra])]
    return [*cells[:first], joined, *cells[first + extra + 1 :]]


def _at(line: Passage, cell: Passage) -> int:
    return line.origin.index(cell.origin[0])
