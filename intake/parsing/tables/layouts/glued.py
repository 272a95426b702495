"""Rows run together into one paragraph: … 属性 1.城镇新增就业（万人） 50 60 预期性 2.…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Block, Row
from intake.parsing.tables.heads import is_head, role_of
from intake.parsing.tables.layouts.separated import knitted
from intake.parsing.tables.layouts.stacked_kinds import ATTRIBUTE, fits
from intake.parsing.tables.lines import Lines

FEWEST = 3  # rows
LONGEST = 20_000  # characters
MOST_CELLS = 40  # blanks in one row: more are prose
MOST_HEAD_LINES = 3
HEADLESS = ("name", "value", "value", "attribute")
LONGEST_HEAD = 200  # characters
BLANK = re.compile(r"\s+|(?<=\))(?=[\[〔]\d)")
ROW = re.compile(r"(?:(?<=\s)|^)(?=[*★☆▲△※●]?\d{1,2}[.、]\s?[^\d\s])")
NOTES = re.compile(r"\s(?=备?注\s*\d?[::])")
FIGURE = re.compile(r"\d[\d.,]*")
LEADING, THREE = re.compile(r"[<>≤≥]?\d{1,3}"), re.compile(r"\d{3}")
APART = re.compile(r"\s+(?!年)")


def glued_blocks(lines: Lines) -> list[Block]:
    blocks = []
    for at in range(len(lines)):
        block = _block(lines, at) if lines.is_free(at) and 40 < len(lines[at]) <= LONGEST else None
        if block:
            blocks.append(block)
            lines.take(block.first, block.last)
    return blocks


def headless_blocks(lines: Lines) -> list[Block]:
    """Rows on lines of their own whose head was lost: a numbered name with its unit, two figures, 约束性 or
    预期性. What the figures are is asked later.
    """
    rows = [
        _row(HEADLESS, [cell for cell in line.split(BLANK) if cell], line)
        if lines.is_free(at) and ROW.match(line.text.strip()) and ATTRIBUTE.fullmatch(line.text[-3:])
        else None
        for at, line in enumerate(line.strip() for line in lines.all)
    ]
    found = []
    for run in lines.runs([row is not None for row in rows]):
        held = tuple(row for at in run if (row := rows[at]) is not None)
        if len(held) >= FEWEST:
            found.append(Block(run[0], run[-1] + 1, held, "glued"))
            lines.take(run[0], run[-1] + 1)
    return found


def _block(lines: Lines, at: int) -> Block | None:
    whole, *notes = lines[at].strip().split(NOTES)
    lead, *chunks = whole.split(ROW)
    if not lead:
        lead, *chunks = chunks or [lead]
        lead, chunks = EMPTY, [lead, *chunks]
    if len(chunks) < FEWEST or not _counts_up(chunks):
        return None
    first, lead, words = _lead(lines, at, lead)
    group = words.pop() if words and not role_of(words[-1].text) else EMPTY
    for start in range(_first_head(words), len(words)):
        head = words[start:]
        rows = _rows_below(head, chunks) if is_head(tuple(head)) else []
        if rows:
            caption = lead[: lead.origin.index(head[0].origin[0])]
            framed = [
                *_alone(caption, head),
                tuple(head),
                *_alone(group, head),
                *rows,
                *_alone_all(notes, head),
            ]
            return Block(first, at + 1, tuple(framed), "glued")
    return None


def _rows_below(head: Sequence[Passage], chunks: Sequence[Passage]) -> list[Row]:
    """All rows, or none."""
    kinds = [role_of(cell.text) for cell in head]
    rows: list[Row] = []
    for chunk in chunks:
        found = _rows(kinds, chunk.strip())
        if not found:
            return []
        rows += found
    return rows


def _alone(cell: Passage, head: Sequence[Passage]) -> list[Row]:
    return [(cell.strip(), *[EMPTY] * (len(head) - 1))] if cell else []


def _alone_all(cells: Sequence[Passage], head: Sequence[Passage]) -> list[Row]:
    return [row for cell in cells for row in _alone(cell, head)]


def _counts_up(chunks: Sequence[Passage]) -> bool:
    numbers = [int(re.sub(r"\D", "", re.split(r"[.、]", chunk.text)[0])) for chunk in chunks]
    rises = sum(b - a == 1 for a, b in pairwise(numbers))
    return rises * 3 >= 2 * (len(numbers) - 1)


def _lead(lines: Lines, at: int, lead: Passage) -> tuple[int, Passage, list[Passage]]:
    """The words before the first row, or those of the line above."""
    first = at
    while not lead and first > 0 and at - first < MOST_HEAD_LINES and lines.is_free(first - 1):
        first -= 1
        lead = lines[first].strip()
    words = [cell for cell in lead.split(APART) if cell] if len(lead) < LONGEST_HEAD else []
    return first, lead, knitted(lead, words)


def _first_head(words: Sequence[Passage]) -> int:
    """Where the words begin that name columns; a caption (“十四五”主要指标) may look like one."""
    start = len(words)
    while start and role_of(words[start - 1].text):
        start -= 1
    return start


def _rows(kinds: Sequence[str], chunk: Passage) -> list[Row]:
    """A row, and the name of the group that may follow it; nothing where the cells do not fit the head."""
    cells = [cell for cell in chunk.split(BLANK) if cell]
    if len(cells) > MOST_CELLS:
        return []
    for behind in (0, 1):
        last = len(cells) - behind
        row = _row(kinds, cells[:last], chunk)
        if row:
            return [row, *[(cell, *[EMPTY] * (len(kinds) - 1)) for cell in cells[last:]]]
    return []


def _in_thousands(cells: Sequence[Passage], wanted: int) -> Sequence[Passage]:
    """20 000 35 000 as two figures, where there are then as many cells as the head has."""
    joined: list[Passage] = []
    for cell in cells:
        if joined and THREE.fullmatch(cell.text) and LEADING.fullmatch(joined[-1].text):
            joined[-1] = Passage.joined([joined[-1], cell])
        else:
            joined.append(cell)
    return joined if len(cells) > wanted == len(joined) else cells


def _row(kinds: Sequence[str], cells: Sequence[Passage], chunk: Passage) -> Row | None:
    """The name has blanks of its own where there are more cells than columns."""
    place = next((at for at, kind in enumerate(kinds) if kind == "name"), len(kinds))
    ahead = [at for at in range(place) if kinds[at] == "group"]
    kept = [kind for at, kind in enumerate(kinds) if at not in ahead]
    cells = _in_thousands(cells, len(kept))
    extra = len(cells) - len(kept)
    if extra < 0 or place == len(kinds) or kept[0] != "name":
        return None
    if any(FIGURE.fullmatch(cell.text) for cell in cells[1 : extra + 1]):
        return None  # which of the figures belong together cannot be told
    name = chunk[: chunk.origin.index(cells[extra].origin[-1]) + 1]
    row = [name, *cells[extra + 1 :]]
    if not all(fits(kind, cell.text) for kind, cell in zip(kept, row, strict=True)):
        return None
    return (*[EMPTY] * len(ahead), *row)
