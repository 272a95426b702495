"""A grid read as rows of indicators."""

from __future__ import annotations

from intake.parsing.locating import Locator
from intake.parsing.reading import HeadRead, IndicatorRead
from intake.parsing.tables.grid import Grid


def read_grid(grid: Grid, head: HeadRead, locate: Locator) -> list[IndicatorRead]:
    """Nothing where the grid is not a table of indicators."""
    return []
