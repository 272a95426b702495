"""Several indicators in one row of a table whose cells stand on lines of their own: their names together,
then their figures, column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Row
from intake.parsing.tables.layouts.stacked_kinds import ATTRIBUTE, NUMBERED, fits

MOST = 6  # names in one row


def several_rows(kinds: Sequence[str], cells: Sequence[Passage], at: int) -> tuple[list[Row], int]:
    """The rows and how many cells they take; none where there is one name, or the counts do not agree."""
    columns = [place for place, kind in enumerate(kinds) if kind == "value"]
    if set(kinds) - {"name", "value", "attribute"} or "name" not in kinds or not columns:
        return [], 0
    names = _run(cells, at, lambda text: fits("name", text))
    figures = _run(cells, at + len(names), lambda text: bool(text) and fits("value", text))
    count, rest = divmod(len(figures), len(columns))
    if rest or count < 2 or count > MOST or len(names) < count or not _belong(names, count):
        return [], 0
    own = names[len(names) - count :]
    above = names[len(names) - count - 1 : len(names) - count]
    after = _run(cells, at + len(names) + len(figures), lambda text: bool(ATTRIBUTE.fullmatch(text)))[:count]
    rows = [_row(kinds, {kinds.index("name"): name}) for name in above]
    for place, name in enumerate(own):
        filled = {kinds.index("name"): name}
        filled |= {column: figures[i * count + place] for i, column in enumerate(columns)}
        if "attribute" in kinds and after:
            filled[kinds.index("attribute")] = after[place if len(after) == count else 0]
        rows.append(_row(kinds, filled))
    ahead = len(names) - count - len(above)
    lone = [_row(kinds, {kinds.index("name"): name}) for name in names[:ahead]]
    return [*lone, *rows], len(names) + len(figures) + (len(after) if len(after) in (1, count) else 0)


def _run(cells: Sequence[Passage], at: int, fitting: Callable[[str], bool]) -> list[Passage]:
    found: list[Passage] = []
    while at < len(cells) and len(found) < 4 * MOST and fitting(cells[at].text.strip()):
        found.append(cells[at])
        at += 1
    return found


def _belong(names: Sequence[Passage], count: int) -> bool:
    """One is a part, or all have numbers: a group's name and one indicator are not two indicators."""
    own = names[len(names) - count :]
    return any("其中" in name.text[:8] for name in own) or all(NUMBERED.match(name.text) for name in own)


def _row(kinds: Sequence[str], filled: dict[int, Passage]) -> Row:
    return tuple(filled.get(place, EMPTY) for place in range(len(kinds)))
