"""Whether two figures are the same number, each in its own unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from indicators.calc import Figure
from indicators.calc.units import split_unit

# Units of count that documents exchange for one another.
COUNTS = frozenset({"", "人", "名", "个", "家", "户", "所", "项", "人次", "次", "件", "处", "座", "支", "例"})
SAME_UNITS = {
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "km": "公里", "千米": "公里",
    "km²": "平方公里", "km2": "平方公里", "m³": "立方米", "m3": "立方米", "百分点": "%", "个百分点": "%",
}  # fmt: skip
FACTOR_ALONE = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}


@lru_cache(maxsize=4096)
def convertible(one: str, other: str) -> bool:
    """Units of one dimension (万人, 人); a missing unit goes with any."""
    first, second = _dimension(one)[0], _dimension(other)[0]
    return not one or not other or first == second or {first, second} <= COUNTS


def equal(one: Figure, unit: str, other: Figure, other_unit: str) -> bool:
    """The numbers alone, in a common unit: signs and brackets may differ."""
    if one.kind == "ratio" or other.kind == "ratio":
        return _shares(one) == _shares(other)
    if one.value is None or other.value is None:
        return one.value is other.value and one.kind == other.kind == "words" and one.text == other.text
    if _is_growth(one) != _is_growth(other):
        return abs(one.value) == abs(other.value) and _dimension(unit)[0] == "%"
    if _is_growth(one):
        return one.value == other.value
    times = _factor(unit, other_unit)
    return _ends(one, times[0]) == _ends(other, times[1])


def _is_growth(figure: Figure) -> bool:
    return figure.kind in ("average_growth", "change_from_baseline")


def _ends(figure: Figure, times: Decimal) -> tuple[Decimal, Decimal]:
    value = figure.value or Decimal(0)
    upper = value if figure.upper is None else figure.upper
    return value * times, upper * times


def _shares(figure: Figure) -> tuple[Fraction, ...]:
    whole = sum(figure.members)
    return tuple(Fraction(member) / Fraction(whole) for member in figure.members) if whole else ()


def _factor(unit: str, other: str) -> tuple[Decimal, Decimal]:
    """Both are taken as they are where one of them has no unit at all."""
    if not unit or not other:
        return Decimal(1), Decimal(1)
    return _dimension(unit)[1], _dimension(other)[1]


def _dimension(unit: str) -> tuple[str, Decimal]:
    if unit in FACTOR_ALONE:
        return "", FACTOR_ALONE[unit]
    dimension, factor = split_unit(unit)
    return SAME_UNITS.get(dimension, dimension), factor
