"""Forms as Excel sheets: written to be filled in, read back with the address of whatever is wrong."""

from reporting.sheets.layout import (
    EXPORT,
    FIGURE_CODE,
    PROMISE_CODE,
    Mark,
    Table,
    figure_table,
    promise_table,
)
from reporting.sheets.reading import Expected, ReadBook, ReadCell, ReadLine, read_book
from reporting.sheets.refusal import SheetRefusedError
from reporting.sheets.writing import Block, Book, Foot, Group, Line, written

__all__ = [
    "EXPORT",
    "FIGURE_CODE",
    "PROMISE_CODE",
    "Block",
    "Book",
    "Expected",
    "Foot",
    "Group",
    "Line",
    "Mark",
    "ReadBook",
    "ReadCell",
    "ReadLine",
    "SheetRefusedError",
    "Table",
    "figure_table",
    "promise_table",
    "read_book",
    "written",
]
