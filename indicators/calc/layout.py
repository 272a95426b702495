"""Cases laid out as columns, each row in a fixed-point unit fine enough for all of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext
from typing import Any

import numpy as np

from indicators.calc import columns as code
from indicators.calc.case import Case
from indicators.calc.columns import Codes, Columns, Figures, Ints, Shares, narrow_if_possible
from indicators.calc.figure import Figure
from indicators.calc.fixed_point import whole

PLACES = 6
GROWTH = ("average_growth", "change_from_baseline")


def columns_of(cases: Sequence[Case]) -> Columns:
    """The cases as columns (each row in millionths, or finer where its figures need it)."""
    targets = [target_level(case) for case in cases]
    places = [places_of(case, target) for case, target in zip(cases, targets, strict=True)]
    return laid_out(cases, targets, places)


def target_level(case: Case) -> Figure | None:
    """The target as a level: growth and change targets become the level they imply on an exact baseline."""
    target = case.target
    if target is None or target.kind not in GROWTH or target.value is None:
        return target
    base = case.baseline
    if base is None or not base.is_exact or base.value is None or case.basis == "cumulative":
        return target
    with localcontext() as context:
        context.prec = 2000
        factor = 1 + target.value / 100
        implied = base.value * (factor**case.years if target.kind == "average_growth" else factor)
        return Figure(target.op, +implied, text=target.text)


def _figures(case: Case, target: Figure | None) -> list[Figure]:
    every = [target, case.baseline, *case.actuals.values(), *case.annual_targets.values()]
    return [figure for figure in every if figure is not None]


def places_of(case: Case, target: Figure | None) -> int:
    """Decimals of the row's fixed-point unit: six, or as many as its figures need."""
    numbers = [limit for limit in case.limits if limit is not None]
    for figure in _figures(case, target):
        numbers += [number for number in (figure.value, figure.upper, *figure.members) if number is not None]
    return max([PLACES, *(-int(number.as_tuple().exponent) for number in numbers)])


def _operator(figure: Figure | None, composition: bool) -> int:
    if figure is None or not figure.is_reported:
        return code.NONE
    if composition:
        return code.APPROX if figure.op == "~" else code.EQ
    if figure.is_ratio:
        return code.UNREAD
    return code.RANGE if figure.kind == "range" else code.OPS[figure.op]


def _target_operator(case: Case, target: Figure | None) -> int:
    if target is not None and target.kind in GROWTH:
        return code.UNREAD
    if target is None or target.is_ratio != _composed(case):
        return code.NONE
    return _operator(target, _composed(case))


def _composed(case: Case) -> bool:
    return case.sense == "composition"


def _baseline_operator(case: Case) -> int:
    return _operator(case.baseline, _composed(case))


def _column(rows: list[tuple[int, int, int]], shape: tuple[int, ...]) -> Figures:
    op = np.array([row[0] for row in rows], dtype=np.int8).reshape(shape)
    value = _integers([row[1] for row in rows]).reshape(shape)
    upper = _integers([row[2] for row in rows]).reshape(shape) if code.RANGE in op else None
    return Figures(op, value, upper)


def _integers(numbers: list[int]) -> Ints:
    column: Ints = np.empty(len(numbers), dtype=object)
    column[:] = numbers
    return narrow_if_possible(column)


def _entry(figure: Figure | None, op: int, places: int) -> tuple[int, int, int]:
    if figure is None or op in (code.NONE, code.UNREAD):
        return op, 0, 0
    value = whole(figure.value, places)
    return op, value, whole(figure.upper, places) if op == code.RANGE else value


def laid_out(cases: Sequence[Case], targets: Sequence[Figure | None], places: Sequence[int]) -> Columns:
    n, width = len(cases), max(case.years for case in cases)
    rows = list(zip(cases, targets, places, strict=True))
    truths: dict[str, Any] = {
        name: np.array([bool(getattr(case, name)) for case in cases]) for name in ("running", "every_year")
    }
    whole: dict[str, Any] = {
        name: np.array([getattr(case, name) for case in cases], dtype=np.int64)
        for name in ("start", "end", "as_of")
    }
    annual = any(case.annual_targets for case in cases)
    return Columns(
        basis=np.array([code.BASES[case.basis] for case in cases], dtype=np.int8),
        sense=np.array([code.SENSES[case.sense] for case in cases], dtype=np.int8),
        binding=np.array([case.attribute == "binding" for case in cases]),
        target=_column(
            [_entry(target, _target_operator(case, target), unit) for case, target, unit in rows],
            (n,),
        ),
        baseline=_column(
            [_entry(case.baseline, _baseline_operator(case), unit) for case, _, unit in rows], (n,)
        ),
        actual=_matrix(cases, "actuals", places, width),
        annual=_matrix(cases, "annual_targets", places, width) if annual else None,
        cutoffs=_cutoffs(cases),
        provisional=_years(cases, "provisional_years", width),
        broken=_years(cases, "broken_years", width),
        shares=_shares(cases, targets, places, width),
        **_limits(cases, places),
        **truths,
        **whole,
    )


def _matrix(cases: Sequence[Case], name: str, places: Sequence[int], width: int) -> Figures:
    entries = []
    for case, unit in zip(cases, places, strict=True):
        figures, composition = getattr(case, name), _composed(case)
        for year in range(case.start, case.start + width):
            figure = figures.get(year)
            entries.append(_entry(figure, _operator(figure, composition), unit))
    return _column(entries, (len(cases), width))


def _years(cases: Sequence[Case], name: str, width: int) -> Any:
    if not any(getattr(case, name) for case in cases):
        return None
    return np.array([[case.start + j in getattr(case, name) for j in range(width)] for case in cases])


def _limits(cases: Sequence[Case], places: Sequence[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side, name in enumerate(("limit_low", "limit_high")):
        ends = [case.limits[side] for case in cases]
        found[f"{name}_known"] = np.array([end is not None for end in ends])
        found[name] = _integers([whole(end, unit) for end, unit in zip(ends, places, strict=True)])
    return found


def _cutoffs(cases: Sequence[Case]) -> Ints:
    rows = []
    for case in cases:
        own = case.cutoffs
        rows.append([whole(cut, PLACES) for cut in (own.ahead, own.on_track, own.tolerance, own.serious)])
    return np.array(rows, dtype=np.int64)


def _shares(
    cases: Sequence[Case], targets: Sequence[Figure | None], places: Sequence[int], width: int
) -> Shares | None:
    rows = [row for row, case in enumerate(cases) if _composed(case)]
    if not rows:
        return None
    wanted = [_members(targets[row], places[row]) for row in rows]
    before = [_members(cases[row].baseline, places[row]) for row in rows]
    years = [(row, cases[row].start + j) for row in rows for j in range(width)]
    given = [_members(cases[row].actuals.get(year), places[row]) for row, year in years]
    tiers = max([1, *(len(each) for each in (*wanted, *before, *given))])
    actual, actual_tiers = _padded(given, tiers)
    target, target_tiers = _padded(wanted, tiers)
    baseline, baseline_tiers = _padded(before, tiers)
    return Shares(
        rows=np.array(rows),
        target=target,
        actual=actual.reshape(len(rows), width, tiers),
        target_tiers=target_tiers,
        actual_tiers=actual_tiers.reshape(len(rows), width),
        baseline=baseline,
        baseline_tiers=baseline_tiers,
    )


def _members(figure: Figure | None, places: int) -> list[int]:
    if figure is None or not figure.is_ratio or figure.op not in ("=", "~"):
        return []
    return [whole(member, places) for member in figure.members]


def _padded(ratios: list[list[int]], tiers: int) -> tuple[Ints, Codes]:
    """Ratios as a matrix filled up with zeros, and how many members each has."""
    padded = [member for ratio in ratios for member in ratio + [0] * (tiers - len(ratio))]
    count = np.array([len(ratio) for ratio in ratios], dtype=np.int8)
    return _integers(padded).reshape(len(ratios), tiers), count
