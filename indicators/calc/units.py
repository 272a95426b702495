"""Units of measure: 万人, 亿元 … are a dimension with a factor; figures are converted exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from indicators.calc.figure import Figure

FACTORS = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}


def split_unit(unit: str) -> tuple[str, Decimal]:
    """(dimension, factor): 万人次 is (人次, 10000); a unit without a factor is itself times one."""
    for prefix, factor in FACTORS.items():
        if unit.startswith(prefix) and len(unit) > len(prefix):
            return unit[len(prefix) :], factor
    return unit, Decimal(1)


def ratio(source: str, goal: str) -> Decimal:
    """What a number in `source` is multiplied by to stand in `goal`; powers of ten, so always exact."""
    return split_unit(source)[1] / split_unit(goal)[1]


def converted(figure: Figure, source: str, goal: str) -> Figure:
    """The figure in another unit; growth, ratios and words have none and stay as they are."""
    times = ratio(source, goal)
    if times == 1 or figure.kind not in ("number", "range") or figure.value is None:
        return figure
    upper = None if figure.upper is None else figure.upper * times
    return replace(figure, value=figure.value * times, upper=upper)
