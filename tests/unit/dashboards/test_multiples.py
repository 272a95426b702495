"""Small multiples and the bars of a ranking: same axes, same rows as their tables."""

from __future__ import annotations

from decimal import Decimal

from common.numbers import number
from dashboards.charts.course import Course, course_of
from dashboards.charts.multiples import multiples_of
from dashboards.charts.ranking import Bar, ranking_chart
from tests.unit.dashboards.examples import case, row


def course(**changes: object) -> Course:
    found = row(case(**changes))  # type: ignore[arg-type]
    assert found.verdict is not None
    return course_of(found.verdict.case, found.verdict.regime)


YEARS = range(2021, 2026)


def test_axis_holds_every_value_and_is_one_for_all() -> None:
    high = course(actuals={2021: "651", 2022: "999"})
    found = multiples_of([("甲", course()), ("乙", high)], YEARS, unit="万人", as_share=False, say=number)
    assert Decimal(found.ticks[0][1]) <= 651
    assert Decimal(found.ticks[-1][1].replace(",", "")) >= 999
    heights = [float(y) for drawn in found.drawn for _, y in drawn.known]
    assert all(float(found.ticks[-1][0]) <= height <= float(found.ticks[0][0]) for height in heights)


def test_shares_are_of_each_ones_own_target() -> None:
    flows = {"basis": "cumulative", "baseline": None}
    small = course(target="〔10〕", actuals={2021: "5"}, **flows)
    large = course(target="〔1000〕", actuals={2021: "500"}, **flows)
    found = multiples_of([("甲", small), ("乙", large)], YEARS, unit="万人", as_share=True, say=number)
    assert found.drawn[0].known == found.drawn[1].known
    assert [line[2] for line in found.table.rows] == ["50", "50"]
    assert found.unit == "占各自目标的 %"


def test_bound_breaks_the_line_and_points_to_the_unknown_side() -> None:
    found = multiples_of(
        [("甲", course(actuals={2021: "655", 2022: ">660", 2023: "665"}))],
        YEARS,
        unit="万人",
        as_share=False,
        say=number,
    )
    drawn = found.drawn[0]
    assert len(drawn.bounds) == 1
    _, near, far, _ = drawn.bounds[0]
    assert float(far) < float(near), "upwards"
    assert all(len(stroke.split()) == 2 for stroke in drawn.strokes)
    assert found.table.rows[0][3] == "＞660"


def test_ranking_is_drawn_from_the_rows_of_its_table() -> None:
    bars = [
        Bar(1, "甲市", Decimal("90.126"), "90.13%", "ok", "快于时序进度", Decimal(80), "80%"),
        Bar(2, "乙市", Decimal(70), "70%", "warn", "滞后"),
    ]
    chart = ranking_chart(bars, caption="排名", measure="完成率", note="")
    assert chart.table.rows[0] == ("甲市", "1", "90.13%", "80%", "快于时序进度")
    assert chart.table.rows[1] == ("乙市", "2", "70%", "—", "滞后")
    drawn, marks, said = chart.figure["data"]
    assert drawn["x"] == [90.126, 70.0]
    assert marks["y"] == ["1　甲市"]
    assert "滞后" in said["text"][1]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    assert low == 0
    assert high > 90.126
