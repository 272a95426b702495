"""One cell to a line: behind a tab, or plain as text copied from a web page is.

What a row is follows from the head (how many columns, of which kind) and from the pattern that returns below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Block, Row, stacked
from intake.parsing.tables.heads import ERA, YEAR, role_of
from intake.parsing.tables.layouts.stacked_rows import Reading, columns_read
from intake.parsing.tables.lines import ENDS, Lines

LONGEST_CELL = 60
LONGEST_TABLE = 3000  # lines
MOST_HEAD_CELLS = 24
OPENERS = ("name", "number", "group")


@dataclass(frozen=True)
class Cells:
    """The cells of a stretch of lines: what each says and the line on which it ends."""

    cells: tuple[Passage, ...]
    last: tuple[int, ...]


def stacked_blocks(lines: Lines) -> list[Block]:
    blocks: list[Block] = []
    heads = _head_lines(lines)
    at = 0
    while at < len(lines):
        block = _surer(lines, at) if heads[at] < MOST_HEAD_CELLS and _opens(lines, at) else None
        if block:
            blocks.append(block)
            lines.take(block.first, block.last)
        at = block.last if block else at + 1
    return blocks


def _head_lines(lines: Lines) -> list[int]:
    """How many lines from each one on name columns, blank ones left out."""
    found = [0] * (len(lines) + 1)
    for at in reversed(range(len(lines))):
        line = lines[at]
        found[at] = found[at + 1] + bool(line) if not line or role_of(line.text) else 0
    return found


def _opens(lines: Lines, at: int) -> bool:
    if not lines.is_free(at) or len(lines[at]) > LONGEST_CELL:
        return False
    return role_of(lines[at].text) in OPENERS


def _surer(lines: Lines, at: int) -> Block | None:
    """A caption may read like a name of a column (主要指标): the table begins where its rows fit best."""
    block = _block(lines, at)
    for later in range(at + 1, min(at + 4, len(lines))):
        if block and block.unsure and _opens(lines, later):
            other = _block(lines, later)
            if other and len(other.unsure) < len(block.unsure):
                return other
    return block


def _block(lines: Lines, at: int) -> Block | None:
    head = _head_length(_cells(lines, at, 3 * MOST_HEAD_CELLS).cells)
    if head < 2 or head == MOST_HEAD_CELLS:
        return None
    found = _once_headed(_cells(lines, at, LONGEST_TABLE), head)
    best: tuple[tuple[int, int], Row, Reading] | None = None
    for columns in _heads(found.cells[:head]):
        kinds = [role_of(cell.text) or "value" for cell in columns]
        reading = columns_read(kinds, found.cells[head:])
        matched = sum(sum(map(bool, row)) > 1 for row in reading.rows)
        rank = (matched - 2 * len(reading.unsure), matched)
        if matched > 1 and (best is None or rank > best[0]):
            best = (rank, tuple(columns), reading)
    if best is None:
        return None
    _, named, reading = best
    last = found.last[head + reading.used - 1] + 1
    return Block(at, last, (named, *reading.rows), "stacked", frozenset(i + 1 for i in reading.unsure))


def _cells(lines: Lines, at: int, most: int) -> Cells:
    """Line by line, blank ones left out; a line without a tab below a line with one goes on with its cell."""
    tabbed = lines[at].text.startswith("\t")
    cells: list[Passage] = []
    last: list[int] = []
    for i in range(at, min(len(lines), at + most)):
        line = lines[i]
        if not lines.is_free(i) or len(line) > LONGEST_CELL or ENDS.match(line.text.strip()):
            break
        own = line.text.startswith("\t")
        if lines.is_furniture(i) and not own and not line.text.strip().isdigit():
            continue
        if tabbed and not own and i - last[-1] == 1:
            cells[-1] = stacked([cells[-1], line.strip()])
            last[-1] = i
        elif tabbed and not own:
            break
        else:
            cells.append(line.strip() or EMPTY)
            last.append(i)
    return Cells(tuple(cells), tuple(last))


def _once_headed(found: Cells, head: int) -> Cells:
    """Without the head that stands again after a page."""
    texts = [cell.text for cell in found.cells]
    starts = [at for at in range(head, len(texts)) if texts[at : at + head] == texts[:head]]
    again = {at + i for at in starts for i in range(head)}
    kept = [at for at in range(len(texts)) if at not in again]
    return Cells(
        tuple(found.cells[at] for at in kept),
        tuple(found.last[at] for at in kept),
    )


def _head_length(cells: Sequence[Passage]) -> int:
    """How many cells from the first on name columns."""
    for at, cell in enumerate(cells[:MOST_HEAD_CELLS]):
        if not role_of(cell.text):
            return at
    return min(len(cells), MOST_HEAD_CELLS)


def _heads(cells: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The ways to read the head: each cell a column; or a cell that names no time goes on with the one above
    (2025年 / 目标); or one without a year of its own is a title over several (规划目标 over 2020年, 2025年).
    """
    if len(cells) < 3:
        return
    yield list(cells)
    joined: list[Passage] = []
    for cell in cells:
        above = joined[-1] if joined else EMPTY
        if (
            joined
            and role_of(above.text) == "value" == role_of(cell.text)
            and _times(above)
            and not _times(cell)
        ):
            joined[-1] = stacked([above, cell])
        else:
            joined.append(cell)
    yield joined
    yield [cell for cell in cells if role_of(cell.text) != "value" or _times(cell)]
    yield _under_title(cells)


def _under_title(cells: Sequence[Passage]) -> list[Passage]:
    """A title over several columns stands in its place, what it covers at the end of the head."""
    end = len(cells)
    while end and _times(cells[end - 1]):
        end -= 1
    titles = [at for at, cell in enumerate(cells[:end]) if role_of(cell.text) == "value" and not _times(cell)]
    if len(titles) != 1 or end == len(cells):
        return list(cells)
    return [*cells[: titles[0]], *cells[end:], *cells[titles[0] + 1 : end]]


def _times(cell: Passage) -> bool:
    return bool(YEAR.search(cell.text) or ERA.search(cell.text))
