"""Rows that had to be read and judged before it was known which of them are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Self


class Gathered:
    """Goes where a queryset goes that is counted, ordered (ascending, by several attributes) and read."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)

    def count(self) -> int:
        return len(self.rows)

    def order_by(self, *order: str) -> Self:
        self.rows.sort(key=attrgetter(*order))
        return self

    def after(self, order: Sequence[str], place: Sequence[Any]) -> Gathered:
        """Those that come after a place in the order."""
        place_of = attrgetter(*order)
        return Gathered(row for row in self.rows if place_of(row) > tuple(place))

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        return iter(self.rows)

    def __getitem__(self, part: slice) -> list[Any]:
        return self.rows[part]
