"""The headline says what the numbers say, and nothing more."""

from __future__ import annotations

import pytest

from dashboards.words.headline import gap_sentence, headline_of
from dashboards.words.tally import tally_of
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
    row,
)


def said(*rows: Row, year: int = 2024, public_only: bool = False) -> str:
    return headline_of(tally_of(rows, year), year, public_only=public_only).text


def test_headline_counts_met_lagging_and_unassessed() -> None:
    text = said(MET, MET, BINDING_BEHIND, CUMULATIVE_BEHIND, UNJUDGEABLE)
    assert text == "截至 2024 年底，5 项指标中 2 项达标，2 项滞后（其中约束性 1 项），1 项无法评价。"


def test_headline_says_breached_where_a_bound_was_broken() -> None:
    assert said(MET, CEILING_BROKEN) == "截至 2024 年底，2 项指标中 1 项达标，1 项突破目标。"
    assert "2 项滞后或突破目标" in said(MET, CEILING_BROKEN, CUMULATIVE_BEHIND)


def test_headline_names_laggards_that_are_all_binding() -> None:
    assert "1 项滞后（约束性）" in said(MET, BINDING_BEHIND)
    assert "2 项滞后（均为约束性）" in said(MET, BINDING_BEHIND, BINDING_BEHIND)


def test_headline_counts_older_judgements_apart() -> None:
    assert said(MET, STALE) == "截至 2024 年底，2 项指标中 1 项达标，1 项没有 2024 年数据、按此前年度评价。"
    assert said(STALE) == "截至 2024 年底，1 项指标，1 项没有 2024 年数据、按此前年度评价。"


def test_headline_of_a_finished_plan_says_finished_and_unfinished() -> None:
    done = row(case(as_of=2025, actuals={2025: "690"}))
    missed = row(case(as_of=2025, actuals={2025: "670"}))
    grey = row(case("98", baseline="98", as_of=2025, actuals={2025: ">90"}))
    text = said(done, missed, grey, year=2025)
    assert text == "规划期满（2025 年底），3 项指标中 1 项完成，1 项未完成（约束性），1 项无法评价。"


def test_headline_says_all_only_where_nothing_is_left_over() -> None:
    done = row(case(as_of=2025, actuals={2025: "690"}))
    assert said(done, done, year=2025) == "规划期满（2025 年底），2 项指标全部完成。"
    for other in (WITHOUT_DATA, PENDING, STALE):
        assert "全部" not in said(MET, other)
        assert "全面" not in said(MET, other)


def test_headline_without_any_data_says_why_and_speaks_of_no_year() -> None:
    assert said(WITHOUT_DATA, WITHOUT_DATA) == "2 项指标均未报送数据，无法评价。"
    text = said(WITHOUT_DATA, WITHOUT_DATA, public_only=True)
    assert text == "2 项指标均未找到公开数据，无法评价。"
    assert said(WITHOUT_DATA, UNJUDGEABLE) == "截至 2024 年底，2 项指标均无法评价。"


def test_headline_tells_what_was_not_published() -> None:
    text = said(MET, WITHOUT_DATA, UNJUDGEABLE, public_only=True)
    assert text.endswith("2 项无法评价（其中 1 项未找到公开数据）。")


FALLING = row(
    case("3", sense="lower", baseline="8", actuals={2024: "7"}, attribute="expected"), name="比率", unit="%"
)
REGRESSED = row(case(actuals={2024: "640"}, attribute="expected"), name="参保人数")
RUNNING = row(
    case("〔15〕", basis="cumulative", as_of=2025, actuals={2025: "〔13.94〕"}, running=True), name="转移就业"
)
RATE_MISSED = row(
    case("95", as_of=2025, baseline="90", actuals={2025: "93"}, attribute="expected"), name="参保率", unit="%"
)
SPENT = {2021: "30", 2022: "30", 2023: "20", 2024: "15"}
BUDGET = row(
    case("〔100〕", basis="cumulative", sense="lower", attribute="expected", baseline="", actuals=SPENT),
    name="支出",
    unit="亿元",
)


@pytest.mark.parametrize(
    ("laggard", "parts"),
    [
        (
            BINDING_BEHIND,
            (
                "约束性指标失业保险参保人数还差 6.2 万人",
                "；此前年均增加 5.7 万人，2025 年须增加 6.2 万人，方能如期完成",
            ),
        ),
        (
            row(case(as_of=2023)),
            (
                "约束性指标失业保险参保人数还差 12.4 万人",
                "；此前年均增加 5.53 万人，今后每年须增加 6.2 万人，方能如期完成",
            ),
        ),
        (
            CUMULATIVE_BEHIND,
            (
                "新增取得职业技能等级证书还差 43.6 万人次",
                "；此前年均 7.85 万人次，2025 年须完成 43.6 万人次，方能如期完成",
            ),
        ),
        (CEILING_BROKEN, ("城镇登记失业率为 5.7%，超出控制目标 ≤5.5%，超 0.2 个百分点",)),
        (FLOOR_BROKEN, ("约束性指标工伤保险参保人数为 740.5 万人，低于须保持的 ≥744 万人，差 3.5 万人",)),
        (
            FALLING,
            (
                "比率还须降低 4 个百分点",
                "；此前年均下降 0.25 个百分点，2025 年须下降 4 个百分点，方能如期完成",
            ),
        ),
        (
            REGRESSED,
            (
                "参保人数还差 40 万人",
                "；此前年均反而下降 2.75 万人，2025 年须增加 40 万人，方能如期完成",
            ),
        ),
        (RUNNING, ("约束性指标转移就业完成 13.94 万人，比目标 15 万人少 1.06 万人",)),
        (RATE_MISSED, ("参保率为 93%，比目标 95% 低 2 个百分点",)),
        (BUDGET, ("支出已用 95 亿元，快于时序进度，规划期内只余 5 亿元",)),
    ],
)
def test_gap_sentence_says_gap_and_pace(laggard: Row, parts: tuple[str, ...]) -> None:
    assert gap_sentence(laggard) == f"首要差距：{''.join(parts)}。"
