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
    """A run of text between wide blanks; `left`…`right` in columns of half width. `words` are its parts
    between single blanks, where it has any: (from, to, left, right), from and to counted in the text.
    """

    text: Passage
    left: int
    right: int
    words: tuple[tuple[int, int, int, int], ...] = ()

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
            found.append(_segment(line[last:start], places[last : start + 1]))
        last = end
    return found


def _segment(text: Passage, places: Sequence[int]) -> Segment:
    words = [match.span() for match in re.finditer(r"\S+", text.text)]
    placed = tuple((start, end, places[start], places[end]) for start, end in words)
    return Segment(text, places[0], places[-1], placed if len(placed) > 1 else ())


def _words(cell: Segment) -> list[Segment]:
    return [Segment(cell.text[start:end], left, right) for start, end, left, right in cell.words] or [cell]


def _cut(cell: Segment, columns: Sequence[Interval]) -> list[tuple[int, Segment]]:
    """The columns that a cell stands in: one blank is all there is between two where columns stand close."""
    found: list[tuple[int, Segment]] = []
    start = 0
    for at, word in enumerate(_words(cell)):
        best = max(range(len(columns)), key=lambda column: (word.overlap(*columns[column]), -column))
        if found and found[-1][0] == best:
            above = found[-1][1]
            text = cell.text[cell.words[start][0] : cell.words[at][1]]
            found[-1] = (best, Segment(text, above.left, word.right))
        else:
            found.append((best, word))
            start = at
    return found


def _places(line: Passage, shown: str) -> list[int]:
    places, at, last = [], 0, -1
    for origin in line.origin:
        places.append(at)
        if origin != last:
            at += 2 if unicodedata.east_asian_width(shown[origin]) in FULL else 1
        last = origin
    return [*places, at]


def width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in FULL else 1 for sign in text)


def _knit(text: str, gap: re.Match[str]) -> bool:
    before, after = text[: gap.start()].split(), text[gap.end() :].split()
    return bool(before and after) and len(before[-1]) == 1 and before[-1] + after[0] in KNIT


def columns_of(lines: Sequence[Sequence[Segment]], heads: Sequence[Sequence[Segment]]) -> list[Interval]:
    """Where the columns stand: stretches that the cells of the rows cover, set apart by stretches that none
    or nearly none does. A head beside all of them is a column without cells.
    """
    rows = [line for line in lines if len(line) > 2] or [line for line in lines if len(line) > 1]
    found = _covered(rows, max(0, len(rows) // 25))
    widest = max(map(len, heads), default=0)
    if len(found) < widest:
        found = _covered(rows, max(1, len(rows) // 8))
    found = _merged(found, rows, heads)
    for head in heads:
        for cell in head:
            if all(cell.overlap(*column) < 1 for column in found) and not _neighbours(cell, head, found):
                found.append((cell.left, cell.right))
    return sorted(found)


def _merged(
    columns: Sequence[Interval], rows: Sequence[Sequence[Segment]], heads: Sequence[Sequence[Segment]]
) -> list[Interval]:
    """Neighbours that no line fills both are one, unless the head names each apart."""
    merged: list[Interval] = []
    for column in columns:
        last = merged[-1] if merged else None
        if last and not _both(last, column, rows) and not _named_apart(last, column, heads):
            merged[-1] = (last[0], column[1])
        else:
            merged.append(column)
    return merged


def _both(one: Interval, other: Interval, lines: Sequence[Sequence[Segment]]) -> bool:
    return any(
        any(word.overlap(*one) > 0 for cell in line for word in _words(cell))
        and any(word.overlap(*other) > 0 for cell in line for word in _words(cell))
        for line in lines
    )


def _named_apart(one: Interval, other: Interval, heads: Sequence[Sequence[Segment]]) -> bool:
    over_one = {cell.text.origin for line in heads for cell in line if cell.overlap(*one) > 0}
    over_other = {cell.text.origin for line in heads for cell in line if cell.overlap(*other) > 0}
    return bool(over_one and over_other) and not over_one & over_other


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
        for word in (word for cell in row for word in _words(cell)):
            for at in range(word.left, word.right):
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
        for at, part in _cut(cell, columns):
            placed.setdefault(at, []).append(part)
    return placed


def spread(line: Sequence[Segment], columns: Sequence[Interval]) -> dict[int, list[Segment]]:
    """As `laid_out`, but a title over several columns stands in each of them."""
    placed: dict[int, list[Segment]] = {}
    for cell in (word for whole in line for word in _words(whole)):
        over = [at for at, column in enumerate(columns) if cell.overlap(*column) > 0]
        whole = [
            at
            for at in over
            if cell.overlap(*columns[at]) * 2 >= min(columns[at][1] - columns[at][0], cell.right - cell.left)
        ]
        for at in whole or over[:1] or _neighbours(cell, line, columns):
            placed.setdefault(at, []).append(cell)
    return placed
