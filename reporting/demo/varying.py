"""Rates and ratios: the province's target everywhere, its figures plus or minus lead times spread."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.calc import Figure, parse_figure, round_half_up
from indicators.calc.figure import plain_number
from reporting.demo.goal import Goal, fixed, texts_below, wobble
from reporting.demo.reading import Line, Place

HALF = Decimal("0.5")  # of the distance was there before the plan began
RATE_LIMIT = Decimal(100)


def varied(line: Line, below: Sequence[Place], places: Sequence[Place], position: int) -> dict[str, Goal]:
    """Goals of the places below; `places` are all there are, for leads add up on the way down."""
    by_code = {place.code: place for place in places}
    return {place.code: _goal(line, place, _whole_lead(place, by_code), position) for place in below}


def _whole_lead(place: Place, by_code: dict[str, Place]) -> Decimal:
    above = by_code.get(place.parent or "")
    return place.lead + (_whole_lead(above, by_code) if above else Decimal(0))


def _goal(line: Line, place: Place, lead: Decimal, position: int) -> Goal:
    figures = {
        year: _moved(text, line.spread * (lead + wobble(place, year, position)), line)
        for year, text in texts_below(line).items()
    }
    baseline = _moved(line.baseline, line.spread * lead * HALF, line)
    return Goal(baseline, line.target, line.annual_targets, figures)


def _moved(text: str, better: Decimal, line: Line) -> str:
    """The figure made better by so many points, within the limits of a rate."""
    figure = parse_figure(text)
    if figure.members:
        return _moved_shares(figure, better, line.decimals)
    if figure.value is None:
        return text
    turned = -better if parse_figure(line.target).op in ("<", "<=") else better
    number = round_half_up(figure.value + turned, line.decimals)
    return fixed(number if line.open_top else min(number, RATE_LIMIT), line.decimals)


def _moved_shares(figure: Figure, better: Decimal, decimals: int) -> str:
    """Points moved from the last tier to the first."""
    points = round_half_up(better, decimals)
    first, *middle, last = figure.members
    return "∶".join(plain_number(member) for member in (first + points, *middle, last - points))
