"""各地区: the regions directly below one (or, below which there is none, beside it), side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dashboards.pages.address import Asked, link, plan_link
from dashboards.pages.frame import BoardHead, Shown, as_all_reach, ground_of, head_of
from dashboards.pages.landscape_heat import Heat, heat_of
from dashboards.pages.landscape_table import ORDERS, Level, RegionTable, levels_of, table_of
from dashboards.pages.landscape_tiles import TileMap, tile_map
from dashboards.pages.notices import Notice
from dashboards.pages.reports import report_link
from dashboards.queries.landscape import (
    catalogue_codes,
    children_of,
    codes_with_plans_below,
    counts_by_level,
    places_of,
    siblings_of,
)
from dashboards.words.figures import data_date_of

OF_LEVEL = {"country": "全国", "province": "各省", "city": "各市", "county": "各县（市、区）"}


@dataclass(frozen=True, kw_only=True)
class LandscapePage(BoardHead):
    """`beside`: these are siblings, not children."""

    plan_url: str = ""
    report_url: str = ""
    beside: bool = False
    of_level: str = ""
    tiles: TileMap | None = None
    heat: Heat | None = None
    table: RegionTable | None = None
    levels: tuple[Level, ...] = ()


def regions_link(code: str, **params: object) -> str:
    return link(reverse("dashboards:board_regions", args=[code]), **params)


def landscape_page(*, user: Any, code: str, asked: Asked, params: Mapping[str, str]) -> LandscapePage | None:
    """None where the region, the plan asked for or the standing is not for this person's eyes.

    `params` may name an `indicator` for the tiles and the `order` of the table.
    """
    ground = ground_of(user=user, code=code, asked=asked)
    if ground is None:
        return None
    below = children_of(user, ground.region)
    others = below or [each for each in siblings_of(user, ground.region) if each != ground.region]
    ground, notices = (ground, ()) if below else as_all_reach(user, ground)
    choice = {name: params.get(name, "").strip() for name in ("indicator", "order")}
    head = head_of(ground, tab="regions", address=lambda to, **kept: regions_link(to, **kept, **choice))
    if ground.shown is None:
        return LandscapePage(**head)
    found, complaints = _side_by_side(user, ground.region, others, ground.shown, choice, beside=not below)
    head["notices"] = (*head["notices"], *notices, *complaints)
    levels = _levels(user, ground.region, ground.shown) if below else ()
    return LandscapePage(
        **head,
        **found,
        levels=levels,
        beside=not below,
        plan_url=_plan_url(ground.shown),
        report_url=report_link(user, ground.shown.plan, ground.shown.year),
    )


def _side_by_side(
    user: Any,
    region: Any,
    others: Sequence[Any],
    shown: Shown,
    choice: Mapping[str, str],
    *,
    beside: bool,
) -> tuple[dict[str, Any], list[Notice]]:
    """The region's own row stands above the others, for comparison; beside siblings it is one of them."""
    start, end = shown.plan.start_year, shown.plan.end_year
    year, standing = shown.year, shown.asked.standing
    own, *places = places_of(
        user,
        [region, *others],
        start_year=start,
        end_year=end,
        year=year,
        standing=standing,
        own=shown.plan,
    )
    deeper = codes_with_plans_below(user, others, start_year=start, end_year=end)
    kept = {"year": year, "standing": standing}
    codes = catalogue_codes(own.rows)
    family = sorted([own, *places], key=lambda place: place.region.code) if beside and places else places
    tiles, bad_tile = tile_map(own, family, deeper, codes=codes, chosen=choice["indicator"], kept=kept)
    orders = [(name, regions_link(region.code, **{**shown.kept, **choice, "order": name})) for name in ORDERS]
    table, bad_order = table_of(family, deeper, order=choice["order"], kept=kept, addresses=orders)
    found = {
        "of_level": of_level(others),
        "tiles": tiles,
        "heat": heat_of(own, places, deeper, kept=kept),
        "table": table,
        "data_date": data_date_of(row.verdict for place in (own, *places) for row in place.rows),
    }
    return found, [Notice("warning", text) for text in (bad_tile, bad_order) if text]


def _levels(user: Any, region: Any, shown: Shown) -> tuple[Level, ...]:
    plan = shown.plan
    counts = counts_by_level(
        user,
        region,
        start_year=plan.start_year,
        end_year=plan.end_year,
        year=shown.year,
        standing=shown.asked.standing,
    )
    return levels_of(counts, region.level)


def _plan_url(shown: Shown) -> str:
    return plan_link(shown.plan.pk, year=shown.year, standing=shown.asked.standing)


def of_level(regions: Sequence[Any]) -> str:
    """What these regions are called together."""
    levels = {region.level for region in regions}
    return OF_LEVEL[levels.pop()] if len(levels) == 1 else "各地区"
