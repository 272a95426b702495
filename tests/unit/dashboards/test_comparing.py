"""区域对比: what is compared, by which number, and what stands apart with its reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboards.words.comparing import (
    ACTUAL,
    ATTAINMENT,
    CLOSURE,
    DEVIATION,
    measure_text,
    measures_of,
    ranking_of,
)
from dashboards.words.ranking import Ranked
from indicators.queries.progress import Row
from tests.unit.dashboards.examples import case, row

YEARS = (2021, 2022, 2023, 2024)


def reached(last: str, target: str = "680", **changes: Any) -> Row:
    actuals = {**dict.fromkeys(YEARS[:3], "655"), 2024: last}
    return row(case(target, actuals=actuals, **changes))


def ranked(rows: dict[str, Row], by: str, year: int = 2024) -> dict[str, Ranked]:
    like = next(iter(rows.values())).item
    return {each.key: each for each in ranking_of(rows, like=like, year=year, by=by)}


def test_path_is_ranked_by_closure_first() -> None:
    rows = {"a": reached("670"), "b": reached("675")}
    assert measures_of(rows, like=rows["a"].item, year=2024)[0] == CLOSURE
    found = ranked(rows, CLOSURE)
    assert (found["b"].rank, found["a"].rank) == (1, 2)
    assert measure_text(rows["b"], CLOSURE) == "82.76%"


def test_budget_is_ranked_by_its_distance_from_schedule() -> None:
    cap = {"basis": "cumulative", "sense": "lower"}
    rows = {"a": reached("10", "〔9000〕", **cap), "b": reached("90", "〔9000〕", **cap)}
    assert measures_of(rows, like=rows["a"].item, year=2024)[0] == DEVIATION
    assert ranked(rows, DEVIATION)["a"].rank == 1
    assert measure_text(rows["a"], DEVIATION).startswith("+")


def test_lower_is_better_by_actual() -> None:
    kept = {"basis": "annual", "sense": "lower", "baseline": "5.2"}
    rows = {"a": reached("5.4", "≤5.5", **kept), "b": reached("5.1", "≤5.5", **kept)}
    rates = {key: replace(each, item=replace(each.item, unit="%")) for key, each in rows.items()}
    assert measures_of(rates, like=rates["a"].item, year=2024)[0] == ACTUAL
    assert measures_of(rows, like=rows["a"].item, year=2024)[0] == ATTAINMENT
    assert ranked(rows, ACTUAL)["b"].rank == 1
    assert ranked(rows, ATTAINMENT)["b"].rank == 1


def test_bound_is_not_ranked_though_it_may_be_the_best() -> None:
    rows = {"a": reached("670"), "b": reached(">679"), "c": reached("671")}
    for by in (CLOSURE, ATTAINMENT, ACTUAL):
        found = ranked(rows, by)
        assert found["b"].rank is None
        assert "不是确数" in found["b"].reason
        assert found["c"].rank == 1


def test_another_year_another_basis_and_no_figure_stand_apart() -> None:
    stale = row(case(actuals={2021: "655", 2022: "679"}))
    flow = reached("300", "〔600〕", basis="cumulative")
    empty = row(case(actuals={}))
    found = ranked({"a": reached("670"), "b": stale, "c": flow, "d": empty, "e": row()}, ATTAINMENT)
    assert found["a"].rank == 1
    reasons = {key: each.reason for key, each in found.items() if each.rank is None}
    assert reasons["b"] == "只有 2022 年数据"
    assert reasons["c"].startswith("口径不同")
    assert (reasons["d"], reasons["e"]) == ("没有数据", "尚未评价")


def test_sum_with_a_hole_stands_apart() -> None:
    whole = reached("300", "〔600〕", basis="cumulative")
    hole = row(case("〔600〕", basis="cumulative", actuals={2021: "300", 2024: "300"}))
    found = ranked({"a": whole, "b": hole}, ATTAINMENT)
    assert (found["a"].rank, found["b"].rank) == (1, None)
    assert "下限" in found["b"].reason


def provisional(found: Row) -> Row:
    assert found.verdict is not None
    return replace(found, verdict=replace(found.verdict, flags=(*found.verdict.flags, "provisional")))


def test_provisional_stands_apart_only_where_others_are_accepted() -> None:
    waiting, accepted = provisional(reached("679")), reached("670")
    found = ranked({"a": waiting, "b": accepted}, ATTAINMENT)
    assert (found["a"].rank, found["b"].rank) == (None, 1)
    assert "尚未接收" in found["a"].reason
    both = ranked({"a": waiting, "b": provisional(accepted)}, ATTAINMENT)
    assert (both["a"].rank, both["b"].rank) == (1, 2)


def test_actual_in_another_unit_stands_apart_but_its_share_does_not() -> None:
    rows = {"a": reached("670"), "b": replace(reached("675"), item=replace(reached("675").item, unit="人"))}
    assert ranked(rows, ACTUAL)["b"].reason == "单位不同（人）"
    assert ranked(rows, ATTAINMENT)["b"].rank == 1


def test_composition_is_not_ranked() -> None:
    shares = {"sense": "composition", "basis": "annual", "baseline": "1∶4∶5"}
    rows = {key: row(case("2∶4∶4", actuals={2024: "2∶4∶4"}, **shares)) for key in "ab"}
    assert measures_of(rows, like=rows["a"].item, year=2024) == ()
    assert all("不排名" in each.reason for each in ranked(rows, ATTAINMENT).values())
