"""The regions as a table of counts, each leading to its list, in one of three orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from common.numbers import ratio
from dashboards.pages.address import Choice, Kept, cut, plan_link
from dashboards.pages.frame import list_link
from dashboards.pages.landscape_tiles import place_link, rate_text
from dashboards.queries.landscape import LevelCount, Place
from dashboards.words.ranking import Entry, rank
from dashboards.words.tally import LAGGING, MET, STALE, UNASSESSED, Tally, tally_of

CODE, RATE, BINDING = "code", "rate", "binding"
ORDERS = {CODE: "按代码", RATE: "按达标率", BINDING: "按约束性滞后"}
LISTS: dict[str, dict[str, str]] = {  # what each number's list is narrowed by
    "total": {},
    "met": {"result": MET},
    "lagging": {"result": LAGGING},
    "binding": {"result": LAGGING, "attribute": "binding"},
    "stale": {"result": STALE},
    "unassessed": {"result": UNASSESSED},
}


@dataclass(frozen=True)
class Counted:
    """A number and the list of what it counts; no list where it is 0."""

    number: int
    url: str


@dataclass(frozen=True)
class RegionRow:
    """Without a plan there is no `tally` and nothing is counted. `rank`: among those that can be assessed,
    in an order other than by code.
    """

    code: str
    name: str
    url: str
    plan: str = ""
    plan_url: str = ""
    tally: Tally | None = None
    rate: str = ""
    total: Counted | None = None
    met: Counted | None = None
    lagging: Counted | None = None
    binding: Counted | None = None
    stale: Counted | None = None
    unassessed: Counted | None = None
    rank: str = ""


@dataclass(frozen=True)
class RegionTable:
    """`without`: those without a plan for these years, by code."""

    rows: tuple[RegionRow, ...]
    without: tuple[RegionRow, ...]
    orders: tuple[Choice, ...]
    is_ranked: bool


@dataclass(frozen=True)
class Level:
    """All plans of one level; `label` is 本级 for the region itself."""

    label: str
    count: LevelCount
    rate: str


def table_of(
    places: Sequence[Place],
    deeper: Collection[str],
    *,
    order: str,
    kept: Kept,
    addresses: Sequence[tuple[str, str]],
) -> tuple[RegionTable, str]:
    """With a complaint where the order is none; `addresses` are those of the page in each order."""
    complaint = ""
    if order and order not in ORDERS:
        complaint = f"没有“{cut(order)}”这种排序，表格按代码排列。"
        order = CODE
    order = order or CODE
    rows = [_row(place, place_link(place, deeper, kept), kept) for place in places]
    planned = _ordered([row for row in rows if row.tally is not None], order)
    without = tuple(row for row in rows if row.tally is None)
    choices = tuple(Choice(ORDERS[name], url, name == order) for name, url in addresses)
    return RegionTable(tuple(planned), without, choices, order != CODE), complaint


def worst_of(places: Sequence[Place], deeper: Collection[str], *, kept: Kept) -> list[RegionRow]:
    """Those with 约束性 laggards, most first."""
    rows = [_row(place, place_link(place, deeper, kept), kept) for place in places]
    behind = [row for row in rows if row.tally is not None and row.tally.binding_lagging]
    return _ordered(behind, BINDING)


def _row(place: Place, url: str, kept: Kept) -> RegionRow:
    region, plan = place.region, place.plan
    if plan is None:
        return RegionRow(region.code, region.name, url)
    tally = tally_of(place.rows, int(str(kept["year"])))
    numbers = {
        "total": tally.total,
        "met": tally.met,
        "lagging": tally.lagging,
        "binding": tally.binding_lagging,
        "stale": tally.stale,
        "unassessed": tally.unassessed,
    }
    listed: dict[str, Any] = {
        name: Counted(number, list_link(region.code, plan=plan.pk, **kept, **LISTS[name]) if number else "")
        for name, number in numbers.items()
    }
    return RegionRow(
        code=region.code,
        name=region.name,
        url=url,
        plan=plan.title,
        plan_url=plan_link(plan.pk, **kept),
        tally=tally,
        rate=rate_text(tally.met, tally.assessable),
        **listed,
    )


def _ordered(rows: Sequence[RegionRow], order: str) -> list[RegionRow]:
    """Equal ones share a rank and stand by code; what cannot be assessed comes last, without one."""
    by_code = sorted(rows, key=lambda row: row.code)
    if order == CODE:
        return by_code
    found = {row.code: row for row in by_code}
    ranked = rank([Entry(row.code, _worth(row.tally, order)) for row in by_code], higher_is_better=True)
    return [replace(found[each.key], rank=str(each.rank or "")) for each in ranked]


def _worth(tally: Tally | None, order: str) -> Decimal | None:
    """The highest stands first: the best rate, or the most 约束性 laggards."""
    share = tally.share_met if tally else None
    return Decimal(tally.binding_lagging) if tally and share is not None and order == BINDING else share


def levels_of(counts: Sequence[LevelCount], own: str) -> tuple[Level, ...]:
    return tuple(
        Level(
            label="本级" if each.level == own else each.label,
            count=each,
            rate=ratio(each.met, each.met + each.lagging),
        )
        for each in counts
    )
