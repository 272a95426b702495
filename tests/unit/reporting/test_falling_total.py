from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reporting.rules import Entered, Weight
from reporting.rules.falling_total import falling_total
from tests.unit.reporting.entries import entered, past

FLOW: dict[str, Any] = {
    "unit": "万人", "basis": "cumulative", "sense": "higher", "start_year": 2021, "limit_low": Decimal(0),
}  # fmt: skip


def total(typed: str, *before: str, **facts: Any) -> Entered:
    return entered(typed, **{**FLOW, **facts}, **past(*before))


@pytest.mark.parametrize(
    ("typed", "before", "said"),
    [
        ("〔17〕", ("〔6〕", "〔12〕", "〔18〕"), "18"),
        ("〔17〕", ("6", "6", "6"), "18"),
        ("〔17〕", ("6", "＞6", "6"), "＞18"),
        ("〔＜18〕", ("〔6〕", "〔12〕", "〔18〕"), "18"),
    ],
)
def test_falling_total_is_an_error(typed: str, before: tuple[str, ...], said: str) -> None:
    found = falling_total(total(typed, *before))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert f"截至上年的累计数 {said}。" in found.message


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("〔18〕", ("〔6〕", "〔12〕", "〔18〕")),
        ("〔24〕", ("6", "6", "6")),
        ("6", ("〔6〕", "〔12〕", "〔18〕")),  # a year's own figure
        ("〔＞17〕", ("6", "6", "6")),
        ("〔17〕", ("6", "", "6")),
        ("〔17〕", ("6", "＜6", "6")),
        ("〔17〕", ()),
        ("—", ("〔6〕", "〔12〕", "〔18〕")),
        ("〔1.8〕", ("〔5〕", "〔10〕", "〔15〕")),  # rather a slip of the decimal point: 〔18〕
    ],
)
def test_falling_total_speaks_only_where_it_is_certain(typed: str, before: tuple[str, ...]) -> None:
    assert falling_total(total(typed, *before)) is None


def test_falling_total_needs_the_same_start() -> None:
    assert falling_total(total("〔17〕", "〔6〕", "〔12〕", "〔18〕", start_year=2022)) is None


def test_falling_total_may_fall_where_years_may_be_negative_or_the_definition_is_new() -> None:
    before = ("〔6〕", "〔12〕", "〔18〕")
    assert falling_total(total("〔17〕", *before, limit_low=None)) is None
    assert falling_total(total("〔17〕", *before, break_note="不再包括跨省派遣人员")) is None
