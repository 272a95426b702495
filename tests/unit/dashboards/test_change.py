"""What changed since the year before is said of stored verdicts of those very years, and of no others."""

from __future__ import annotations

from dataclasses import replace

from dashboards.words.change import Change, change_of, changes_of
from indicators.calc import Case
from indicators.queries.progress import Judgement, Row
from tests.unit.dashboards.examples import PENDING, case, judgement, row

STEADY = {2021: "657", 2022: "663", 2023: "669"}


def found(now: Case, before: Case) -> Change | None:
    return change_of(row(now), judgement(before), now.as_of)


def test_a_lower_band_is_worse_and_both_words_are_said() -> None:
    change = found(
        case(attribute="expected", actuals={2021: "657", 2022: "663", 2023: "668", 2024: "670"}),
        case(attribute="expected", actuals={2021: "657", 2022: "663", 2023: "668"}, as_of=2023),
    )
    assert change is not None
    assert (change.kind, change.label) == ("worse", "变差")
    assert (change.before, change.now) == ("基本达到", "滞后")
    assert change.moved == "与时序进度之差 −1.38 → −14.48 个百分点"


def test_a_higher_band_is_better() -> None:
    change = found(
        case(actuals={2023: "660", 2024: "675"}),
        case(actuals={2023: "660"}, as_of=2023),
    )
    assert change is not None
    assert change.kind == "better"


def test_the_same_band_is_no_change_however_far_it_moved() -> None:
    assert found(case(actuals={2024: "672"}), case(actuals={2023: "665"}, as_of=2023)) is None


def test_first_figures_of_all_make_it_assessable() -> None:
    change = found(case(actuals={2024: "690"}), case(actuals={}, as_of=2023))
    assert change is not None
    assert (change.label, change.before, change.moved) == ("首次可评价", "无数据", "")


def test_what_cannot_be_judged_any_more_and_what_can_again() -> None:
    exact, vague = {"actuals": {2024: "99", 2023: "99"}}, {"actuals": {2024: ">90", 2023: ">90"}}
    usual = {"target": "98", "baseline": "97"}
    lost = found(case(**usual, **vague), case(**usual, **exact, as_of=2023))
    again = found(case(**usual, **exact), case(**usual, **vague, as_of=2023))
    assert lost is not None
    assert again is not None
    assert (lost.label, again.label) == ("不再可评价", "转为可评价")
    assert found(case(**usual, **vague), case(**usual, **vague, as_of=2023)) is None


def test_nothing_is_said_without_a_figure_of_each_of_the_two_years() -> None:
    behind = case(actuals={2024: "660"})
    assert found(behind, case(actuals={2022: "663"}, as_of=2023)) is None  # the year before is stale
    assert found(case(actuals=STEADY), case(actuals=STEADY, as_of=2023)) is None  # the year is stale
    assert found(behind, case(actuals={2022: "690"}, as_of=2022)) is None  # two years before
    assert change_of(row(behind), None, 2024) is None
    assert change_of(PENDING, judgement(case(actuals=STEADY, as_of=2023)), 2024) is None


def test_the_end_is_compared_with_the_way_by_the_lamp_alone() -> None:
    ahead = case(actuals={2024: "679.9"})
    assert found(case(as_of=2025, actuals={2025: "680"}), ahead) is None
    missed = found(case(as_of=2025, actuals={2025: "670"}), ahead)
    assert missed is not None
    assert (missed.before, missed.now) == ("快于时序进度", "未完成")


def test_points_are_not_set_against_per_cent_of_the_target() -> None:
    now, before = row(case(actuals={2024: "660"})), judgement(case(actuals={2023: "669"}, as_of=2023))
    change = change_of(now, replace(before, regime="HOLD", schedule=None), 2024)
    assert change is not None
    assert change.moved == ""


def test_a_target_revised_in_between_is_told() -> None:
    now, before = row(case(actuals={2024: "660"})), judgement(case(actuals={2023: "669"}, as_of=2023))
    change = change_of(now, replace(before, target_version=7), 2024)
    assert change is not None
    assert change.is_revised


def test_changes_are_found_by_plan_indicator() -> None:
    worse: Row = row(case(actuals={2024: "660"}), id=7)
    before: dict[int, Judgement] = {7: judgement(case(actuals={2023: "669"}, as_of=2023))}
    assert set(changes_of([worse, row(case(actuals={2024: "660"}), id=8)], before, 2024)) == {7}


def test_a_year_before_without_any_figure_is_compared_with_nothing() -> None:
    done = row(case(actuals={2024: "690"}), id=7)
    none = judgement(case(actuals={}, as_of=2023))
    assert changes_of([done], {7: none}, 2024) == {}
    other = judgement(case(actuals={2023: "669"}, as_of=2023))
    assert set(changes_of([done], {7: none, 8: other}, 2024)) == {7}
