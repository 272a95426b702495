"""Names broken over rows of a grid: the other half stands in a row of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.calc import parse_figure
from intake.parsing.passage import Passage
from intake.parsing.tables.columns import Column
from intake.parsing.tables.grid import EMPTY, Row, distinct, stacked
from intake.parsing.tables.units import is_name, is_unit

UNIT_ONLY = re.compile(r"[(（](.{1,16})[)）]")
NUMBERED = re.compile(r"[*★☆▲△※●]?\s*(?:\d{1,3}[.、](?!\d)|\(\d{1,2}\)|其中)")
NUMBER = re.compile(r"\d{1,3}[.、]?")
JOINT = re.compile(r"[、和与或及的/,]$")


def mended(rows: Sequence[Row], first: int, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Of as many rows: what went into a neighbour leaves an empty row."""
    names = [column.at for column in columns if column.role == "name"]
    kept = list(rows)
    for at in range(first, len(kept)):
        alone = distinct(kept[at])
        if len(alone) != 1:
            continue
        numbered = bool(NUMBERED.match(alone[0].text))
        place = next((name for name in names if kept[at][name]), names[-1] if numbered else None)
        if place is None:
            continue
        above, below = _filled(kept, at, -1, first), _filled(kept, at, 1, first)
        if above is not None and _ends(kept[above][place].text, alone[0].text):
            kept[above] = _with(kept[above], place, [kept[above][place], alone[0]])
            kept[at] = (EMPTY,) * len(kept[at])
        elif below is not None and _begins(alone[0].text, kept[below][place].text):
            kept[below] = _with(kept[below], place, [alone[0], kept[below][place]])
            kept[at] = (EMPTY,) * len(kept[at])
    return tuple(kept)


def shifted(rows: Sequence[Row], first: int, columns: Sequence[Column]) -> tuple[Row, ...]:
    """With the empty cells put back that trimming took from the beginning of a row."""
    return tuple(row if at < first else _shifted(row, columns) for at, row in enumerate(rows))


def _shifted(row: Row, columns: Sequence[Column]) -> Row:
    """A row that lost an empty cell (no unit, or the class printed once) and is short by it at its end."""
    if len(row) < 3 or row[-1] or len(distinct(row)) < 3:
        return row
    numbered = columns[1].role == "number" and bool(NUMBER.fullmatch(row[0].text.strip()))
    if columns[0].role == "group" and row[1] and (numbered or not is_name(row[1].text)):
        return (EMPTY, *row[:-1])
    unit = next((column.at for column in columns if column.role == "unit"), None)
    if unit is not None and _is_figure(row[unit].text):
        return (*row[:unit], EMPTY, *row[unit:-1])
    return row


def _is_figure(text: str) -> bool:
    return parse_figure(text).kind in ("number", "range", "ratio") and not is_unit(text)


def _filled(rows: Sequence[Row], at: int, step: int, first: int) -> int | None:
    """The next row that way, if it has more than a name."""
    other = at + step
    inside = first <= other < len(rows)
    return other if inside and len(distinct(rows[other])) > 1 else None


def _with(row: Row, place: int, parts: Sequence[Passage]) -> Row:
    return (*row[:place], stacked(parts), *row[place + 1 :])


def _ends(name: str, text: str) -> bool:
    """A unit in brackets, or what shuts a bracket that the name above left open."""
    inner = UNIT_ONLY.fullmatch(text.strip())
    if inner and is_unit(inner[1]):
        return "(" not in name[-8:]
    return name.count("(") > name.count(")") and ")" in text


def _begins(text: str, name: str) -> bool:
    """The first half carries the number that the second has not, or breaks off in the middle."""
    if not name or NUMBERED.match(name):
        return False
    return (
        (bool(NUMBERED.match(text)) and len(text) > 4)
        or bool(JOINT.search(text.strip()))
        or text.count("(") > text.count(")")
    )
