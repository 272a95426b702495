"""Laws that hold for any figures: scale, monotony, order of years, sound intervals, columns of any size."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calc import REGIMES, STATUSES, Case, Figure, assess, explain
from indicators.calc.interval import Interval, interval_of, sat

NUMBERS = st.decimals("-500", "500", places=2)
OPS = st.sampled_from(["=", "=", "=", ">", ">=", "<", "<=", "~"])
FIGURES = st.builds(Figure, op=OPS, value=NUMBERS)
EXACT = st.builds(Figure, value=NUMBERS)
ORDER = [
    "not_achieved",
    "breached",
    "seriously_behind",
    "behind",
    "inconclusive",
    "basically_on_track",
    "on_track",
    "ahead",
    "within_limit",
    "achieved_early",
    "achieved",
]
GREEN = {code for code, status in STATUSES.items() if status.lamp.code == "ok"}


@st.composite
def cases(draw, actual=FIGURES):
    years = {2021 + j: draw(st.none() | actual) for j in range(draw(st.integers(1, 5)))}
    return Case(
        draw(st.sampled_from(["cumulative", "level", "annual"])),
        draw(st.sampled_from(["higher", "lower"])),
        draw(FIGURES),
        2021,
        2025,
        draw(st.integers(2021, 2026)),
        years,
        attribute=draw(st.sampled_from(["binding", "expected", "unstated"])),
        baseline=draw(st.none() | FIGURES),
        running=draw(st.booleans()),
        every_year=draw(st.booleans()),
        annual_targets=draw(st.dictionaries(st.integers(2021, 2025), FIGURES, max_size=5)),
        broken_years=draw(st.just(frozenset()) | st.frozensets(st.integers(2021, 2025), max_size=1)),
    )


def one(case):
    return assess([case])[0]


def scaled(figure, factor):
    return None if figure is None else replace(figure, value=figure.value * factor)


@given(cases(), st.sampled_from([Decimal("0.001"), Decimal(7), Decimal(10) ** 6, Decimal(10) ** 15]))
def test_verdict_is_scale_free(case, factor):
    other = replace(
        case,
        target=scaled(case.target, factor),
        baseline=scaled(case.baseline, factor),
        actuals={year: scaled(figure, factor) for year, figure in case.actuals.items()},
        annual_targets={year: scaled(figure, factor) for year, figure in case.annual_targets.items()},
    )
    small, large = one(case), one(other)
    for name in ("status", "regime", "flags", "attainment", "closure", "schedule", "deviation", "reason"):
        assert getattr(small, name) == getattr(large, name)
    assert small.gap is None or small.gap * factor == large.gap


@given(cases(actual=EXACT), st.decimals("0", "300", places=2))
def test_better_latest_figure_is_never_judged_worse(case, step):
    before = one(case)
    if before.judged_year is None or case.target.value <= 0:
        return
    sign = 1 if case.sense == "higher" else -1
    figure = case.actuals[before.judged_year]
    better = {
        **case.actuals,
        before.judged_year: scaled(replace(figure, value=figure.value + sign * step), 1),
    }
    after = one(replace(case, actuals=better))
    assert ORDER.index(after.status) >= ORDER.index(before.status) or "lower_bound" in before.flags


@given(cases())
def test_order_of_years_does_not_matter(case):
    assert one(case) == one(replace(case, actuals=dict(reversed(list(case.actuals.items())))))


@given(cases())
def test_explanation_is_never_empty_and_names_the_regime(case):
    verdict = one(case)
    lines = explain(case, verdict)
    assert lines
    assert all(line.endswith("。") for line in lines)
    assert "None" not in "".join(lines)
    if verdict.regime is not None:
        assert REGIMES[verdict.regime] in lines[0]
    grey = verdict.status in ("inconclusive", "no_data")
    assert (verdict.reason is not None) == grey


@given(cases(), NUMBERS)
@settings(max_examples=300)
def test_decided_interval_means_every_number_in_it_is_decided_alike(case, number):
    """A status won from an inequality is on the same side as that of any exact figure the inequality
    allows.
    """
    verdict = one(case)
    year = verdict.judged_year
    if year is None or verdict.status in ("inconclusive", "no_data") or case.actuals[year].op in ("=", "~"):
        return
    if not interval_of(case.actuals[year]).contains(number):
        return
    exact = one(replace(case, actuals={**case.actuals, year: Figure(value=number)}))
    tolerated = verdict.regime == "YEARLY" and "basically_on_track" in (verdict.status, exact.status)
    assert tolerated or exact.status == "inconclusive" or (verdict.status in GREEN) == (exact.status in GREEN)


@given(FIGURES, FIGURES, st.sampled_from(["higher", "lower"]), NUMBERS)
def test_sat_is_sound(actual, target, sense, number):
    whole = interval_of(actual)
    decided = sat(whole, target, sense)
    if decided.value != "unknown" and whole.contains(number):
        assert sat(Interval(number, number), target, sense) is decided


@given(st.lists(cases(), min_size=2, max_size=12))
def test_columns_judge_each_row_as_alone(many):
    assert assess(many) == [one(case) for case in many]
