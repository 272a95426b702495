"""Where passages stand in the text as shown, and how it is quoted."""

from __future__ import annotations

from bisect import bisect_right

from intake.parsing.passage import Passage
from intake.parsing.reading import Place
from intake.parsing.source import Source


class Locator:
    """Made once for a document; finding a line is then a binary search."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lines = [0, *(at + 1 for at, sign in enumerate(source.text) if sign == "\n")]

    def place(self, passage: Passage) -> Place:
        """Raises ValueError for an empty passage."""
        return self.at(*passage.span())

    def at(self, start: int, end: int) -> Place:
        page = bisect_right(self.source.pages, start) if self.source.pages else None
        return Place(start, end, bisect_right(self._lines, start), page)

    def quote(self, place: Place) -> str:
        """What stands there, as it is shown."""
        return self.source.text[place.start : place.end]
