"""A table as a grid of cells, whatever its layout was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.passage import Passage

Row = tuple[Passage, ...]
EMPTY = Passage("", ())
BLANKS = re.compile(r"\s+")
MOST_CELLS = 200  # in a line: more are no row of a table that people read
BREAK = re.compile(r"\s*(?:\n|<br ?/?>)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """`rows` as printed, heads and group rows among them; a cell is an empty passage where nothing is
    printed, and a merged cell stands in every place that it covers. `caption` is the title above (专栏2 …),
    `notes` the lines below (注：…); `start`…`end` the stretch of the text as shown that holds all of it, but
    for a heading of the outline that serves as caption. `unsure` are the rows whose cells could not be told
    apart for certain.
    """

    rows: tuple[Row, ...]
    layout: str
    start: int
    end: int
    caption: Passage | None = None
    notes: tuple[Passage, ...] = ()
    unsure: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Block:
    """A table that a layout found: the lines first…last (without last) of the page as rows of cells."""

    first: int
    last: int
    rows: tuple[Row, ...]
    layout: str
    unsure: frozenset[int] = frozenset()


def squeezed(cell: Passage) -> Passage:
    """Without blanks and line ends."""
    return cell.replaced(BLANKS, lambda match: "")


def pieces(cell: Passage) -> list[Passage]:
    """The lines of a cell."""
    return [part.strip() for part in cell.split(BREAK) if part]


def stacked(parts: Sequence[Passage]) -> Passage:
    """Lines of one cell as one passage, with a line end between them."""
    whole: list[Passage] = []
    for part in parts:
        if whole and part:
            whole.append(Passage("\n", (whole[-1].origin[-1],)))
        if part:
            whole.append(part)
    return Passage.joined(whole)


def same_cell(one: Passage, other: Passage) -> bool:
    """Whether two places of a grid show one merged cell."""
    return bool(one) and bool(other) and one.origin[0] == other.origin[0]


def distinct(row: Row) -> list[Passage]:
    """The filled cells of a row, a merged one once."""
    found: dict[int, Passage] = {}
    for cell in row:
        if cell:
            found.setdefault(cell.origin[0], cell)
    return list(found.values())


def padded(rows: Sequence[Sequence[Passage]]) -> tuple[Row, ...]:
    """Rows of one width: that of the longest without its trailing empty cells."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    return tuple((*row[:width], *[EMPTY] * (width - len(row))) for row in rows)
