"""The choices that stand above many pages: the year, and which figures are judged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from dashboards.pages.address import STANDINGS, Choice


def year_choices(
    years: Iterable[int], known: Collection[int], current: int, address: Callable[[int], str]
) -> tuple[Choice, ...]:
    """All `years`, of which only those that something is `known` of can be chosen."""
    return tuple(Choice(str(year), address(year) if year in known else "", year == current) for year in years)


def standing_choices(current: str, address: Callable[[str], str]) -> tuple[Choice, ...]:
    return tuple(Choice(label, address(code), code == current) for code, label in STANDINGS.items())
