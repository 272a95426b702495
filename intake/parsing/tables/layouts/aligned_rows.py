"""Lines of placed cells joined to rows: what belongs to a name above, to one below, what is a group's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indicators.calc import parse_figure
from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER
from intake.parsing.tables.layouts.columns_by_place import Interval, Segment, laid_out

NUMBERED = re.compile(r"[*★☆▲△※●]?(?:\(?\d{1,3}[.、)](?!\d)|其中|\d{1,3}\s+\D)")


@dataclass
class _Draft:
    """A row as it grows: the parts of each cell, from the top down."""

    cells: dict[int, list[Passage]] = field(default_factory=dict)

    def add(self, column: int, parts: Sequence[Passage], *, first: bool = False) -> None:
        have = self.cells.setdefault(column, [])
        have[:] = [*parts, *have] if first else [*have, *parts]


def rows_of(lines: Sequence[Sequence[Segment]], columns: Sequence[Interval]) -> list[Row]:
    """`lines` are those below the head, without furniture; an empty one stands for a blank line."""
    placed = [laid_out(line, columns) for line in lines]
    figures = _figure_columns(placed, len(columns))
    if not figures:
        return []
    name = _name_column(placed, figures)
    drafts: list[_Draft] = []
    waiting: list[dict[int, list[Segment]]] = []
    for line in placed:
        if not line:
            continue
        if not any(column in figures for column in line):
            waiting.append(line)
            continue
        draft = _Draft()
        _share(waiting, drafts, draft, line, name, columns)
        waiting = []
        for column, cells in line.items():
            draft.add(column, [cell.text for cell in cells])
        drafts.append(draft)
    _trail(waiting, drafts, name)
    return [
        tuple(stacked(draft.cells.get(at, [])) or EMPTY for at in range(len(columns))) for draft in drafts
    ]


def _figure_columns(placed: Sequence[dict[int, list[Segment]]], width: int) -> set[int]:
    found = set()
    for at in range(width):
        texts = [cell.text.text for line in placed for cell in line.get(at, [])]
        figures = [text for text in texts if parse_figure(text).kind not in ("words", "blank")]
        if figures and len(figures) * 2 > len(texts):
            found.add(at)
    numbers = {at for at in found if at < 2 and _counts_up(placed, at)}
    return found - numbers


def _counts_up(placed: Sequence[dict[int, list[Segment]]], at: int) -> bool:
    texts = [cell.text.text.strip(". 、") for line in placed for cell in line.get(at, [])]
    whole = [int(text) for text in texts if re.fullmatch(r"\d{1,3}", text)]
    return len(whole) * 2 > len(texts) and len(whole) > 1 and all(b - a in (1, 0) for a, b in pairwise(whole))


def _name_column(placed: Sequence[dict[int, list[Segment]]], figures: set[int]) -> int:
    """The widest column before the first figure."""
    sizes: dict[int, int] = {}
    for line in placed:
        for at, cells in line.items():
            if at < min(figures):
                sizes[at] = sizes.get(at, 0) + sum(len(cell.text) for cell in cells)
    return max(sizes, key=lambda at: sizes[at]) if sizes else 0


def _share(
    waiting: Sequence[dict[int, list[Segment]]],
    drafts: list[_Draft],
    draft: _Draft,
    line: dict[int, list[Segment]],
    name: int,
    columns: Sequence[Interval],
) -> None:
    """Lines without a figure between two rows: to the row above, to the one below, or rows of their own."""
    own = name in line
    for at, extra in enumerate(waiting):
        later = len(waiting) - at - 1
        if _is_group(extra, drafts, name, columns, own):
            drafts.append(_group(extra))
        elif _goes_below(extra, drafts, own, later, name):
            _into(draft, extra)
        else:
            _into(drafts[-1] if drafts else draft, extra)


def _goes_below(
    extra: dict[int, list[Segment]], drafts: list[_Draft], own: bool, later: int, name: int
) -> bool:
    if not drafts:
        return True
    text = "".join(cell.text.text for cell in extra.get(name, []))
    if NUMBERED.match(text):
        return True
    above = drafts[-1].cells.get(name, [])
    return not own and later == 0 and (bool(above) or not text)


def _is_group(
    extra: dict[int, list[Segment]], drafts: list[_Draft], name: int, columns: Sequence[Interval], own: bool
) -> bool:
    cells = [cell for part in extra.values() for cell in part]
    text = cells[0].text.text.strip()
    if len(cells) > 1 or len(text) > 24:
        return False
    if GROUP_NUMBER.match(text):
        return True
    if not own or name not in extra or NUMBERED.match(text) or text.endswith(")"):
        return False
    if not drafts:
        return True
    above = drafts[-1].cells.get(name, [])
    whole = "".join(part.text for part in above)
    left, right = columns[name]
    wrapped = 2 * len(above[0]) >= (right - left) * 3 // 4 if above else False
    return not wrapped and whole.count("(") == whole.count(")") and len(text) <= 14


def _group(extra: dict[int, list[Segment]]) -> _Draft:
    draft = _Draft()
    _into(draft, extra)
    return draft


def _into(draft: _Draft, extra: dict[int, list[Segment]]) -> None:
    for column, cells in extra.items():
        draft.add(column, [cell.text for cell in cells])


def _trail(waiting: Sequence[dict[int, list[Segment]]], drafts: list[_Draft], name: int) -> None:
    """What follows the last row, as far as it goes on with its name."""
    for extra in waiting:
        text = "".join(cell.text.text for cell in extra.get(name, []))
        if not drafts or not text or NUMBERED.match(text) or GROUP_NUMBER.match(text):
            return
        _into(drafts[-1], extra)
