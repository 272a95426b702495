from __future__ import annotations

from typing import Any

import pytest

from indicators.calc import parse_figure
from reporting.rules import Weight
from reporting.rules.decimal_slip import decimal_slip
from tests.unit.reporting.entries import entered, past, rising


@pytest.mark.parametrize(
    ("typed", "before", "times"),
    [
        ("55", "5.5", "的 10 倍"),
        ("53", "5.5", "约 10 倍"),
        ("0.55", "5.5", "的 1/10"),
        ("550", "5.5", "的 100 倍"),
        ("0.054", "5.5", "约 1/100"),
        ("55000", "5.5", "的 10000 倍"),
        ("0.41", "4100", "的 1/10000"),
        ("5.5", "-0.55", ""),
        ("9", "1", "约 10 倍"),
        ("8.4", "1", ""),
        ("11.6", "1", ""),
        ("5.6", "5.5", ""),
    ],
)
def test_decimal_slip_up_and_down_within_its_band(typed: str, before: str, times: str) -> None:
    found = decimal_slip(rising(typed, before))
    assert (found is not None) == bool(times)
    if found is not None:
        assert found.weight is Weight.ERROR
        assert f"{typed} 是上年 {before} " in found.message
        assert times in found.message
        assert "小数点错位或计量单位错误" in found.message


@pytest.mark.parametrize(
    ("typed", "before", "unit"),
    [
        ("20", "2", "人"),  # honest growth of a small count
        ("2", "20", "人"),
        ("0.06", "0.006", "万人"),  # 60 persons
        ("0.4", "0.04", "%"),
        ("10", "0", "万人"),
        ("0", "10", "万人"),
        ("＞55", "5.5", "万人"),
        ("55", "＞5.5", "万人"),
        ("55", "—", "万人"),
        ("55", "", "万人"),
        ("—", "5.5", "万人"),
        ("暂无", "5.5", "万人"),
        ("5∶5", "5.5", "万人"),
    ],
)
def test_decimal_slip_is_silent_where_it_cannot_be_sure(typed: str, before: str, unit: str) -> None:
    assert decimal_slip(rising(typed, before, unit=unit)) is None


@pytest.mark.parametrize(
    ("typed", "before", "facts"),
    [
        ("300", "30", {"target": parse_figure("300")}),
        ("300", "30", {"annual_target": parse_figure("≥310"), "target": parse_figure("20")}),
        ("60", "6", {"basis": "cumulative", "target": parse_figure("〔300〕"), "plan_years": 5}),
        ("0.6", "6", {"sense": "lower", "target": parse_figure("≤0.5")}),
    ],
)
def test_decimal_slip_lets_pass_what_the_plan_expects(typed: str, before: str, facts: dict[str, Any]) -> None:
    assert decimal_slip(rising(typed, before, **facts)) is None
    assert decimal_slip(rising(typed, before)) is not None


@pytest.mark.parametrize(
    ("typed", "before", "facts"),
    [
        ("300", "30", {"target": parse_figure("60")}),
        ("60", "6", {"basis": "cumulative", "target": parse_figure("〔60〕"), "plan_years": 5}),
        ("60", "6", {"sense": "lower", "target": parse_figure("≤80")}),  # room under a ceiling is no goal
    ],
)
def test_decimal_slip_speaks_where_the_plan_expects_less(
    typed: str, before: str, facts: dict[str, Any]
) -> None:
    assert decimal_slip(rising(typed, before, **facts)) is not None


def test_decimal_slip_of_a_running_total_is_seen_against_the_total_so_far() -> None:
    facts: dict[str, Any] = {"basis": "cumulative", "unit": "万人", "sense": "higher", "start_year": 2021}
    for typed in ("〔240〕", "〔2.4〕"):
        found = decimal_slip(entered(typed, **facts, **past("6", "6", "6")))
        assert found is not None, typed
        assert "累计数" in found.message
    assert decimal_slip(entered("〔24〕", **facts, **past("6", "6", "6"))) is None
    assert decimal_slip(entered("〔240〕", **facts, **past("〔6〕", "〔12〕", "〔18〕"))) is not None
    assert (
        decimal_slip(entered("〔240〕", **facts, **past("〔6〕", "", "6"))) is None
    )  # the total so far is not known


def test_decimal_slip_is_no_matter_of_comparison_across_a_new_definition() -> None:
    assert decimal_slip(rising("55", "5.5", break_note="统计范围由城区扩大到全域")) is None
