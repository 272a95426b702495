"""The region switch: where one is, and where one may go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.pages.address import board_link
from plans.queries import Neighbourhood


@dataclass(frozen=True)
class Place:
    name: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class PlaceGroup:
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class RegionSwitch:
    """As components/region_switch.html draws it."""

    current: str
    ancestors: tuple[Place, ...]
    groups: tuple[PlaceGroup, ...]


def region_switch(around: Neighbourhood, address: Callable[[str], str]) -> RegionSwitch:
    """`address` makes the link of a region's code."""
    here = around.region

    def group(label: str, regions: Sequence[Any]) -> PlaceGroup:
        places = tuple(Place(each.name, address(each.code), each.code == here.code) for each in regions)
        return PlaceGroup(label, places)

    named = (("下级", around.children), ("其他下级地区", around.deeper), ("同级", around.siblings))
    groups = tuple(group(label, regions) for label, regions in named if any(each != here for each in regions))
    ancestors = tuple(Place(each.name, address(each.code)) for each in around.ancestors)
    return RegionSwitch(here.name, ancestors, groups)


def ancestors_of(region: Any) -> tuple[Place, ...]:
    """From the top down, with the addresses of their boards."""
    found: list[Place] = []
    above = region.parent
    while above is not None:
        found.insert(0, Place(above.name, board_link(above.code)))
        above = above.parent
    return tuple(found)
