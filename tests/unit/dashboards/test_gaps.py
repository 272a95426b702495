from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboards.pages.gaps import gap_row, trend_for
from dashboards.words.figures import actual_text, gap_text, in_unit, marks_of, pace_text, word_of
from dashboards.words.seriousness import lagging_rows, reason_of
from indicators.calc import parse_figure
from indicators.queries.progress import Row
from tests.unit.dashboards.examples import (
    BINDING_BEHIND,
    CEILING_BROKEN,
    CUMULATIVE_BEHIND,
    FLOOR_BROKEN,
    MET,
    PENDING,
    STALE,
    UNJUDGEABLE,
    WITHOUT_DATA,
    case,
    counted,
    row,
)


def test_gaps_order_binding_then_lamp_then_deviation() -> None:
    mild = row(case(attribute="expected", actuals={2024: "672"}), name="较轻")
    worse = row(case(attribute="expected", actuals={2024: "669"}), name="较重")
    ordered = lagging_rows(
        [CEILING_BROKEN, mild, CUMULATIVE_BEHIND, MET, worse, BINDING_BEHIND, FLOOR_BROKEN]
    )
    assert [each.item.name for each in ordered] == [
        "工伤保险参保人数",  # binding, red
        "失业保险参保人数",  # binding, yellow
        "新增取得职业技能等级证书",  # expected, red
        "较重",
        "较轻",
        "城镇登记失业率",  # 3.64 per cent over
    ]


def test_gaps_leave_green_and_grey_out() -> None:
    assert lagging_rows([MET, UNJUDGEABLE, WITHOUT_DATA, PENDING]) == []


@pytest.mark.parametrize(
    ("laggard", "gap", "pace", "before", "word", "detail"),
    [
        (BINDING_BEHIND, "6.2 万人", "6.2", "5.7", "滞后", "1.38 个百分点"),
        (CUMULATIVE_BEHIND, "43.6 万人次", "43.6", "7.85", "严重滞后", "38.13 个百分点"),
        (CEILING_BROKEN, "超 0.2 个百分点", "—", "—", "突破控制目标", ""),
        (FLOOR_BROKEN, "低 3.5 万人", "—", "—", "跌破底线", ""),
    ],
)
def test_gap_row_says_gap_pace_and_verdict(
    laggard: Row, gap: str, pace: str, before: str, word: str, detail: str
) -> None:
    found = gap_row(laggard, 2024, "accepted")
    assert (found.gap, found.pace, found.before, found.word, found.detail) == (
        gap,
        pace,
        before,
        word,
        detail,
    )


def test_a_path_downwards_says_how_much_it_must_still_fall() -> None:
    falling = row(case("3", sense="lower", baseline="8", actuals={2024: "7"}), unit="%")
    assert falling.verdict is not None
    assert gap_text(falling.verdict, falling.item) == "高 4 个百分点"
    assert pace_text(falling.verdict.remaining_pace, falling.item) == "降 4"


def test_actual_is_a_sum_in_brackets_or_the_printed_figure() -> None:
    assert actual_text(CUMULATIVE_BEHIND) == "〔31.4〕"
    assert actual_text(UNJUDGEABLE) == ">90"
    running = row(case("〔15〕", basis="cumulative", as_of=2025, actuals={2025: "[13.94]"}, running=True))
    assert actual_text(running) == "[13.94]"
    assert actual_text(WITHOUT_DATA) == actual_text(PENDING) == "—"


def test_unit_is_said_once_and_only_of_a_level() -> None:
    assert in_unit(parse_figure("680"), "万人") == "680 万人"
    assert in_unit(replace(parse_figure("1200"), text="1200万张"), "万张") == "1200万张"
    assert in_unit(parse_figure("年均增长6%左右"), "元/月") == "年均增长6%左右"
    assert in_unit(parse_figure("1∶4∶5"), "") == "1∶4∶5"
    assert in_unit(None, "万人") == "—"


def test_reason_tells_what_was_not_published_from_what_was_not_reported() -> None:
    assert reason_of(WITHOUT_DATA, public_only=True) == "未找到公开数据"
    assert "尚未报送" in reason_of(WITHOUT_DATA, public_only=False)
    assert "不是确数" in reason_of(UNJUDGEABLE, public_only=True)
    assert reason_of(PENDING, public_only=True).startswith("尚未评价")


def test_marks_tell_of_estimates_provisional_figures_and_stale_ones() -> None:
    found = replace(BINDING_BEHIND, figures={2024: counted(2024, "673.8", is_estimate=True)})
    assert marks_of(found) == ("estimate",)
    assert marks_of(STALE) == ("stale",)
    provisional = row(case(provisional_years=frozenset({2024})))
    assert marks_of(provisional) == ("provisional",)


def test_word_fits_the_direction() -> None:
    assert word_of(CEILING_BROKEN.verdict, "lower") == "突破控制目标"
    assert word_of(FLOOR_BROKEN.verdict, "higher") == "跌破底线"
    assert word_of(WITHOUT_DATA.verdict, "higher") == "无数据"
    assert word_of(None, "higher") == "待评价"


def test_trend_has_the_path_of_a_path_and_the_limit_of_a_bound() -> None:
    trend = trend_for(BINDING_BEHIND)
    assert trend.values == tuple(map(Decimal, ("651", "655.3", "661.9", "667.6", "673.8")))
    assert trend.path[0] == Decimal(651)
    assert trend.path[-1] == Decimal(680)
    ceiling = trend_for(CEILING_BROKEN)
    assert (ceiling.limit, ceiling.path) == (Decimal("5.5"), ())
    assert trend_for(WITHOUT_DATA).values == ()
