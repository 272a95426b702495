from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.calc import parse_figure
from reporting.rules import Weight
from reporting.rules.exactly_target import exactly_target
from tests.unit.reporting.entries import entered, past, rising


@pytest.mark.parametrize(
    ("typed", "target"), [("95.2", "95.2"), ("95.20", "≥95.2"), ("5.5", "≤5.5"), ("92", "92左右")]
)
def test_exactly_target_asks_for_the_source(typed: str, target: str) -> None:
    found = exactly_target(rising(typed, "90", target=parse_figure(target)))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert "与规划目标" in found.message


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("95.3", "95.2"),
        ("＞95", "95"),
        ("95", "＞95"),  # not met by its own number
        ("8", "8—10"),
        ("100", "100"),  # a natural limit
        ("40", "40"),
        ("2", "2"),
        ("—", "95"),
    ],
)
def test_exactly_target_is_silent_where_it_is_no_wonder(typed: str, target: str) -> None:
    facts = {"limit_low": Decimal(0), "limit_high": Decimal(100)}
    assert exactly_target(rising(typed, "90", target=parse_figure(target), **facts)) is None


def test_exactly_target_is_silent_where_it_stood_there_last_year() -> None:
    assert exactly_target(rising("95.2", "95.2", target=parse_figure("95.2"))) is None


def test_exactly_target_looks_at_the_annual_target_too() -> None:
    found = exactly_target(
        rising("1.48", "1.4", annual_target=parse_figure("1.48"), target=parse_figure("9"))
    )
    assert found is not None
    assert "与年度目标 1.48" in found.message


def test_exactly_target_compares_a_sum_with_the_total_so_far() -> None:
    facts: dict[str, Any] = {"basis": "cumulative", "start_year": 2021, "target": parse_figure("〔25〕")}
    assert exactly_target(entered("7", **facts, **past("6", "6", "6"))) is not None
    assert exactly_target(entered("〔25〕", **facts, **past("6", "6", "6"))) is not None
    assert exactly_target(entered("25", **facts, **past("6", "6", "6"))) is None
    assert exactly_target(entered("7", **facts, **past("6", "＞6", "6"))) is None
