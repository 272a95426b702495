"""The same number in another unit."""

from __future__ import annotations

import pytest

from indicators.calc import parse_figure
from intake.parsing.measures import convertible, equal


@pytest.mark.parametrize(
    ("one", "unit", "other", "other_unit", "are_equal"),
    [
        ("4", "万人", "4万人", "万人", True),
        ("1.42", "万人", "14200", "人", True),
        ("1.42", "万人", "1.5", "万人", False),
        ("＜5.5", "%", "5.5以内", "%", True),
        ("〔350〕", "万人", "350", "万人", True),
        ("3—5", "家", "3—5", "家", True),
        ("3—5", "家", "3", "家", False),
        ("1:4:5", "", "10:40:50", "", True),
        ("下降15%", "%", "15", "%", True),
        ("完成上级下达任务", "", "15", "%", False),
    ],
)
def test_numbers_alone_are_compared(
    one: str, unit: str, other: str, other_unit: str, are_equal: bool
) -> None:
    assert equal(parse_figure(one), unit, parse_figure(other), other_unit) is are_equal


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("万人", "人次", True),
        ("万人", "%", False),
        ("", "亩", True),
        ("km", "公里", True),
        ("亿元", "公里", False),
    ],
)
def test_units_of_one_dimension_fit(one: str, other: str, fits: bool) -> None:
    assert convertible(one, other) is fits
