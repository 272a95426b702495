"""Cells between commas, semicolons, full-width or single blanks, as many in each line as the head has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from intake.parsing.passage import Passage
from intake.parsing.source import Source
from intake.parsing.tables.grid import EMPTY, Block, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER, is_head, role_of
from intake.parsing.tables.layouts.columns_by_place import KNIT
from intake.parsing.tables.layouts.stacked_kinds import fits, is_value
from intake.parsing.tables.lines import Lines
from intake.parsing.tables.surroundings import is_caption, is_note

PLAIN_COMMA = re.compile(r"\s*,\s*")
SEMICOLON = re.compile(r"\s*;\s*")
THOUSANDS = re.compile(r"\s*(?<!\d),\s*|\s*,(?!\d{3}(?!\d))\s*")
BLANK = re.compile(r"\s+")
ASIDE = re.compile(r"[\[〔(]\D{1,8}[\]〕)]")
FIGURE_BEHIND = re.compile(r"[^\d\s.、]\s+\d[\d ]*$")  # a name with a figure behind it
WIDE = re.compile(r"\s{2,}")
APART = re.compile(r"(?<!\d)\s+|(?<=\d)\s+(?!年)|(?<=\))(?=[\[〔]\d)")
LONGEST_ROW = 400
LONGEST = 60  # characters of a line that can be half a name
NEAR, FAR = 3, 10  # lines with text, lines in all, in which a table may go on
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
            _by_blanks,
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
    block = _below(lines, at, split, head)
    if block is None and role_of(head[0].text) == "group" and len(head) > FEWEST:
        return _below(lines, at, split, head[1:])
    return block


def _below(lines: Lines, at: int, split: Split, head: Sequence[Passage]) -> Block | None:
    """The table under a head; the classes may stand on lines of their own rather than in a first cell."""
    rows: list[Row] = [tuple(head)]
    last = i = at + 1
    kept = 1
    while lines.is_free(i):
        row, used = _row(lines, i, split, len(head)), 1
        if row is None and split is _by_blank:
            row, used = _broken(lines, i, len(head)), 2
        if row is None and role_of(head[0].text) in ("number", "group"):
            row, used = _without_first(lines[i].strip(), split, len(head)), 1
        if row is not None:
            rows.append(row)
            if any(row[1:]):
                last, kept = i + used, len(rows)
        elif not lines.is_furniture(i):
            break
        i += used if row is not None else 1
    if sum(bool(row[1]) for row in rows) < 3 or _goes_on(lines, last, split, head):
        return None
    return Block(at, last, tuple(rows[:kept]), "separated")


def _goes_on(lines: Lines, at: int, split: Split, head: Sequence[Passage]) -> bool:
    """Whether the next line has cells too, only not as many: then the columns are kept by position."""
    if split is _by_blanks and _wide_below(lines, at, head):
        return True
    below = next(
        (i for i in range(at, min(len(lines), at + 4)) if lines[i] and not lines.is_furniture(i)), None
    )
    if below is None or not lines.is_free(below) or split is _by_comma:
        return False
    return not is_note(lines[below].text) and len(split(lines[below].strip(), 0)) > 2


def _wide_below(lines: Lines, at: int, head: Sequence[Passage]) -> bool:
    """Whether cells follow within a few lines: rows over several lines are kept by position."""
    below = [i for i in range(at, min(len(lines), at + FAR)) if lines[i] and not lines.is_furniture(i)][:NEAR]
    for i in below:
        cells = lines[i].strip().split(WIDE)
        if [cell.text for cell in cells] == [cell.text for cell in head]:
            return True
        if is_head(tuple(cells)) or is_note(lines[i].text) or is_caption(lines[i].text):
            return False
        if lines.is_free(i) and len(cells) > 1 and len(lines[i]) < LONGEST_ROW:
            return True
    return False


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
        and (
            GROUP_NUMBER.match(line.text) or (split is not _by_blanks and _next_fits(lines, at, split, width))
        )
    ):
        return (alone[0], *[EMPTY] * (width - 1))
    return None


def _without_first(line: Passage, split: Split, width: int) -> Row | None:
    """A row that has no number (其中) or whose class is printed once, above."""
    cells = split(line, 0) if 0 < len(line) <= LONGEST_ROW else []
    whole = len(cells) == width - 1 and fits("name", cells[0].text) and not fits("name", cells[1].text)
    return (EMPTY, *cells) if whole else None


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
    if not width:
        return knitted(line, cells)
    extra = len(cells) - width
    if extra <= 0:
        return cells
    row = _counted(line, cells, 0, extra)
    numbered = re.fullmatch(r"\d{1,3}[.、]?", cells[0].text)
    behind = row[1].text
    if numbered and not fits("unit", behind) and not is_value(behind):
        row = _counted(line, cells, 1, extra)
    whole = _thousands(line, cells)
    return whole if len(whole) == width and any(FIGURE_BEHIND.search(cell.text) for cell in row[:2]) else row


def _thousands(line: Passage, cells: Sequence[Passage]) -> list[Passage]:
    """With a blank for a thousands mark (35 000) inside its cell."""
    found: list[Passage] = []
    for cell in cells:
        goes_on = re.fullmatch(r"\d{3}[\]〕]?", cell.text)
        if found and goes_on and re.fullmatch(r"[\[〔]?\d{1,3}(?: \d{3}){0,2}", found[-1].text):
            found[-1] = line[_at(line, found[-1]) : _at(line, cell) + len(cell)]
        else:
            found.append(cell)
    return found


def _counted(line: Passage, cells: Sequence[Passage], first: int, extra: int) -> list[Passage]:
    """The cell `first` and so many behind it are one name."""
    name = line[_at(line, cells[first]) : _at(line, cells[first + extra]) + len(cells[first + extra])]
    return [*cells[:first], name, *cells[first + extra + 1 :]]


def knitted(line: Passage, cells: Sequence[Passage]) -> list[Passage]:
    """The names of columns whole: 指 标 printed with a blank, 年均增长 〔累计〕."""
    found: list[Passage] = []
    for cell in cells:
        above = found[-1].text if found else ""
        aside = bool(ASIDE.fullmatch(cell.text)) and bool(role_of(above))
        if above and cell and (above + cell.text in KNIT or aside):
            found[-1] = line[_at(line, found[-1]) : _at(line, cell) + len(cell)]
        else:
            found.append(cell)
    return found


def _by_blanks(line: Passage, width: int) -> list[Passage]:
    """Two blanks or more: the text of a web page, whose columns do not stand above each other."""
    return line.split(WIDE)


def _at(line: Passage, cell: Passage) -> int:
    return line.origin.index(cell.origin[0])
