from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reporting.rules import Weight
from reporting.rules.year_on_year import year_on_year
from tests.unit.reporting.entries import entered, past, rising


@pytest.mark.parametrize(
    ("typed", "before", "weight", "said"),
    [
        ("12.1", "10", Weight.NOTICE, "比上年 10 增长 21%，超过 20%"),
        ("7.9", "10", Weight.NOTICE, "下降 21%"),
        ("15", "10", Weight.NOTICE, "增长 50%，超过 20%"),
        ("15.25", "10", Weight.WARNING, "比上年 10 增长 52.5%，超过 50%"),
        ("4.9", "10", Weight.WARNING, "下降 51%"),
        ("75", "10", Weight.WARNING, "增长 650%"),
    ],
)
def test_year_on_year_beyond_the_first_and_the_second_threshold(
    typed: str, before: str, weight: Weight, said: str
) -> None:
    found = year_on_year(rising(typed, before))
    assert found is not None
    assert found.weight is weight
    assert said in found.message
    assert ("备注" in found.message) == (weight is Weight.WARNING)


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("12", "10"),
        ("8", "10"),
        ("＞20", "10"),
        ("20", "＞10"),
        ("20", "—"),
        ("20", "0"),
        ("—", "10"),
        ("100", "10"),  # decimal_slip says it
        ("0.06", "0.02"),  # 4 of the last decimal place
    ],
)
def test_year_on_year_is_silent_within_and_where_there_is_nothing_to_compare(typed: str, before: str) -> None:
    assert year_on_year(rising(typed, before)) is None


def test_year_on_year_takes_the_thresholds_of_the_indicator_and_rates_relatively() -> None:
    thresholds = {"jump_notice": Decimal(5), "jump_warning": Decimal(15), "unit": "%", "decimals": 1}
    notice = year_on_year(rising("96", "91", **thresholds))
    assert notice is not None
    assert "增长 5.5%，超过 5%" in notice.message
    assert year_on_year(rising("95", "91", **thresholds)) is None


def test_year_on_year_compares_flow_with_flow() -> None:
    facts: dict[str, Any] = {"basis": "cumulative", "unit": "万人", "start_year": 2021}
    assert year_on_year(entered("〔24〕", **facts, **past("〔6〕", "〔12〕", "〔18〕"))) is None
    assert year_on_year(entered("6", **facts, **past("〔6〕", "〔12〕", "〔18〕"))) is None
    found = year_on_year(entered("〔28〕", **facts, **past("6", "6", "6")))
    assert found is not None
    assert "比上年 6 增长 66.7%" in found.message
    assert year_on_year(entered("〔28〕", **facts, **past("6", "", "6"))) is None


def test_year_on_year_leaves_a_falling_total_to_its_rule() -> None:
    facts: dict[str, Any] = {"basis": "cumulative", "start_year": 2021, "limit_low": Decimal(0)}
    assert year_on_year(entered("〔14〕", **facts, **past("6", "6", "6"))) is None


def test_year_on_year_does_not_look_across_a_new_definition() -> None:
    assert year_on_year(rising("30", "10", break_note="统计范围由城区扩大到全域")) is None
