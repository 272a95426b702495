"""Tables that stand the other way round: a year in each row, an indicator in each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.parsing.tables.grid import Grid, Row, distinct
from intake.parsing.tables.heads import DATED, ERA, is_head, role_of

TIMES = 2  # rows with a time that such a table has at least
LEADS = frozenset({"name", "unit", "attribute", "number", ""})


def upright(grid: Grid) -> Grid:
    """With the years above the columns, as everywhere else."""
    start = next((at for at, row in enumerate(grid.rows) if len(distinct(row)) > 1), len(grid.rows))
    if not _lies(grid.rows[start:]):
        return grid
    rows = tuple(zip(*grid.rows[start:], strict=True))
    return replace(grid, rows=rows, unsure=frozenset()) if is_head(rows[0]) else grid


def _lies(rows: Sequence[Row]) -> bool:
    if len(rows) <= TIMES or len(distinct(rows[0])) < len(rows[0]):
        return False
    roles = {role_of(cell.text) for cell in rows[0][1:]}
    firsts = [row[0].text.strip() for row in rows[1:]]
    times = [text for text in firsts if role_of(text) == "value" and (DATED.search(text) or ERA.search(text))]
    rest = [text for text in firsts if text not in times]
    return (
        roles == {""}
        and role_of(rows[0][0].text) in LEADS
        and len(times) >= TIMES
        and all(role_of(text) in ("unit", "attribute") for text in rest)
    )
