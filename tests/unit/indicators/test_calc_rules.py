"""A test for each regime and status, and for each interpretation the engine's docstring lists."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.calc import (
    REGIMES,
    STATUSES,
    Case,
    Cutoffs,
    Figure,
    Interval,
    assess,
    explain,
    lamp_of,
    parse_figure,
)


def judged(basis, sense, baseline, target, years, as_of=2023, **more):
    """A five-year case 2021–2025 from printed figures; `years` from 2021 on, None for a hole."""
    actuals = {2021 + j: None if text is None else parse_figure(text) for j, text in enumerate(years)}
    annual = {year: parse_figure(text) for year, text in more.pop("annual_targets", {}).items()}
    case = Case(
        basis,
        sense,
        None if target is None else parse_figure(target),
        2021,
        2025,
        as_of,
        actuals,
        baseline=None if baseline is None else parse_figure(baseline),
        annual_targets=annual,
        **more,
    )
    (verdict,) = assess([case])
    lines = explain(case, verdict)
    assert lines
    if verdict.regime:
        assert f"按{REGIMES[verdict.regime]}评价" in lines[0]
    assert any(STATUSES[verdict.status].label in line for line in lines)
    return verdict


TABLE = [
    # basis, sense, baseline, target, regime
    ("level", "higher", "90", "95", "PATH"),
    ("level", "higher", "90", "90", "HOLD"),
    ("level", "higher", "90", ">90", "DIRECT"),
    ("level", "higher", "95", "90", "HOLD"),
    ("level", "higher", None, "90", "DIRECT"),
    ("level", "higher", None, "90左右", "DIRECT"),
    ("level", "higher", None, ">90", "HOLD"),
    ("level", "higher", None, "≥90", "HOLD"),
    ("level", "higher", ">90", "90", "HOLD"),
    ("level", "higher", ">90", ">90", "HOLD"),
    ("level", "higher", "≥90", ">90", "HOLD"),
    ("level", "higher", "≥90", "95", "DIRECT"),
    ("level", "higher", "<90", "95", "DIRECT"),
    ("level", "higher", "90左右", "95", "PATH"),
    ("level", "lower", "5", "4", "PATH"),
    ("level", "lower", "5", "5", "HOLD"),
    ("level", "lower", "5", "<5", "DIRECT"),
    ("level", "lower", "4", "5", "HOLD"),
    ("level", "lower", None, "5", "HOLD"),
    ("level", "lower", None, "<5", "HOLD"),
    ("level", "lower", "<3", "2.5", "DIRECT"),
    ("level", "lower", "<3", "≤2.5", "HOLD"),
    ("level", "lower", "<3", "3", "HOLD"),
    ("annual", "higher", "90", "95", "PATH"),
    ("annual", "higher", "95", "90", "YEARLY"),
    ("annual", "higher", None, "90", "DIRECT"),
    ("annual", "lower", None, "5", "YEARLY"),
    ("cumulative", "higher", ">9", "90", "CUM"),
    ("cumulative", "lower", "9", "90", "BUDGET"),
    ("level", "higher", "3", "8—10", "PATH"),
    ("level", "higher", None, "8—10", "HOLD"),
]


@pytest.mark.parametrize(("basis", "sense", "baseline", "target", "regime"), TABLE)
def test_regime_follows_the_table(basis, sense, baseline, target, regime):
    assert judged(basis, sense, baseline, target, ["1"], 2021).regime == regime


def test_every_year_is_yearly_whatever_the_baseline():
    assert judged("annual", "higher", "8", "10", ["11"], every_year=True).regime == "YEARLY"


@pytest.mark.parametrize(
    ("years", "status", "lamp"),
    [
        (["70", "70", "87.5"], "ahead", "ok"),
        (["70", "70", "70"], "on_track", "ok"),
        (["70", "70", "60"], "behind", "warn"),
        (["35", "35", "35"], "behind", "warn"),
        (["35", "35", "34.9"], "seriously_behind", "bad"),
        (["200", "150", "1"], "achieved_early", "ok"),
    ],
)
def test_cum_bands_of_binding_indicators(years, status, lamp):
    verdict = judged("cumulative", "higher", None, "350", years, attribute="binding")
    assert (verdict.status, verdict.lamp("binding").code) == (status, lamp)


def test_cum_lower_bound_may_prove_ahead_or_on_track():
    assert judged("cumulative", "higher", None, "350", ["170", None, "60"]).status == "ahead"
    assert judged("cumulative", "higher", None, "350", [">150", "60", "0"]).status == "on_track"
    assert judged("cumulative", "higher", None, "350", [">100", "60", "0"]).status == "inconclusive"


@pytest.mark.parametrize(
    ("years", "status"),
    [
        (["4", "4", "4"], "within_limit"),
        (["4", "5", "3.5"], "basically_on_track"),
        (["10", "11"], "breached"),
        (["10", None, "11"], "breached"),
        (["1", None, "1"], "inconclusive"),
        (["<4", "4", "4"], "within_limit"),
        (["<6", "4", "4"], "inconclusive"),
    ],
)
def test_budget_interim(years, status):
    assert judged("cumulative", "lower", None, "20", years).status == status


def test_budget_of_zero_holds_while_nothing_is_used():
    assert judged("cumulative", "lower", None, "0", ["0", "0", "0"]).status == "within_limit"
    assert judged("cumulative", "lower", None, "0", ["0", "1", "0"]).status == "breached"


def test_path_regressed_is_serious_whatever_the_deviation():
    verdict = judged("level", "higher", "90", "95", ["89.5"], 2021, annual_targets={2021: "89"})
    assert verdict.status == "seriously_behind"
    assert "regressed" in verdict.flags
    assert verdict.deviation > 0


@pytest.mark.parametrize(
    ("actual", "status"), [(">95", "achieved_early"), (">90", "inconclusive"), ("<80", "inconclusive")]
)
def test_path_with_inequality(actual, status):
    assert judged("level", "higher", "90", "95", [actual], 2021).status == status


def test_hold_breached_is_red_only_for_binding():
    verdict = judged("level", "higher", "95", "90", ["89"], 2021)
    assert (verdict.status, lamp_of("breached", "binding").code, lamp_of("breached", "expected").code) == (
        "breached",
        "bad",
        "warn",
    )
    assert verdict.margin == -1


def test_hold_compares_with_the_annual_target_until_the_end():
    annual = {2021: "93", 2025: "94"}
    assert judged("level", "higher", "95", "90", ["92"], 2021, annual_targets=annual).status == "breached"
    end = judged("level", "higher", "95", "90", ["92"] * 5, 2025, annual_targets=annual)
    assert (end.status, end.expected_by) == ("achieved", None)


def test_yearly_mean_needs_two_exact_years_and_no_binding_attribute():
    assert judged("annual", "lower", None, "<5.5", ["5.1", "5.6"]).status == "basically_on_track"
    assert judged("annual", "lower", None, "<5.5", ["5.1", "5.6"], attribute="binding").status == "breached"
    assert judged("annual", "lower", None, "<5.5", [None, "5.6"]).status == "breached"
    assert judged("annual", "lower", None, "<5.5", ["5.1", "5.2", ">5.6"]).status == "basically_on_track"
    assert judged("annual", "lower", None, "<5.5", ["5.1", None, ">5.6"]).status == "breached"


@pytest.mark.parametrize(
    ("years", "status"),
    [
        (["91", "92", "93", "94", "95"], "achieved"),
        (["91", None, "89", "94", "95"], "not_achieved"),
        (["91", None, "93", "94", "95"], "inconclusive"),
        (["91", ">80", "93", "94", "95"], "inconclusive"),
    ],
)
def test_every_year_at_the_end(years, status):
    assert judged("annual", "higher", "90", "90", years, 2025, every_year=True).status == status


@pytest.mark.parametrize(
    ("actual", "as_of", "status"),
    [
        ("1:4:5", 2021, "within_limit"),
        ("2:4:4", 2021, "within_limit"),
        ("0.5:3:6.5", 2021, "inconclusive"),
        ("0.5:3:6.5", 2025, "not_achieved"),
        ("2:2:6", 2025, "inconclusive"),
        ("10:40:50", 2025, "achieved"),
        ("1:9", 2025, "inconclusive"),
    ],
)
def test_composition_is_compared_from_the_top_tier(actual, as_of, status):
    years = [actual] if as_of == 2021 else [None] * 4 + [actual]
    verdict = judged("level", "composition", None, "1:4:5", years, as_of)
    assert (verdict.status, verdict.gap, verdict.attainment) == (status, None, None)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (None, "target_missing"),
        ("只增不减", "target_in_words"),
        ("1:4:5", "target_not_comparable"),
        ("≤95", "target_against_sense"),
    ],
)
def test_target_that_cannot_be_judged_is_grey_with_its_reason(target, reason):
    verdict = judged("level", "higher", "90", target, ["91"], 2021)
    assert (verdict.status, verdict.regime, verdict.reason) == ("inconclusive", None, reason)


def test_growth_target_is_the_level_it_implies():
    verdict = judged("level", "higher", "100", "年均增长6%左右", ["103"], 2021)
    assert verdict.target_level == Decimal(100) * Decimal("1.06") ** 5
    assert (verdict.regime, verdict.status, verdict.closure) == ("PATH", "behind", Decimal("8.87"))
    assert judged("level", "lower", "100", "下降15%", ["84"], 2021).status == "achieved_early"
    lost = judged("level", "higher", None, "翻一番", ["84"], 2021)
    assert (lost.regime, lost.status, lost.reason) == ("DIRECT", "inconclusive", "target_level_unknown")


def test_range_target_is_met_from_its_lower_end_or_below_its_upper():
    assert judged("level", "higher", "3", "8—10", ["8"], 2021).status == "achieved_early"
    assert judged("level", "lower", "12", "8—10", ["10"], 2021).status == "achieved_early"


def test_nothing_reported_is_no_data_without_anything_else():
    for as_of in (2019, 2023):
        verdict = judged("level", "higher", "<90", "95", [], as_of)
        assert (verdict.status, verdict.regime, verdict.flags, verdict.schedule) == (
            "no_data",
            None,
            (),
            None,
        )


def test_words_as_actual_are_no_figure():
    assert judged("level", "higher", "90", "95", ["完成"], 2021).status == "no_data"


def test_break_in_the_series_is_inconclusive_until_rebased():
    verdict = judged("level", "higher", "90", "95", ["91", "96"], 2022, broken_years=frozenset({2022}))
    assert (verdict.status, verdict.reason, verdict.gap) == ("inconclusive", "series_broken", None)
    before = judged("level", "higher", "90", "95", ["91", "96"], 2021, broken_years=frozenset({2022}))
    assert before.status == "behind" or before.status == "on_track"


def test_running_total_has_no_hole_and_yearly_flow_has():
    running = judged("cumulative", "higher", None, "350", [None, None, "210"], running=True)
    assert (running.status, running.flags, running.attainment) == ("on_track", (), 60)
    flows = judged("cumulative", "higher", None, "350", [None, None, "210"])
    assert flows.flags == ("lower_bound",)
    assert flows.actual == Interval(Decimal(210), None)


def test_flags_of_what_took_part():
    verdict = judged(
        "level", "higher", "90左右", "95", ["91", "92"], 2022, provisional_years=frozenset({2022})
    )
    assert verdict.flags == ("approximate", "provisional")
    earlier = judged("level", "higher", "90", "95", ["约91", "92"], 2022, provisional_years=frozenset({2021}))
    assert earlier.flags == ()


def test_as_of_before_y_and_stale():
    assert judged("level", "higher", "90", "95", ["91", "92", "93"], 2022).judged_year == 2022
    stale = judged("level", "higher", "90", "95", ["91"], 2024)
    assert (stale.judged_year, stale.flags, stale.schedule) == (2021, ("stale",), 20)


def test_paces_in_the_indicators_own_unit():
    verdict = judged("level", "higher", "651", "680", [None, None, None, "673.8"], 2024)
    assert (verdict.remaining_pace, verdict.pace_so_far, verdict.extrapolation) == (
        Decimal("6.2"),
        Decimal("5.7"),
        Decimal("679.5"),
    )
    cum = judged("cumulative", "higher", None, "350", ["70", "70", "60"])
    assert (cum.remaining_pace, cum.pace_so_far) == (75, Decimal("66.666667"))


def test_cutoffs_are_settings_of_the_plan():
    wide = Cutoffs(tolerance=Decimal("-12.5"))
    assert (
        judged("cumulative", "higher", None, "350", ["60", "60", "50"], cutoffs=wide).status
        == "basically_on_track"
    )
    with pytest.raises(ValueError, match="从高到低"):
        Cutoffs(ahead=Decimal(-1))


def test_ties_do_not_depend_on_binary_fractions():
    for scale in ("1", "0.1", "0.00001", "333333.3"):
        flows = [str(Decimal(scale) * number) for number in (64, 64, Decimal("64.5"))]
        assert judged("cumulative", "higher", None, str(Decimal(scale) * 350), flows).status == "behind"


def test_figures_at_the_limit_take_the_exact_path():
    target, flows = "999999999.999999", ["333333333.333333", "333333333.333333", "333333333.333332"]
    verdict = judged("cumulative", "higher", None, target, flows)
    assert (verdict.status, verdict.gap) == ("ahead", Decimal("0.000001"))
    tiny = judged("level", "higher", None, "0.000001", ["999999999.999999"], 2021)
    assert tiny.attainment == 99999999999999900


def test_negative_levels_keep_their_order():
    assert judged("level", "higher", "-10", "-5", ["-7"], 2021).closure == 60
    assert judged("level", "higher", "-10", "-5", ["-11"], 2021).status == "seriously_behind"
    assert judged("level", "lower", "-5", "-10", ["-7"], 2021).closure == 40


def test_every_status_has_a_lamp_with_word_and_shape():
    for status in STATUSES.values():
        assert status.lamp.label
        assert status.lamp.shape
        assert status.label


def test_explanation_says_that_only_the_attribute_makes_the_difference():
    case = Case(
        "level",
        "higher",
        Figure(value=Decimal(680)),
        2021,
        2025,
        2024,
        {2024: Figure(value=Decimal("673.8"))},
        attribute="binding",
        baseline=Figure(value=Decimal(651)),
    )
    (verdict,) = assess([case])
    lines = explain(case, verdict)
    assert lines[1:] == [
        "2024 年实际值为 673.8。",
        "目标实现程度 =（673.8 − 651）÷（680 − 651）= 78.62%。",
        "完成率 = 673.8 ÷ 680 = 99.09%。",
        "距目标还差 6.2。",
        "2024 年是规划期 5 年中的第 4 年，时序进度为 80%。",
        "比时序进度低 1.38 个百分点；约束性指标不设容差（若为预期性，则为“基本达到”），故为“滞后”。",
    ]
    assert assess([replace(case, attribute="expected")])[0].status == "basically_on_track"
