"""Cells of a line with the columns of the page at which they begin and end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.passage import Passage

BLANKS = re.compile(r"\s+")
LONGEST = 500  # characters: a longer line is a paragraph
FULL = frozenset("WF")
KNIT = frozenset(
    {"指标", "单位", "属性", "序号", "备注", "类别", "名称", "目标", "性质", "合计", "领域", "累计", "基数"}
)


@dataclass(frozen=True)
class Segment:
    """A run of text between wide blanks; `left`…`right` in columns of half width."""

    text: Passage
    left: int
    right: int

    def overlap(self, left: int, right: int) -> int:
        return min(self.right, right) - max(self.left, left)


Interval = tuple[int, int]


def segments_of(line: Passage, shown: str) -> list[Segment]:
    """Cut at blanks at least two columns wide; words that print with a blank inside (指  标) stay whole."""
    places = _places(line, shown)
    if len(line) > LONGEST:
        return [Segment(line, places[0], places[-1])]
    cuts = [
        (match.start(), match.end())
        for match in BLANKS.finditer(line.text)
        if places[match.end()] - places[match.start()] >= 2 and not _knit(line.text, match)
    ]
    found, last = [], 0
    for start, end in [*cuts, (len(line), len(line))]:
        if line.text[last:start].strip():
            found.append(Segment(line[last:start], places[last], places[start]))
        last = end
    return found


def _places(line: Passage, shown: str) -> list[int]:
    places, at, last = [], 0, -1
    for origin in line.origin:
        places.append(at)
        if origin != last:
            at += 2 if unicodedata.east_asian_width(shown[origin]) in FULL else 1
        last = origin
    return [*places, at]


def _knit(text: str, gap: re.Match[str]) -> bool:
    before, after = text[: gap.start()].split(), text[gap.end() :].split()
    return bool(before and after) and len(before[-1]) == 1 and before[-1] + after[0] in KNIT


def columns_of(lines: Sequence[Sequence[Segment]], heads: Sequence[Sequence[Segment]]) -> list[Interval]:
    """Where the columns stand: stretches that the cells of the rows cover, set apart by stretches that none or
    nearly none does. A head beside all of them is a column without cells.
    """
    rows = [line for line in lines if len(line) > 2] or [line for line in lines if len(line) > 1]
    found = _covered(rows, max(0, len(rows) // 25))
    widest = max(map(len, heads), default=0)
    if len(found) < widest:
        found = _covered(rows, max(1, len(rows) // 8))
    for head in heads:
        for cell in head:
            if all(cell.overlap(*column) < 1 for column in found) and not _neighbours(cell, head, found):
                found.append((cell.left, cell.right))
    return sorted(found)


def _neighbours(cell: Segment, head: Sequence[Segment], columns: Sequence[Interval]) -> list[int]:
    """The columns beside a title that stands between them, where this line of the head names neither."""
    ordered = sorted(columns)
    left = [at for at, column in enumerate(ordered) if column[1] <= cell.left]
    right = [at for at, column in enumerate(ordered) if column[0] >= cell.right]
    around = [*left[-1:], *right[:1]]
    free = [at for at in around if all(other.overlap(*ordered[at]) < 1 for other in head)]
    return free if len(free) == 2 else []


def _covered(rows: Sequence[Sequence[Segment]], most: int) -> list[Interval]:
    width = max((cell.right for row in rows for cell in row), default=0)
    depth = [0] * (width + 1)
    for row in rows:
        for cell in row:
            for at in range(cell.left, cell.right):
                depth[at] += 1
    found: list[Interval] = []
    start = None
    for at, count in enumerate(depth):
        if count > most and start is None:
            start = at
        elif count <= most and start is not None:
            found.append((start, at))
            start = None
    return found


def laid_out(line: Sequence[Segment], columns: Sequence[Interval]) -> dict[int, list[Segment]]:
    """Each cell in the column that it overlaps most, or stands nearest to."""
    placed: dict[int, list[Segment]] = {}
    for cell in line:
        best = max(range(len(columns)), key=lambda at: (cell.overlap(*columns[at]), -at))
        placed.setdefault(best, []).append(cell)
    return placed


def spread(line: Sequence[Segment], columns: Sequence[Interval]) -> dict[int, list[Segment]]:
    """As `laid_out`, but a title over several columns stands in each of them."""
    placed: dict[int, list[Segment]] = {}
    for cell in line:
        over = [at for at, column in enumerate(columns) if cell.overlap(*column) > 0]
        whole = [
            at
            for at in over
            if cell.overlap(*columns[at]) * 2 >= min(columns[at][1] - columns[at][0], cell.right - cell.left)
        ]
        for at in whole or over[:1] or _neighbours(cell, line, columns):
            placed.setdefault(at, []).append(cell)
    return placed
