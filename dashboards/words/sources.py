"""Where the figures of a page or report come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.queries.progress import Row

REPORTED = "本系统填报"
NAMED = 6


@dataclass(frozen=True)
class SourceRow:
    """`names` of the indicators, unless they are too many to be told."""

    source: str
    count: int
    names: tuple[str, ...]
    years: str


def sources_of(rows: Sequence[Row]) -> tuple[SourceRow, ...]:
    """Each source with the indicators and years it gave figures for, in printed order."""
    names: dict[str, list[str]] = {}
    years: dict[str, set[int]] = {}
    for row in rows:
        for year, counted in row.figures.items():
            source = counted.source or REPORTED
            given = names.setdefault(source, [])
            if row.item.name not in given:
                given.append(row.item.name)
            years.setdefault(source, set()).add(year)
    return tuple(
        SourceRow(source, len(given), tuple(given) if len(given) <= NAMED else (), span_of(years[source]))
        for source, given in names.items()
    )


def span_of(years: set[int]) -> str:
    """2021—2024, or the years one by one where they do not follow each other."""
    ordered = sorted(years)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}—{ordered[-1]}"
    return "、".join(str(year) for year in ordered)
