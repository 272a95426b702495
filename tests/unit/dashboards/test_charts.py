"""Charts show what was judged, and every figure is one that plotly accepts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboards.charts.chart import Chart
from dashboards.charts.course import Course, course_of
from dashboards.charts.path import path_chart
from dashboards.charts.shares import shares_chart
from dashboards.charts.traces import EXTRAPOLATED, PathWords
from indicators.calc import Case, assess
from tests.unit.dashboards.examples import case

TOKEN = re.compile(r"var\(--[\w-]+\)")
CUMULATIVE = {"basis": "cumulative", "baseline": "", "attribute": "expected"}
BOUND = case(
    "98", baseline="", actuals={2021: ">90", 2022: "96.2", 2024: "<95"}, limits=(Decimal(0), Decimal(100))
)
SHARES = case("10∶40∶50", baseline="9∶38∶53", sense="composition", actuals={2023: "9∶39∶52", 2024: "1∶4∶5"})


def course(found: Case) -> Course:
    return course_of(found, assess([found])[0].regime)


def chart(found: Case) -> Chart:
    verdict = assess([found])[0]
    drawn = course_of(found, verdict.regime)
    own = {step.year: step.own.text for step in drawn.steps if step.own}
    reached = {step.year: str(step.reached) for step in drawn.steps if step.reached}
    expected = {step.year: str(step.expected) for step in drawn.steps if step.expected is not None}
    words = PathWords("路径", "万人", "2020 基数", "651", "680", own, reached, expected)
    return path_chart(drawn, words, None if verdict.final else verdict.extrapolation)


def named(drawn: Chart, name: str) -> list[dict[str, Any]]:
    return [trace for trace in drawn.figure["data"] if trace["name"].startswith(name)]


def expected(found: Case) -> list[Decimal | None]:
    return [step.expected for step in course(found).steps]


def test_path_is_straight_from_the_baseline_to_the_target() -> None:
    assert expected(case()) == [Decimal(each) for each in ("656.8", "662.6", "668.4", "674.2", "680")]


def test_path_follows_annual_targets_where_none_is_missing() -> None:
    given = {2021: "655", 2022: "662", 2023: "669", 2024: "675"}
    assert expected(case(annual_targets=given)) == [Decimal(each) for each in (655, 662, 669, 675, 680)]
    del given[2022]
    assert expected(case(annual_targets=given)) == expected(case())


def test_sum_is_drawn_as_a_sum_from_nothing() -> None:
    found = course(case("〔75〕", actuals={2021: "8", 2022: "7", 2023: "9", 2024: "7.4"}, **CUMULATIVE))
    assert [str(step.reached) for step in found.steps if step.reached] == ["8", "15", "24", "31.4"]
    assert found.start == 0
    assert found.steps[-1].expected == 75


def test_sum_after_a_hole_is_a_lower_bound() -> None:
    found = course(case("〔60〕", actuals={2021: "13", 2022: "12.5", 2024: "12"}, **CUMULATIVE))
    assert [str(step.reached) for step in found.steps if step.reached] == ["13", "25.5", "≥37.5"]


def test_sum_of_a_running_total_is_not_summed_again() -> None:
    found = course(case("〔75〕", actuals={2023: "24", 2024: "31.4"}, running=True, **CUMULATIVE))
    assert [str(step.reached) for step in found.steps if step.reached] == ["24", "31.4"]


def test_a_year_without_a_figure_is_a_hole_and_never_zero() -> None:
    line = named(chart(case(actuals={2021: "655.3", 2023: "667.6"})), "实际")[0]
    assert line["y"] == [651.0, 655.3, None, 667.6, None, None]
    assert line["connectgaps"] is False


def test_bounds_are_drawn_as_bounds() -> None:
    bounds = named(chart(BOUND), "不等式")
    assert len(bounds) == 2
    up, down = bounds
    assert up["y"][0] == 90.0 < up["y"][1]
    assert up["marker"]["symbol"] == ["line-ew", "triangle-up"]
    assert down["y"][0] == 95.0 > down["y"][1]
    assert [trace["y"] for trace in named(chart(BOUND), "实际")] == [[None, 96.2, None, None, None]]


def test_extrapolation_is_dotted_and_says_that_it_is_no_verdict() -> None:
    line = named(chart(case()), EXTRAPOLATED)[0]
    assert line["line"]["dash"] == "dot"
    assert line["y"] == [673.8, 679.5]
    assert named(chart(case(as_of=2025, actuals={2025: "690"})), EXTRAPOLATED) == []


def test_a_bound_to_keep_is_a_line_across_all_years() -> None:
    drawn = chart(case("≥744", baseline="746", actuals={2024: "750"}))
    goal = named(drawn, "目标")[0]
    assert goal["y"] == [744.0] * 6
    assert named(drawn, "直线路径") == []


def test_axis_holds_everything_that_is_drawn() -> None:
    for found in (case(), BOUND, case("3", sense="lower", baseline="8", actuals={2024: "9"})):
        drawn = chart(found)
        low, high = drawn.figure["layout"]["yaxis"]["range"]
        values = [y for trace in drawn.figure["data"] for y in trace["y"] if y is not None]
        assert low < min(values) <= max(values) < high


def test_table_has_a_row_for_every_year_and_the_same_texts() -> None:
    drawn = chart(case())
    years = ["2020 基数", "2021", "2022", "2023", "2024", "2025 目标"]
    assert [cells[0] for cells in drawn.table.rows][:6] == years
    assert all(len(cells) == len(drawn.table.head) for cells in drawn.table.rows)
    assert dict(zip(drawn.table.head, drawn.table.rows[4], strict=True))["实际（万人）"] == "673.8"


def test_shares_are_per_cent_of_their_sum() -> None:
    drawn = shares_chart(SHARES, caption="结构", base_label="2020 基数")
    assert [trace["y"][2] for trace in drawn.figure["data"]] == [10.0, 40.0, 50.0]
    assert [cells[0] for cells in drawn.table.rows] == ["2020 基数", "2023", "2024", "2025 目标"]


@pytest.mark.parametrize(
    "drawn",
    [
        chart(case()),
        chart(case("〔60〕", actuals={2021: "13", 2022: "12.5", 2024: "12"}, **CUMULATIVE)),
        chart(BOUND),
        chart(case("≥744", baseline="746", actuals={2024: "750"})),
        chart(case("≤4", sense="lower", baseline="<3", actuals={2024: "<4"}, limits=(Decimal(0), None))),
        shares_chart(SHARES, caption="结构", base_label="2020 基数"),
    ],
)
def test_figures_are_valid_for_plotly(drawn: Chart) -> None:
    figure = _with_colours(drawn.figure)
    go.Figure(data=figure["data"], layout=figure["layout"])
    go.Figure(layout=figure["narrow"])


def _with_colours(value: Any) -> Any:
    """Tokens as the browser would have replaced them."""
    if isinstance(value, str):
        return TOKEN.sub("#1d4f80", value)
    if isinstance(value, list):
        return [_with_colours(each) for each in value]
    return {key: _with_colours(each) for key, each in value.items()} if isinstance(value, dict) else value
