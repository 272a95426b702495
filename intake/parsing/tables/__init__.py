"""Tables of any layout: found in the text, made into grids of cells, read as rows of indicators."""

from intake.parsing.tables.finding import find_grids
from intake.parsing.tables.grid import Grid
from intake.parsing.tables.indicators import read_grid
from intake.parsing.tables.unread import unread_tables

__all__ = ["Grid", "find_grids", "read_grid", "unread_tables"]
