"""A sequence of cells cut into rows by the kinds of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER
from intake.parsing.tables.layouts.stacked_kinds import NUMBER, NUMBERED, fits
from intake.parsing.tables.layouts.stacked_several import several_rows
from intake.parsing.tables.units import is_unit

LONGEST_WORDS = 20
FEWEST = 3  # cells of a row
LONGEST_LINE = 6  # characters of a group's name broken over two lines
LONGEST_GAP = 24  # cells that may be skipped
ALONE = 2  # rows in a row that hold one cell only: more are no table


@dataclass(frozen=True)
class Reading:
    """Rows, how many cells they used up, and which of the rows are unsure."""

    rows: tuple[Row, ...]
    used: int
    unsure: frozenset[int]


def columns_read(kinds: Sequence[str], cells: Sequence[Passage]) -> Reading:
    """As many rows as can be told; two lone cells between rows at most."""
    cells, taken = _joined(cells)
    rows: list[Row] = []
    unsure: set[int] = set()
    at = used = kept = 0
    while at < len(cells):
        several, length = several_rows(kinds, cells, at)
        if length:
            rows += several
            at += length
            used, kept = at, len(rows)
            continue
        row, length, sure = _row(kinds, cells, at)
        if length == 0:
            if len(rows) - kept >= ALONE or len(cells[at]) > LONGEST_WORDS * 2:
                again = _next_row(kinds, cells, at)
                if again is None:
                    break
                del rows[kept:]
                at = again
                unsure.add(len(rows))
                continue
            rows.append((cells[at], *[EMPTY] * (len(kinds) - 1)))
            at += 1
            continue
        if not sure:
            unsure.add(len(rows))
        rows.append(row)
        at += length
        used, kept = at, len(rows)
    return Reading(tuple(rows[:kept]), sum(taken[:used]), frozenset(unsure))


def _next_row(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> int | None:
    """Where the pattern comes back after cells that could not be told."""
    width = len(kinds)
    for start in range(at + 1, min(at + LONGEST_GAP, len(cells) - width + 1)):
        whole = cells[start : start + width]
        numbered = "number" in kinds or NUMBERED.match(_named(kinds, whole))
        if numbered and _matches(kinds, whole, strict=True):
            return start
    return None


def _named(kinds: Sequence[str], whole: Sequence[Passage]) -> str:
    return whole[kinds.index("name")].text if "name" in kinds else whole[0].text


def _joined(cells: Sequence[Passage]) -> tuple[list[Passage], list[int]]:
    """A unit in brackets alone on its line, or the second half of a broken bracket, belongs to the name."""
    joined: list[Passage] = []
    taken: list[int] = []
    for cell in cells:
        inner = re.fullmatch(r"[(（](.+)[)）]", cell.text)
        bracketed = inner is not None and is_unit(inner[1])
        open_above = bool(joined) and joined[-1].text.count("(") > joined[-1].text.count(")")
        if joined and (bracketed or (open_above and ")" in cell.text)):
            joined[-1] = stacked([joined[-1], cell])
            taken[-1] += 1
        else:
            joined.append(cell)
            taken.append(1)
    return joined, taken


def _row(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> tuple[Row, int, bool]:
    """The row that begins at a cell, its length (0: none begins there), and whether it is sure."""
    width = len(kinds)
    whole = cells[at : at + width]
    if len(whole) == width and _matches(kinds, whole, strict=True):
        return tuple(whole), width, True
    broken = _broken_group(kinds, cells, at)
    if broken:
        return broken
    without = _without_one(kinds, cells, at)
    if without:
        return without
    if _broken_name(kinds, cells, at):
        name = kinds.index("name")
        parts = cells[at + name : at + name + 2]
        row = (*cells[at : at + name], stacked(parts), *cells[at + name + 2 : at + width + 1])
        return row, width + 1, True
    if len(whole) == width and _matches(kinds, whole, strict=False):
        return tuple(whole), width, True
    if kinds[0] == "group" and NUMBERED.match(cells[at].text) and not GROUP_NUMBER.match(cells[at].text):
        row, length, sure = _row(kinds[1:], cells, at)
        return (EMPTY, *row), length, sure
    return _shorter(kinds, cells, at)


def _without_one(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> tuple[Row, int, bool] | None:
    """A row whose empty unit, class, number or first figure left no line (which figure is not sure)."""
    width = len(kinds) - 1
    whole = list(cells[at : at + width])
    if len(whole) < width or width < FEWEST or "name" not in kinds:
        return None
    dropped = [place for place, kind in enumerate(kinds) if kind in ("unit", "group", "number")]
    if kinds.count("value") == 2 and "attribute" in kinds and "number" in kinds:
        dropped.append(kinds.index("value"))
    for place in dropped:
        left = [*kinds[:place], *kinds[place + 1 :]]
        anchored = kinds[place] == "number" and {"unit", "attribute"} & set(left)
        numbered = "number" in left or anchored or NUMBERED.match(_named(left, whole))
        grouped = GROUP_NUMBER.match(_named(left, whole))
        if numbered and not grouped and all(cell for cell in whole) and _matches(left, whole, strict=True):
            return (*whole[:place], EMPTY, *whole[place:]), width, kinds[place] != "value"
    return None


def _broken_group(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> tuple[Row, int, bool] | None:
    """A group whose name stands on two lines (健康 / 水平) above the number of its first row."""
    end = at + len(kinds) + 1
    if list(kinds[:2]) != ["group", "number"] or end > len(cells):
        return None
    parts = cells[at : at + 2]
    row = (stacked(parts), *cells[at + 2 : end])
    short = all(len(part) <= LONGEST_LINE and fits("group", part.text) for part in parts)
    return (row, len(kinds) + 1, True) if short and row[1] and _matches(kinds, row, strict=True) else None


def _broken_name(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> bool:
    """Two lines of one name: the second has no number, though the names of this table have."""
    if "name" not in kinds or at + len(kinds) >= len(cells):
        return False
    name = at + kinds.index("name")
    first, second = cells[name], cells[name + 1]
    numbered = bool(NUMBERED.match(first.text)) or (name > at and bool(NUMBER.fullmatch(cells[at].text)))
    if not numbered or GROUP_NUMBER.match(first.text) or NUMBERED.match(second.text):
        return False
    merged = [*cells[at:name], stacked([first, second]), *cells[name + 2 : at + len(kinds) + 1]]
    return len(merged) == len(kinds) and _matches(kinds, merged, strict=True)


def _matches(kinds: Sequence[str], cells: Sequence[Passage], *, strict: bool) -> bool:
    words = 0
    for kind, cell in zip(kinds, cells, strict=True):
        if fits(kind, cell.text):
            continue
        if strict or kind != "value" or len(cell) > LONGEST_WORDS or NUMBERED.match(cell.text):
            return False
        words += 1
    anchored = "attribute" in kinds or "unit" in kinds or words < kinds.count("value")
    return words == 0 or anchored


def _shorter(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> tuple[Row, int, bool]:
    """A row whose empty cells left no line: what is there is laid into the last columns that it fits."""
    end = at + 1
    while end < len(cells) and end - at < len(kinds) and not fits("name", cells[end].text):
        end += 1
    present = list(cells[at:end])
    if end - at < 2 or end - at >= len(kinds) or not fits("name", _name(kinds, present)):
        return (), 0, True
    if "number" in kinds and GROUP_NUMBER.match(present[0].text):
        return (), 0, True
    row = _laid(kinds, present)
    if row is None:
        return (), 0, True
    sure = all(cell or kind in ("group", "number") for kind, cell in zip(kinds, row, strict=True))
    return row, end - at, sure


def _name(kinds: Sequence[str], present: Sequence[Passage]) -> str:
    number = kinds[0] == "number" and bool(NUMBER.fullmatch(present[0].text))
    return present[1].text if number and len(present) > 1 else present[0].text


def _laid(kinds: Sequence[str], present: list[Passage]) -> Row | None:
    """From the right: each cell into the last free column of its kind."""
    row: list[Passage] = []
    for kind in reversed(kinds):
        stands = bool(present) and bool(present[-1].text) and fits(kind, present[-1].text)
        row.append(present.pop() if stands else EMPTY)
    return None if present else tuple(reversed(row))
