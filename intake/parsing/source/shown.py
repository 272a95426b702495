"""The text of a document as people are shown it; every place that is told refers to it."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


class UnreadableError(ValueError):
    """The file cannot be read as a plan document; the message says, in Chinese, why and what to do."""


@dataclass(frozen=True)
class SourceTable:
    """A table that the format itself marks as one (HTML, Word, ruled PDF): rows of cells, a cell as the spans
    of its lines (none where it is empty). A merged cell stands in every place that it covers; `start`…`end`
    is the stretch of the text in which the table is shown.
    """

    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """`kind` is text, html, docx or pdf. `pages` are the offsets at which pages begin (none where the format
    has none); `hidden` are running heads, page numbers and other furniture: shown, never read.
    """

    text: str
    kind: str
    pages: tuple[int, ...] = ()
    tables: tuple[SourceTable, ...] = ()
    hidden: tuple[Span, ...] = ()

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, in which a character stands."""
        return self.text.count("\n", 0, offset) + 1
