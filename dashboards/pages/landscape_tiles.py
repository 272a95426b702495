"""The tile map: a square for each region in rough geographic order, never a map of borders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common.numbers import DASH, ratio
from dashboards.pages.address import Kept, board_link, cut, link
from dashboards.queries.landscape import Place
from dashboards.words.figures import NO_DATA, lamp_for, word_of
from dashboards.words.tally import PENDING, SHORT, STALE, Tally, standing_of, tally_of
from indicators.queries.progress import Row
from indicators.queries.seriousness import BEHIND

BANDS = ((90, 1), (75, 2), (60, 3), (0, 4))  # 达标率 from so many percent on: shade
OF_LAMP = {"ok": 2, "warn": 3, "bad": 4, "na": 0}
UNKNOWN = 0
WITHOUT_SQUARE = 6  # regions in a row below the map
NATION = "100000"
ENDINGS = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市")
NO_PLAN, NOTHING = "无规划", "无法评价"
NO_SUCH_PLAN = "没有这一时期的规划"
Same = tuple[int, str, str]


@dataclass(frozen=True)
class Tile:
    """`short` is what is written on it, `value` large, `counts` small; `laggards` counts 约束性 ones; `row`
    and `column` as classes of generated.css.
    """

    code: str
    name: str
    short: str
    url: str
    row: int
    column: int
    shade: int
    value: str
    detail: str
    counts: str = ""
    laggards: int = 0
    is_word: bool = False


@dataclass(frozen=True)
class TileChoice:
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class TileMap:
    """`shows` names what the squares say; `choices`: all indicators, or one by its catalogue code."""

    tiles: tuple[Tile, ...]
    columns: int
    shows: str
    by_indicator: bool
    choices: tuple[TileChoice, ...]
    is_nation: bool
    kept: tuple[tuple[str, object], ...]


def tile_map(
    own: Place,
    places: Sequence[Place],
    deeper: Collection[str],
    *,
    codes: Mapping[int, str],
    chosen: str,
    kept: Kept,
) -> tuple[TileMap, str]:
    """With a complaint where the chosen indicator is none of the region's own plan. `codes`: those of the
    catalogue, by indicator; without any there is nothing to choose.
    """
    offered = {codes[row.item.indicator_id]: row for row in own.rows} if codes else {}
    row = offered.get(chosen)
    complaint = (
        f"本级规划没有代码为“{cut(chosen)}”的指标，方块图按全部指标显示。" if chosen and not row else ""
    )
    tiles = _tiles(places, deeper, row, kept)
    choices = (
        TileChoice("", "全部指标（达标率）", row is None),
        *(TileChoice(code, each.item.name, each is row) for code, each in offered.items()),
    )
    parameters = {"plan": own.plan.pk if own.plan else None, **kept}
    return TileMap(
        tiles=tiles,
        columns=max((tile.column for tile in tiles), default=1),
        shows=row.item.name if row else "达标率",
        by_indicator=row is not None,
        choices=choices,
        is_nation=bool(places) and places[0].region.parent_id == NATION,
        kept=tuple((name, value) for name, value in parameters.items() if value),
    ), complaint


def _tiles(places: Sequence[Place], deeper: Collection[str], row: Row | None, kept: Kept) -> tuple[Tile, ...]:
    squares, year = squares_of(places), int(str(kept["year"]))
    return tuple(
        _tile(place, squares[place.region.code], deeper, row, kept=kept, year=year) for place in places
    )


def squares_of(places: Sequence[Place]) -> dict[str, tuple[int, int]]:
    """Row and column by code, without empty lines; regions without a square follow in rows of their own."""
    placed = [each.region for each in places if each.region.tile_row]
    rows = _lines(region.tile_row or 0 for region in placed)
    columns = _lines(region.tile_column or 0 for region in placed)
    found = {region.code: (rows[region.tile_row or 0], columns[region.tile_column or 0]) for region in placed}
    width = len(columns) or WITHOUT_SQUARE
    for number, place in enumerate(each for each in places if each.region.code not in found):
        found[place.region.code] = (len(rows) + 1 + number // width, 1 + number % width)
    return found


def _lines(numbers: Iterable[int]) -> dict[int, int]:
    """Those in use, numbered anew from 1."""
    return {number: place for place, number in enumerate(sorted(set(numbers)), 1)}


def _tile(
    place: Place, square: tuple[int, int], deeper: Collection[str], row: Row | None, *, kept: Kept, year: int
) -> Tile:
    region = place.region
    said = _of_indicator(place, row, year) if row else _of_all(place, tally_of(place.rows, year))
    return Tile(
        code=region.code,
        name=region.name,
        short=short_name(region.name) if region.parent_id == NATION else region.name,
        url=place_link(place, deeper, kept),
        row=square[0],
        column=square[1],
        **said,
    )


def _unknown(value: str, detail: str) -> dict[str, Any]:
    return {"value": value, "detail": detail, "shade": UNKNOWN}


def _of_all(place: Place, tally: Tally) -> dict[str, Any]:
    if place.plan is None:
        return _unknown(NO_PLAN, NO_SUCH_PLAN)
    if tally.share_met is None:
        return _unknown(NOTHING, f"{tally.total} 项指标均无法评价")
    return {
        "value": rate_text(tally.met, tally.assessable),
        "detail": f"可评价的 {tally.assessable} 项中 {tally.met} 项达标",
        "counts": f"{tally.met}/{tally.assessable}",
        "shade": next(shade for least, shade in BANDS if 100 * tally.share_met >= least),
        "laggards": tally.binding_lagging,
    }


def _of_indicator(place: Place, wanted: Row, year: int) -> dict[str, Any]:
    if place.plan is None:
        return _unknown(NO_PLAN, NO_SUCH_PLAN)
    row = rows_by_same(place.rows).get(same_as(wanted))
    if row is None:
        return _unknown(DASH, "规划中没有这项指标")
    lamp, stale = lamp_for(row.verdict), standing_of(row, year) == STALE
    behind = row.item.attribute == "binding" and lamp.code in BEHIND and not stale
    earlier = f"{row.verdict.judged_year} 年" if stale and row.verdict is not None else ""
    return {
        "value": short_word(row, year),
        "detail": f"{earlier}{word_of(row.verdict, row.item.sense)}",
        "counts": earlier,
        "shade": OF_LAMP[shown_lamp(row, year)],
        "laggards": int(behind),
        "is_word": True,
    }


def rate_text(met: int, assessable: int) -> str:
    """Never 0% of nothing."""
    return ratio(met, assessable) if assessable else NOTHING


def same_as(row: Row) -> Same:
    """What makes two plans' indicators one: the catalogue entry, how it is counted and which way is good."""
    return row.item.indicator_id, row.item.basis, row.item.sense


def rows_by_same(rows: Sequence[Row]) -> dict[Same, Row]:
    """The first of each in printed order."""
    return {same_as(row): row for row in reversed(rows)}


def short_word(row: Row, year: int) -> str:
    """The verdict in the words of the strips; of an earlier year, what it said then. A floor is 跌破, for
    突破目标 would read as praise.
    """
    standing = standing_of(row, year)
    if standing == STALE and row.verdict is not None:
        standing = row.verdict.status
    if standing == "breached" and row.item.sense == "higher":
        return word_of(row.verdict, row.item.sense)
    return NO_DATA if standing == "no_data" else SHORT[standing]


def shown_lamp(row: Row, year: int) -> str:
    """Grey where the year itself has no verdict."""
    return "na" if standing_of(row, year) in (STALE, PENDING) else lamp_for(row.verdict).code


def place_link(place: Place, deeper: Collection[str], kept: Kept) -> str:
    """Down to the regions below where there are such, else to the board; nowhere where there is nothing."""
    code = place.region.code
    if place.plan is None:
        return board_link(code) if code in deeper else ""
    if code in deeper:
        return link(reverse("dashboards:board_regions", args=[code]), plan=place.plan.pk, **kept)
    return board_link(code, plan=place.plan.pk, **kept)


def short_name(name: str) -> str:
    """内蒙古 for 内蒙古自治区: what is written on a square of the nation."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)
