"""The vectorised engine and the slow oracle give the same verdict, key by key.

Figures come from small pools laid around the bounds and the cut-offs of the bands (d exactly 5, 0, −5, −30),
so that ties are the rule. Where the rules leave room, `READINGS` says which reading both take.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indicators.calc.casefile import read_cases, results_of
from tests.oracle.verdict import judge

Case = dict[str, Any]
Figure = dict[str, Any]

DEEP = settings().max_examples >= 1000  # HYPOTHESIS_PROFILE=deep
INEQUALITIES = ("<", "<=", ">", ">=")
TARGET_OPS = {"higher": ("=", "~", ">=", ">"), "lower": ("=", "~", "<=", "<")}


def fig(op: str, value: Any) -> Figure:
    return {"op": op, "value": value}


# Comparison ------------------------------------------------------------------------------------------------


def read(cases: list[Case]) -> list[Case]:
    """Through JSON and back, as a case file travels."""
    return read_cases(json.dumps(cases))


def engine(cases: list[Case]) -> list[dict[str, Any]]:
    return results_of(read(cases))


def oracle(cases: list[Case]) -> list[dict[str, Any]]:
    return [judge(years_as_int(case)) for case in read(cases)]


def years_as_int(case: Case) -> Case:
    return case | {name: int(case[name]) for name in ("start", "end", "as_of")}


def assert_agreement(cases: list[Case]) -> None:
    judged = zip(cases, engine(cases), oracle(cases), strict=True)
    differing = [(case, found, expected) for case, found, expected in judged if found != expected]
    shown = "\n\n".join(
        f"{json.dumps(case, ensure_ascii=False)}\nengine: {a}\noracle: {b}" for case, a, b in differing[:5]
    )
    assert not differing, f"{len(differing)} of {len(cases)} cases differ, among them\n{shown}"


# Readings --------------------------------------------------------------------------------------------------

PLAN: Case = {
    "id": "x", "basis": "level", "sense": "higher", "unit": "", "start": 2021, "end": 2025, "as_of": 2023,
    "baseline": None, "target": fig("=", 20),
}  # fmt: skip
RATIO = fig("=", [1, 4, 5])

READINGS = {
    "boundary of shares: all equal the target's": (
        {"sense": "composition", "target": RATIO, "years": {"2023": fig("=", [10, 40, 50])}},
        {"status": "within_limit", "flags": ["boundary"]},
    ),
    "worse_than_baseline of shares: behind at every tier": (
        {
            "sense": "composition",
            "target": fig("=", [2, 3, 5]),
            "baseline": RATIO,
            "years": {"2023": fig("=", [0, 5, 5])},
        },
        {"status": "inconclusive", "flags": ["worse_than_baseline"]},
    ),
    "a cumulative indicator's shares have no baseline to be worse than": (
        {
            "basis": "cumulative",
            "sense": "composition",
            "target": fig("=", [2, 3, 5]),
            "baseline": fig("~", [1, 4, 5]),
            "years": {"2023": fig("=", [0, 5, 5])},
        },
        {"status": "inconclusive", "flags": []},
    ),
    "baseline_inequality says what is printed, though B is never used": (
        {"basis": "cumulative", "baseline": fig(">", 18), "years": {"2021": fig("=", 4)}, "as_of": 2021},
        {"status": "on_track", "flags": ["baseline_inequality"]},
    ),
    "PATH: one annual target missing up to y, straight line": (
        {
            "baseline": fig("=", 0),
            "as_of": 2022,
            "years": {"2022": fig("=", 8)},
            "annual_targets": {"2022": fig("=", 4)},
        },
        {"status": "on_track", "schedule": 40, "flags": []},
    ),
    "HOLD: only the annual target of y is needed": (
        {
            "baseline": fig("=", 25),
            "as_of": 2022,
            "years": {"2022": fig("=", 21)},
            "annual_targets": {"2022": fig("~", 22)},
        },
        {"status": "breached", "schedule": None, "flags": ["approximate", "worse_than_baseline"]},
    ),
    "YEARLY: the mean is over the exact years, a failing inequality is none": (
        {
            "basis": "annual",
            "sense": "lower",
            "years": {"2021": fig("=", 18), "2022": fig("=", 19), "2023": fig(">", 20)},
        },
        {"status": "basically_on_track", "gap": None},
    ),
    "YEARLY: one exact year is no mean": (
        {"basis": "annual", "sense": "lower", "years": {"2022": fig("~", 19), "2023": fig(">", 20)}},
        {"status": "breached", "flags": []},
    ),
    "HOLD at the end: a `~` annual target that is not compared with took no part": (
        {
            "baseline": fig("=", 25),
            "end": 2023,
            "years": {"2023": fig("=", 21)},
            "annual_targets": {"2023": fig("~", 30)},
        },
        {"status": "achieved", "flags": ["worse_than_baseline"]},
    ),
    "every_year at the end: an earlier year's `~` annual target took part": (
        {
            "basis": "annual",
            "binds": "every_year",
            "end": 2022,
            "years": {"2021": fig("=", 21), "2022": fig("=", 21)},
            "annual_targets": {"2021": fig("~", 22)},
        },
        {"status": "not_achieved", "flags": ["approximate"]},
    ),
    "every_year at the end: the annual target of a year without a figure took none": (
        {
            "basis": "annual",
            "binds": "every_year",
            "end": 2022,
            "years": {"2022": fig("=", 21)},
            "annual_targets": {"2021": fig("~", 22)},
        },
        {"status": "inconclusive", "flags": []},
    ),
    "BUDGET below zero: Σ > T breached": (
        {"basis": "cumulative", "sense": "lower", "target": fig("=", -10), "years": {"2023": fig("=", -5)}}
        | {"series": "running"},
        {"status": "breached", "schedule": 60},
    ),
    "BUDGET below zero, kept": (
        {"basis": "cumulative", "sense": "lower", "target": fig("=", -10), "years": {"2023": fig("=", -12)}}
        | {"series": "running"},
        {"status": "within_limit", "schedule": 60},
    ),
    "CUM below zero, not met: no share can be formed": (
        {"basis": "cumulative", "target": fig("=", -10), "years": {"2023": fig("=", -12)}}
        | {"series": "running"},
        {"status": "inconclusive", "attainment": 120, "schedule": 60},
    ),
    "overshoot looks at the attainment, whatever the signs": (
        {"target": fig("=", -10), "baseline": fig("=", -5), "years": {"2023": fig("=", -15)}},
        {"status": "breached", "attainment": 150, "flags": ["overshoot", "worse_than_baseline"]},
    ),
    "a range is met up to its upper end where lower is better": (
        {"sense": "lower", "target": fig(">=", 8) | {"max": 10}, "years": {"2023": fig("=", 10)}},
        {"regime": "HOLD", "status": "within_limit", "gap": 0, "flags": ["boundary"]},
    ),
    "a range counts among the printed inequalities": (
        {"target": fig(">=", 8) | {"max": 10}, "years": {"2023": fig("=", 8)}},
        {"regime": "HOLD", "status": "within_limit"},
    ),
    "a ceiling where higher is better is not judged": (
        {"target": fig("<=", 20), "years": {"2023": fig("=", 8)}},
        {"regime": None, "status": "inconclusive", "gap": None},
    ),
    "BUDGET: at exactly 20 the cap '<20' cannot be kept any more": (
        {"basis": "cumulative", "sense": "lower", "target": fig("<", 20), "years": {"2023": fig("=", 20)}}
        | {"series": "running"},
        {"status": "breached", "gap": 0, "flags": ["boundary"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READINGS)
def test_reading_is_shared(name: str) -> None:
    """Where §4 leaves room, engine and oracle read alike; the list is at the head of `engine.py`."""
    change, expected = READINGS[name]
    (found,), (slow,) = engine([PLAN | change]), oracle([PLAN | change])
    assert found == slow
    assert {key: found[key] for key in expected} == expected


# Exhaustive grids ------------------------------------------------------------------------------------------

EXACT_ON_THE_PATH = (19, 20, "25.9", 26, 31, "31.1", 32, 33, 39, 40, 41, 47, 48, 49, 54, "54.1", 60, 61)
BASELINES = [
    None, fig("=", 20), fig("=", 40), fig("=", 60), fig("~", 20),
    *(fig(op, value) for op in INEQUALITIES for value in (40, 60)),
]  # fmt: skip
ACTUALS = [
    *(fig("=", float(value)) for value in EXACT_ON_THE_PATH),
    fig("~", 32),
    *(fig(op, value) for op in INEQUALITIES for value in (39, 40)),
]
YEARS_BEFORE = {  # name: (figures of 2021 and 2022, y, as_of)
    "alone": ((None, None), 2023, 2023),
    "mean of 40 with a 39": ((fig("=", 39), fig("=", 42)), 2023, 2024),
    "mean of 40 with a 41": ((fig("=", 38), fig("~", 41)), 2023, 2023),
    "end": ((fig("=", 41), fig("=", 40)), 2025, 2026),
}


def numbered(cases: Iterator[Case]) -> list[Case]:
    return [case | {"id": str(place)} for place, case in enumerate(cases)]


def levels(basis: str, binds: str | None) -> Iterator[Case]:
    """Every baseline × target × actual × attribute, T = 40 and steps of 20 on either side."""
    for sense, nature, baseline, actual, (before, y, as_of) in product(
        ("higher", "lower"), ("约束性", None), BASELINES, ACTUALS, YEARS_BEFORE.values()
    ):
        years = {"2021": before[0], "2022": before[1], str(y): actual}
        if y == 2025:
            years |= {"2023": fig("=", 40), "2024": fig("~", 40)}
        for op in TARGET_OPS[sense]:
            case = PLAN | {
                "basis": basis, "sense": sense, "baseline": baseline, "target": fig(op, 40),
                "years": years, "as_of": as_of,
            }  # fmt: skip
            yield case | ({"nature": nature} if nature else {}) | ({"binds": binds} if binds else {})


ANNUAL_TARGETS = [
    {},
    {"2021": fig("=", 40), "2022": fig("=", 32)},
    {"2021": fig("=", 28), "2022": fig("~", 32), "2023": fig("=", 41)},
    {"2022": fig("=", 48)},
    {"2021": fig("=", 40), "2022": fig("=", 48), "2024": fig("=", 1)},
    {"2021": None, "2022": fig("=", 40)},
]


ON_THE_PATH = (19, 26, 28, 31, 32, 33, 40, 41, 47, 48, 49, 61)


def levels_with_annual_targets() -> Iterator[Case]:
    for basis, sense, baseline, value, annual, as_of, binds in product(
        ("level", "annual"), ("higher", "lower"), (None, 20, 40, 60), ON_THE_PATH, ANNUAL_TARGETS,
        (2022, 2025), (None, "every_year"),
    ):  # fmt: skip
        if binds and basis == "level":
            continue
        for op, end in product(TARGET_OPS[sense], (2022, 2025)):
            strict = annual and op in ("<", ">")  # the years' own targets strict too
            own = {year: at and (at | {"op": op} if strict else at) for year, at in annual.items()}
            case = PLAN | {
                "basis": basis, "sense": sense, "end": end, "as_of": as_of, "target": fig(op, 40),
                "baseline": None if baseline is None else fig("=", baseline),
                "years": {"2021": fig("=", 40), "2022": fig("=", float(value))}, "annual_targets": own,
            }  # fmt: skip
            yield case | ({"binds": binds} if binds else {})


FLOWS = [
    None, fig("=", 0), fig("=", 4), fig("~", 5), fig("=", 20), fig(">", 4), fig(">=", 16), fig("<", 4),
    fig("<=", 4),
]  # fmt: skip
THIRD_FLOWS = [
    *(fig("=", value) for value in (0, 3, 4, 5, 12, 4.5)),
    fig(">=", 4),
    fig("<", 5),
    None,
]  # fmt: skip
LIMITS = [None, [0, None], [-5, 20]]


def sums() -> Iterator[Case]:
    """Three years' flows against 20 (and 0): every pair of earlier flows, holes and inequalities included."""
    for sense, first, second, third, limits, end, series in product(
        ("higher", "lower"), FLOWS, FLOWS, THIRD_FLOWS, LIMITS, (2023, 2025), (None, "running")
    ):
        if series and not (first is FLOWS[2] and second in (None, FLOWS[2])):
            continue  # a running total looks at y alone
        for op, total in (("=", 20), (">" if sense == "higher" else "<", 20), ("=", 0)):
            case = PLAN | {
                "basis": "cumulative", "sense": sense, "end": end, "target": fig(op, total),
                "years": {"2021": first, "2022": second, "2023": third}, "limits": limits,
            }  # fmt: skip
            yield case | ({"series": series} if series else {})


def sums_on_the_cutoffs() -> Iterator[Case]:
    """d through every cut-off in steps of half a point, against the straight line and annual targets."""
    for sense, nature, half_points, annual, as_of in product(
        ("higher", "lower"), ("约束性", "预期性", None), range(221), (None, 20, 40, 60), (2023, 2025)
    ):
        case = PLAN | {
            "basis": "cumulative", "sense": sense, "target": fig("=", 200), "as_of": as_of,
            "years": {"2021": fig("=", 0), "2022": fig("=", 0), "2023": fig("=", half_points)},
        }  # fmt: skip
        if annual is not None:
            case["annual_targets"] = {str(year): fig("=", annual) for year in (2021, 2022, 2023)}
        yield case | ({"nature": nature} if nature else {})


TIERS = [
    [1, 4, 5], [10, 40, 50], [2, 2, 6], [2, 3, 5], [1, 3, 6], [0, 5, 5], [0.9, 6.8, 2.3], [1, 2, 3, 4],
    [1, 1],
]  # fmt: skip


def compositions() -> Iterator[Case]:
    for basis, target, actual, baseline, op, as_of, y in product(
        ("level", "annual", "cumulative"), TIERS, TIERS, (None, [1, 4, 5], [2, 2, 6]), ("=", "~"),
        (2020, 2023, 2025), (2022, 2025),
    ):  # fmt: skip
        yield PLAN | {
            "basis": basis, "sense": "composition", "target": fig("=", target), "as_of": as_of,
            "baseline": None if baseline is None else fig("=", baseline),
            "years": {str(y): fig(op, actual)} if y <= as_of else {},
        }  # fmt: skip


GRIDS = {
    "level": lambda: levels("level", None),
    "annual": lambda: levels("annual", None),
    "annual, every year": lambda: levels("annual", "every_year"),
    "annual targets": levels_with_annual_targets,
    "sums": sums,
    "sums on the cut-offs": sums_on_the_cutoffs,
    "compositions": compositions,
}


@pytest.mark.parametrize("grid", GRIDS)
def test_engine_agrees_on_the_grid(grid: str) -> None:
    """Every fifth case everyday (no side of a grid is a multiple of five), all of them in depth."""
    cases = numbered(GRIDS[grid]())
    assert len(cases) > 2000
    assert_agreement(cases if DEEP else cases[::5])


# Anything else ---------------------------------------------------------------------------------------------

WHOLE = (0, 1, 4, 5, 6, 11, 12, 13, 14, 18, 19, 20, 21, 26, 31, 32, 33, 35, 39, 40, 41, 90, 100)
NUMBERS = st.sampled_from([*WHOLE, 12.5, 18.1, 0.015, -5])
ACTUAL_OPS = st.sampled_from(["=", "=", "=", "=", "~", *INEQUALITIES])
RANGES = st.tuples(NUMBERS, st.sampled_from([0, 0.5, 2, 20])).map(
    lambda pair: fig(">=", pair[0]) | {"max": pair[0] + pair[1]}
)


def optional(strategy: st.SearchStrategy[Any], shares: int = 4) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), *[strategy] * shares)


def figures(ops: st.SearchStrategy[str]) -> st.SearchStrategy[Figure]:
    numbers = st.fixed_dictionaries({"op": ops, "value": NUMBERS})
    return st.one_of(*[numbers] * 9, RANGES)


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    sense = draw(st.sampled_from(["higher", "lower", "higher", "lower", "composition"]))
    basis = draw(st.sampled_from(["cumulative", "level", "annual"]))
    start = draw(st.sampled_from([2016, 2021]))
    end = start + draw(st.sampled_from([4, 4, 2, 0]))
    if sense == "composition":
        ratios = st.lists(st.sampled_from([0, 1, 2, 4, 5, 2.5]), min_size=2, max_size=4).filter(any)
        target = baseline = actual = st.fixed_dictionaries(
            {"op": st.sampled_from(["=", "=", "~"]), "value": ratios}
        )
        own = {}
    else:
        against = TARGET_OPS["lower" if sense == "higher" else "higher"]
        bounds = figures(st.sampled_from([*TARGET_OPS[sense] * 3, *against]))
        target, baseline = bounds, figures(ACTUAL_OPS)
        actual = figures(draw(st.sampled_from([st.just("="), ACTUAL_OPS])))
        by_year = {str(year): optional(bounds, 8) for year in range(start, end + 1)}
        own = draw(st.one_of(st.just({}), st.fixed_dictionaries(by_year)))
    as_of = draw(st.integers(start - 2, end + 2))
    reported = range(start - 1, end + 3)  # years outside start…min(as_of, end) must not matter
    case = {
        "id": "h", "basis": basis, "sense": sense, "unit": "", "start": start, "end": end, "as_of": as_of,
        "target": draw(optional(target, 20)), "baseline": draw(optional(baseline)),
        "years": {str(year): draw(optional(actual, 8)) for year in reported},
    }  # fmt: skip
    optionals = {
        "annual_targets": own,
        "nature": draw(st.sampled_from([None, "约束性", "预期性"])),
        "series": draw(st.sampled_from([None, None, "running"])),
        "binds": draw(st.sampled_from([None, None, "every_year"])),
        "limits": draw(st.sampled_from([None, None, [0, 100], [0, None], [None, 100], [-10, None]])),
    }
    return case | {name: value for name, value in optionals.items() if value}


@settings(
    max_examples=6 * settings().max_examples,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(any_case(), min_size=1, max_size=4))
@example([PLAN | {"years": {"2021": fig("=", 20)}, "as_of": 2020}])
@example([PLAN | {"target": None, "years": {"2021": fig("~", 20)}}])
def test_engine_agrees_on_any_case(cases: list[Case]) -> None:
    assert_agreement(cases)


def test_results_keep_the_order_and_the_ids() -> None:
    cases = numbered(sums_on_the_cutoffs())[:50][::-1]
    assert [found["id"] for found in engine(cases)] == [case["id"] for case in cases]
