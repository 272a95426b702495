"""The heat map: regions down, the indicators of the own plan across, the verdict in every cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from common.numbers import DASH
from dashboards.pages.address import Kept, indicator_link
from dashboards.pages.landscape_tiles import (
    place_link,
    rows_by_same,
    same_as,
    short_word,
    shown_lamp,
)
from dashboards.queries.landscape import Place
from dashboards.words.figures import distance, word_of
from dashboards.words.tally import STALE, standing_of, tally_of
from indicators.queries.progress import Row


@dataclass(frozen=True)
class Column:
    """An indicator of the region's own plan."""

    name: str
    url: str
    is_binding: bool


@dataclass(frozen=True)
class Cell:
    """`style` is empty where the plan has no such indicator; `note` is the year of an earlier verdict."""

    word: str
    style: str = ""
    url: str = ""
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class HeatRow:
    """`more` counts indicators of the region's plan that have no column."""

    name: str
    url: str
    count: str
    cells: tuple[Cell, ...]
    is_own: bool = False
    more: int = 0


@dataclass(frozen=True)
class Heat:
    columns: tuple[Column, ...]
    rows: tuple[HeatRow, ...]
    has_more: bool


def heat_of(own: Place, places: Sequence[Place], deeper: Collection[str], *, kept: Kept) -> Heat:
    """Columns: 约束性 first, in printed order. What only the others have stands on their own boards;
    regions without a plan are on the tiles alone.
    """
    columns = sorted(rows_by_same(own.rows).values(), key=own.rows.index)
    columns.sort(key=lambda row: row.item.attribute != "binding")
    rows = [_row(own, columns, "", kept, is_own=True)]
    rows += [_row(place, columns, place_link(place, deeper, kept), kept) for place in places if place.plan]
    return Heat(
        columns=tuple(
            Column(
                row.item.name,
                indicator_link(row.item.plan_id, row.item.id, **kept),
                row.item.attribute == "binding",
            )
            for row in columns
        ),
        rows=tuple(rows),
        has_more=any(row.more for row in rows),
    )


def _row(place: Place, columns: Sequence[Row], url: str, kept: Kept, *, is_own: bool = False) -> HeatRow:
    year = int(str(kept["year"]))
    name = place.region.name
    tally, found = tally_of(place.rows, year), rows_by_same(place.rows)
    cells = tuple(_cell(found.get(same_as(column)), year, kept) for column in columns)
    more = 0 if is_own else len(place.rows) - sum(cell.style != "" for cell in cells)
    count = f"达标 {tally.met}/{tally.assessable}" if tally.assessable else "无法评价"
    return HeatRow(name, url, count, cells, is_own, more)


def _cell(row: Row | None, year: int, kept: Kept) -> Cell:
    if row is None:
        return Cell(DASH)
    verdict, item = row.verdict, row.item
    stale = standing_of(row, year) == STALE
    lamp = shown_lamp(row, year)
    earlier = f"{verdict.judged_year} 年" if stale and verdict is not None else ""
    words = (item.name, earlier, word_of(verdict, item.sense), distance(verdict))
    return Cell(
        word=short_word(row, year),
        style=f"{lamp} s-{verdict.status}" if verdict is not None and not stale else lamp,
        url=indicator_link(item.plan_id, item.id, **kept),
        title=" ".join(word for word in words if word),
        note=earlier,
    )
