"""The regions below, on the board: tiles, and where most 约束性 indicators are behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.pages.frame import Shown
from dashboards.pages.landscape import of_level, regions_link
from dashboards.pages.landscape_table import RegionRow, worst_of
from dashboards.pages.landscape_tiles import TileMap, tile_map
from dashboards.queries.landscape import Place, children_of, codes_with_plans_below, places_of

NAMED = 3


@dataclass(frozen=True)
class LandscapeBlock:
    """`worst`: the regions with most 约束性 laggards, none without any; `url` leads to the full page."""

    of_level: str
    tiles: TileMap
    worst: tuple[RegionRow, ...]
    url: str


def landscape_block(*, user: Any, region: Any, shown: Shown) -> LandscapeBlock | None:
    """None where no region directly below has a plan for these years."""
    below = children_of(user, region)
    if not below:
        return None
    plan, year, standing = shown.plan, shown.year, shown.asked.standing
    start, end = plan.start_year, plan.end_year
    places = places_of(user, below, start_year=start, end_year=end, year=year, standing=standing)
    if not any(place.plan for place in places):
        return None
    deeper = codes_with_plans_below(user, below, start_year=start, end_year=end)
    kept = {"year": year, "standing": standing}
    tiles, _ = tile_map(Place(region, plan, ()), places, deeper, codes={}, chosen="", kept=kept)
    return LandscapeBlock(
        of_level=of_level(below),
        tiles=tiles,
        worst=tuple(worst_of(places, deeper, kept=kept)[:NAMED]),
        url=regions_link(region.code, **shown.kept),
    )
