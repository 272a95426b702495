"""A figure beside the sum of the regions below, as reviewers read it."""

from __future__ import annotations

import pytest

from indicators.calc import parse_figure
from reporting.pages.compared import Against, against_children


def beside(now: str, unit: str = "万人", goal: str = "万人", **children: str | None) -> Against | None:
    figures = {name: None if text is None else parse_figure(text) for name, text in children.items()}
    return against_children(parse_figure(now), figures, unit, goal)


@pytest.mark.parametrize(
    ("now", "children", "other", "change", "missing"),
    [
        ("10", {"东县": "4", "西县": "5.6"}, "9.6", "+0.4 万人", ""),
        ("9.6", {"东县": "4", "西县": "5.6"}, "9.6", "一致", ""),
        ("9", {"东县": "4", "西县": "5.6"}, "9.6", "−0.6 万人", ""),
        ("10", {"东县": "4", "西县": None}, "4", "+6 万人", "西县"),
        ("10", {"东县": "4", "西县": "—"}, "4", "+6 万人", "西县"),
        ("10", {"东县": None, "西县": None}, "", "", "东县、西县"),
        ("10", {"东县": ">4", "西县": "5"}, "＞9", "", ""),
        (">10", {"东县": "4", "西县": "5"}, "9", "", ""),
        ("0", {"东县": "0"}, "0", "一致", ""),
    ],
)
def test_against_children_says_the_sum_the_difference_and_who_is_missing(
    now: str, children: dict[str, str | None], other: str, change: str, missing: str
) -> None:
    assert beside(now, **children) == Against("下级合计", other, change, missing)


def test_against_children_is_shown_in_the_plan_s_unit() -> None:
    assert beside("100000", "人", "万人", 东县="40000") == Against("下级合计", "4", "+6 万人")


def test_against_children_compares_no_total_since_the_plan_began_with_one_year() -> None:
    assert beside("〔10〕", 东县="4") is None


def test_against_children_is_silent_without_children_or_without_a_figure() -> None:
    assert beside("10") is None
    assert beside("—", 东县="4") is None
    assert against_children(None, {"东县": parse_figure("4")}, "万人", "万人") is None
