"""A row of a place's plan as printed, with what it typed year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reporting.demo.reading import Line, Place

Key = tuple[str, str]  # region code, indicator code


@dataclass(frozen=True)
class Goal:
    """Texts throughout: baseline, target, annual targets and figures, the last two by year."""

    baseline: str
    target: str
    annual_targets: Mapping[int, str]
    actuals: Mapping[int, str]


def as_printed(line: Line) -> Goal:
    return Goal(line.baseline, line.target, line.annual_targets, line.actuals)


def texts_below(line: Line) -> dict[int, str]:
    """What the figures below are worked out from, by year: the province's, or what stands in for them."""
    return {year: line.under.get(year, text) for year, text in line.actuals.items()}


def wobble(place: Place, year: int, position: int) -> Decimal:
    """±0.04, so that no two series run alike; it follows from the place, the year and the row."""
    return Decimal((int(place.code) * 7 + year * 13 + position * 5) % 9 - 4) / 100


def fixed(number: Decimal, decimals: int) -> str:
    """With all its places, as figures are reported."""
    return f"{number:.{decimals}f}"
