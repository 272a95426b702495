"""What was reported: the latest year y, the actual A as an interval, holes, and whether a bound is met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.calc.columns import (
    APPROX,
    COMPOSITION,
    CUMULATIVE,
    EQ,
    GE,
    GT,
    HIGHER,
    LE,
    LT,
    NONE,
    RANGE,
    UNREAD,
    Bools,
    Codes,
    Columns,
    Figures,
    Ints,
    truth,
)


@dataclass(frozen=True)
class Ends:
    """Intervals as columns (or matrices): each end with whether it is known and whether it is open."""

    low: Ints
    low_known: Bools
    low_open: Bools
    high: Ints
    high_known: Bools
    high_open: Bools


@dataclass(frozen=True)
class Requirement:
    """Bounds as columns: number, floor or ceiling, strict or not, and whether there is one to compare
    with.
    """

    value: Ints
    floor: Bools
    strict: Bools
    known: Bools

    def at(self, rows: Bools | Ints) -> Requirement:
        return Requirement(self.value[rows], self.floor[rows], self.strict[rows], self.known[rows])

    def each_year(self) -> Requirement:
        """As a matrix of one column, to be compared with every year."""
        return Requirement(
            self.value[:, None], self.floor[:, None], self.strict[:, None], self.known[:, None]
        )

    def times(self, count: Ints) -> Requirement:
        return Requirement(self.value * count, self.floor, self.strict, self.known)

    def where(self, chosen: Bools, other: Requirement) -> Requirement:
        """This one where chosen, the other elsewhere."""
        return Requirement(
            np.where(chosen, self.value, other.value),
            np.where(chosen, self.floor, other.floor),
            np.where(chosen, self.strict, other.strict),
            np.where(chosen, self.known, other.known),
        )


@dataclass(frozen=True)
class Series:
    """What is known at y. `last` is the column of y (-1: nothing); `counted` marks the years A is made of."""

    last: Ints
    length: Ints
    horizon: Ints
    counted: Bools
    flow: Bools
    hole: Bools
    exact: Bools
    ends: Ends


def is_exact(op: Codes) -> Bools:
    return truth((op == EQ) | (op == APPROX))


def exactly_at(number: Ints) -> Ends:
    """Intervals of a single number each."""
    closed, known = np.zeros(len(number), dtype=bool), np.ones(len(number), dtype=bool)
    return Ends(number, known, closed, number, known, closed)


def requirement(figures: Figures, higher: Bools) -> Requirement:
    """Read figures as bounds: a plain `=`, `~` or range is a floor where higher is better, else a ceiling."""
    op = figures.op
    plain = is_exact(op) | (op == RANGE)
    floor = np.where(plain, higher, (op == GT) | (op == GE))
    value = (
        figures.value
        if figures.upper is None
        else np.where((op == RANGE) & ~higher, figures.upper, figures.value)
    )
    return Requirement(value, floor, (op == GT) | (op == LT), (op != NONE) & (op != UNREAD))


def agrees(figures: Figures, higher: Bools) -> Bools:
    """Whether a figure can be a bound in this sense: a ceiling is none where higher is
    better, a floor else.
    """
    bound = requirement(figures, higher)
    return truth(bound.known & (bound.floor == higher))


def ends_of(figures: Figures, columns: Columns, times: Ints | None = None, rows: Bools | None = None) -> Ends:
    """The intervals figures stand for, closed by the natural limits (`times` them, for totals of several
    years).
    """
    op, value, exact = figures.op, figures.value, is_exact(figures.op)
    span = op == RANGE
    low_known = exact | span | (op == GT) | (op == GE)
    high_known = exact | span | (op == LT) | (op == LE)
    low, high = value, figures.high
    limit = _limit(columns.limit_low, columns.limit_low_known, times, rows, value.ndim)
    if limit is not None:
        below = ((op == LT) & (limit[0] < value)) | ((op == LE) & (limit[0] <= value))
        use = limit[1] & below
        low, low_known = np.where(use, limit[0], low), low_known | use
    limit = _limit(columns.limit_high, columns.limit_high_known, times, rows, value.ndim)
    if limit is not None:
        above = ((op == GT) & (limit[0] > value)) | ((op == GE) & (limit[0] >= value))
        use = limit[1] & above
        high, high_known = np.where(use, limit[0], high), high_known | use
    return Ends(low, low_known, op == GT, high, high_known, op == LT)


def _limit(
    value: Ints | None, known: Bools | None, times: Ints | None, rows: Bools | None, dimensions: int
) -> tuple[Ints, Bools] | None:
    if value is None or known is None or not known.any():
        return None
    if times is not None:
        value = value * times
    if rows is not None:
        value, known = value[rows], known[rows]
    return (value[:, None], known[:, None]) if dimensions == 2 else (value, known)


def meets(ends: Ends, bound: Requirement) -> tuple[Bools, Bools]:
    """(yes, no) of the three-valued sat; neither where the interval straddles the bound or there is none."""
    limit, strict = bound.value, bound.strict
    above = ends.low_known & ((ends.low > limit) | ((ends.low == limit) & (ends.low_open | ~strict)))
    under = ends.high_known & ((ends.high < limit) | ((ends.high == limit) & (ends.high_open | strict)))
    within = ends.high_known & ((ends.high < limit) | ((ends.high == limit) & (ends.high_open | ~strict)))
    beyond = ends.low_known & ((ends.low > limit) | ((ends.low == limit) & (ends.low_open | strict)))
    yes = bound.known & np.where(bound.floor, above, within)
    no = bound.known & np.where(bound.floor, under, beyond)
    return yes.astype(bool), no.astype(bool)


def at_year(matrix: Ints | Codes | Bools, last: Ints) -> Ints:
    """The entry of each row's own year y (column 0 where there is none)."""
    return np.take_along_axis(matrix, np.maximum(last, 0)[:, None], axis=1)[:, 0]


def figures_at(figures: Figures, last: Ints) -> Figures:
    upper = None if figures.upper is None else at_year(figures.upper, last)
    return Figures(at_year(figures.op, last), at_year(figures.value, last), upper)


def read_series(columns: Columns) -> Series:
    """Find y and A: the value at y, or for yearly flows the sum start…y, where a hole leaves only a lower
    bound.
    """
    years = np.arange(columns.actual.op.shape[1])
    length = columns.end - columns.start + 1
    horizon = np.minimum(columns.as_of, columns.end) - columns.start
    reported = (columns.actual.op != NONE) & (years <= horizon[:, None])
    last = np.where(reported, years, -1).max(axis=1, initial=-1)
    flow = (columns.basis == CUMULATIVE) & (columns.sense != COMPOSITION) & ~columns.running
    counted = (years <= last[:, None]) & (flow[:, None] | (years == last[:, None]))
    hole = (counted & ~reported).any(axis=1)
    now = figures_at(columns.actual, last)
    total = (columns.basis == CUMULATIVE) & columns.running
    ends = ends_of(now, columns, np.where(total, last + 1, 1) if total.any() else None)
    exact = (last >= 0) & is_exact(now.op)
    if flow.any():
        summed, all_exact = _sums(columns, flow, counted, reported)
        ends = _placed(ends, flow, summed)
        exact[flow] = all_exact & (last[flow] >= 0)
    return Series(last, length, horizon, counted, flow, hole, exact, ends)


def _sums(columns: Columns, flow: Bools, counted: Bools, reported: Bools) -> tuple[Ends, Bools]:
    """Sums of intervals over the counted years; a hole is [0, ∞), or [limit, ∞) where a flow may be
    negative.
    """
    taken, seen = counted[flow], reported[flow]
    each = ends_of(columns.actual.take(flow), columns, rows=flow)
    hole = taken & ~seen
    used = taken & seen
    low = np.where(used & each.low_known, each.low, 0)
    limit = _limit(columns.limit_low, columns.limit_low_known, None, flow, 2)
    if limit is not None and hole.any():
        low = np.where(hole & limit[1] & (limit[0] < 0), limit[0], low)
    high = np.where(used & each.high_known, each.high, 0)
    sums = Ends(
        low.sum(axis=1),
        every(each.low_known | ~used),
        some(each.low_open & used),
        high.sum(axis=1),
        every(each.high_known | ~used) & ~some(hole),
        some(each.high_open & used),
    )
    exact = every(~taken | (seen & is_exact(columns.actual.op[flow])))
    return sums, exact


def every(years: Bools) -> Bools:
    """Row by row: whether it holds in every year of the matrix."""
    return truth(years.all(axis=1))


def some(years: Bools) -> Bools:
    """Row by row: whether it holds in any year of the matrix."""
    return truth(years.any(axis=1))


def _placed(whole: Ends, rows: Bools, part: Ends) -> Ends:
    joined = []
    for name in ("low", "low_known", "low_open", "high", "high_known", "high_open"):
        column = getattr(whole, name).copy()
        column[rows] = getattr(part, name)
        joined.append(column)
    return Ends(*joined)


def is_higher(columns: Columns) -> Bools:
    return truth(columns.sense == HIGHER)
