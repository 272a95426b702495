"""The tables of a document: those its format marks, and those its text draws."""

from __future__ import annotations

from intake.parsing.passage import Passage
from intake.parsing.source import Source
from intake.parsing.tables.grid import Grid


def find_grids(source: Source, page: Passage) -> list[Grid]:
    """In the order of the document; they do not overlap."""
    return []
