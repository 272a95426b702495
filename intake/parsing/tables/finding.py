"""The tables of a document: those its format marks, and those its text draws."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.source import Source
from intake.parsing.tables.grid import Block, Grid, Row, distinct
from intake.parsing.tables.heads import head_rows
from intake.parsing.tables.layouts import (
    aligned_blocks,
    blank_blocks,
    glued_blocks,
    headless_blocks,
    marked_blocks,
    pipe_blocks,
    separated_blocks,
    stacked_blocks,
    tab_blocks,
)
from intake.parsing.tables.lines import Lines
from intake.parsing.tables.surroundings import caption_above, is_caption, is_heading, is_note, notes_below

BOX_COLUMNS = 3  # number, title, sentences
SENTENCE = re.compile(r".{5,}[。;]\s*$", re.DOTALL)


def find_grids(source: Source, page: Passage) -> list[Grid]:
    """In the order of the document; they do not overlap."""
    lines = Lines(page)
    blocks = marked_blocks(source, page, lines)
    for layout in (pipe_blocks, tab_blocks):
        for block in layout(lines):
            lines.take(block.first, block.last)
            blocks += _cut(block)
    blocks += glued_blocks(lines)
    blocks += separated_blocks(source, lines)
    blocks += stacked_blocks(lines)
    blocks += aligned_blocks(source, lines)
    blocks += blank_blocks(lines)
    blocks += headless_blocks(lines)
    blocks = [block for block in blocks if not _is_text(block.rows)]
    ordered = sorted(blocks, key=lambda block: (block.first, block.last))
    return [_grid(block, lines) for block in _joined(ordered, lines)]


def _is_text(rows: Sequence[Row]) -> bool:
    """A box of tasks set as a table (number or title | sentences): its sentences are read with the text."""
    told = [cells for cells in map(distinct, rows) if len(cells) > 1]
    sentences = sum(bool(SENTENCE.search(cells[-1].text)) for cells in told)
    is_narrow = all(len(cells) <= BOX_COLUMNS for cells in told)
    return sentences * 2 > len(told) and is_narrow and head_rows(rows) is None


def _cut(block: Block) -> list[Block]:
    """A caption in the middle of the rows begins another table."""
    starts = [0]
    for at in range(1, len(block.rows)):
        row = block.rows[at]
        alone = distinct(row)
        if len(alone) == 1 and row[0] and is_caption(alone[0].text):
            starts.append(at)
    return [
        Block(block.first, block.last, block.rows[first:last], block.layout)
        for first, last in zip(starts, [*starts[1:], len(block.rows)], strict=True)
        if sum(len(distinct(row)) > 1 for row in block.rows[first:last]) > 1
    ]


def _joined(blocks: Sequence[Block], lines: Lines) -> list[Block]:
    """A table that goes on after a page: of the same layout and width, furniture alone in between, and no
    head of its own that differs.
    """
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above and _goes_on(above, block, lines):
            unsure = above.unsure | {len(above.rows) + at for at in block.unsure}
            joined[-1] = Block(
                above.first, block.last, (*above.rows, *block.rows), above.layout, frozenset(unsure)
            )
        else:
            joined.append(block)
    return joined


def _goes_on(above: Block, block: Block, lines: Lines) -> bool:
    if above.layout != block.layout or block.first < above.last or block.first - above.last > 10:
        return False
    if not all(lines.is_furniture(at) for at in range(above.last, block.first)):
        return False
    if len(above.rows[0]) != len(block.rows[0]):
        return False
    head = head_rows(block.rows)
    return head is None or _texts(block.rows[head[0]]) in [_texts(row) for row in above.rows[:4]]


def _texts(row: Row) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def _grid(block: Block, lines: Lines) -> Grid:
    rows, inside_caption, inside_notes, skipped = _framed(block.rows)
    caption = caption_above(lines, block.first)
    notes = notes_below(lines, block.last)
    held = [cell for row in block.rows for cell in row if cell]
    held += [*([caption] if caption and not is_heading(caption.text) else []), *notes]
    caption = inside_caption or caption
    return Grid(
        rows=rows,
        layout=block.layout,
        start=min(cell.origin[0] for cell in held),
        end=max(cell.origin[-1] for cell in held) + 1,
        caption=caption,
        notes=(*inside_notes, *notes),
        unsure=frozenset(at - skipped for at in block.unsure),
    )


def _framed(rows: Sequence[Row]) -> tuple[tuple[Row, ...], Passage | None, list[Passage], int]:
    """The rows without a caption and notes that the table holds in rows of their own."""
    kept = list(rows)
    captions: list[Passage] = []
    while len(kept) > 1 and len(distinct(kept[0])) == 1 and not _is_group_first(kept):
        captions.append(distinct(kept.pop(0))[0])
    notes: list[Passage] = []
    while kept and (
        not distinct(kept[-1]) or (len(distinct(kept[-1])) == 1 and is_note(distinct(kept[-1])[0].text))
    ):
        notes[:0] = distinct(kept.pop())
    caption = Passage.joined(captions) if captions else None
    return tuple(kept), caption, notes, len(captions)


def _is_group_first(rows: Sequence[Row]) -> bool:
    """Without a head below, a lone first row is no caption but the group at the top of the second half."""
    return head_rows(rows[1:]) is None
