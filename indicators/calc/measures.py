"""The numbers beside a verdict: shares, schedule, deviation and band, gap, paces. Exact integers
throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.calc.columns import CUTOFF_UNIT, Bools, Codes, Columns, Ints, Nullable, truth
from indicators.calc.exact import exactly, half_up, in_lowest_terms, rounded_quotient
from indicators.calc.regime import BUDGET, CUM, DIRECT, HOLD, PATH, YEARLY
from indicators.calc.series import Requirement, Series, agrees, at_year, every, is_exact, is_higher, some

PERCENT = 100 * 100  # a share in hundredths of a per cent
AHEAD, ON_TRACK, TOLERATED, BEHIND, SERIOUS = range(5)
NOWHERE, STRAIGHT, ANNUAL, INCOMPLETE = range(4)


@dataclass(frozen=True)
class Expected:
    """The amount that annual targets expect by y, and where the expectation came from."""

    amount: Ints
    source: Codes


@dataclass(frozen=True)
class Progress:
    """schedule; d where it can be had (`banded`: from A itself or from the end of A that decides); its
    band.
    """

    schedule: Nullable
    deviation: Nullable
    banded: Bools
    band: Codes


def masked(value: Ints, known: Bools) -> Nullable:
    return Nullable(np.where(known, value, 0), known)


def expected_by_annual_targets(
    columns: Columns, series: Series, regime: Codes, bound: Requirement, final: Bools
) -> Expected:
    """Sum start…y for CUM and BUDGET, the target of y itself elsewhere.

    Where one up to y is missing, CUM, BUDGET and PATH keep to the straight line; HOLD and YEARLY need only
    that of y, and none at the end.
    """
    scheduled = (regime == CUM) | (regime == BUDGET) | (regime == PATH)
    source = np.where(scheduled, STRAIGHT, NOWHERE)
    zero = np.zeros_like(bound.value)
    if columns.annual is None:
        return Expected(zero, source.astype(np.int8))
    given = agrees(columns.annual, is_higher(columns)[:, None])
    years = np.arange(given.shape[1])
    within = years <= series.last[:, None]
    summed = (regime == CUM) | (regime == BUDGET)
    complete = every(given | ~within) & (~summed | (bound.value != 0).astype(bool))
    complete = np.where(scheduled, complete, at_year(given, series.last)).astype(bool) & (series.last >= 0)
    numbers = columns.annual.value
    if columns.annual.upper is not None:
        numbers = np.where(is_higher(columns)[:, None], numbers, columns.annual.high)
    numbers = np.where(given, numbers, 0)
    amount = np.where(summed, np.where(within, numbers, 0).sum(axis=1), at_year(numbers, series.last))
    concerned = scheduled | (((regime == HOLD) | (regime == YEARLY)) & ~final)
    there = some(given & (years < series.length[:, None]))
    source = np.where(concerned & there, np.where(complete, ANNUAL, INCOMPLETE), source)
    return Expected(np.where(complete, amount, zero), source.astype(np.int8))


def progress(
    columns: Columns, series: Series, regime: Codes, bound: Requirement, expected: Expected
) -> Progress:
    """d = share reached − share expected (BUDGET: expected − used), in percentage points, and its band."""
    total, base = bound.value, columns.baseline.value
    path, budget = regime == PATH, regime == BUDGET
    reached = np.where(budget, series.ends.high, series.ends.low)
    reached = np.where(path, reached - base, reached)
    whole = np.where(path, total - base, total)
    awaited = np.where(path, expected.amount - base, expected.amount)
    summed = (regime == CUM) | budget
    annual = expected.source == ANNUAL
    scheduled = summed | path
    end_known = np.where(budget, series.ends.high_known, series.ends.low_known).astype(bool)
    banded = scheduled & end_known & (~path | series.exact) & (path | (total > 0).astype(bool))
    usable = scheduled & (whole != 0).astype(bool)
    reached, whole, awaited = _reduced(reached, whole, awaited, banded, usable)
    cutoffs = np.broadcast_to(columns.cutoffs, (len(columns), 4)).astype(np.int64)
    common = int(np.gcd.reduce(np.append(np.unique(columns.cutoffs), 100 * CUTOFF_UNIT)))
    cutoffs = cutoffs // common
    points = 100 * CUTOFF_UNIT // common
    elapsed, length = series.last + 1, series.length
    times = 4 * int(length.max(initial=1)) * max(PERCENT, points, int(np.abs(cutoffs).max(initial=1)))
    beside = (elapsed, length, annual, budget, cutoffs, np.full(len(columns), points))
    schedule, deviation, band = exactly(_deviation, reached, whole, awaited, times=times, beside=beside)
    known_schedule = scheduled & (usable | ~annual)
    return Progress(
        masked(schedule, known_schedule),
        masked(deviation, banded & series.exact),
        banded,
        band.astype(np.int8),
    )


def _reduced(
    reached: Ints, whole: Ints, awaited: Ints, banded: Bools, usable: Bools
) -> tuple[Ints, Ints, Ints]:
    """Divided by their common measure, the denominator positive (1 where there is none)."""
    reached = np.where(banded, reached, 0)
    whole, awaited = np.where(usable, whole, 1), np.where(usable, awaited, 0)
    common = np.gcd(np.gcd(reached, whole), awaited)
    common = np.where(whole < 0, -common, common)
    return reached // common, whole // common, awaited // common


def _deviation(
    reached: Ints, whole: Ints, awaited: Ints,
    elapsed: Ints, length: Ints, annual: Bools, budget: Bools, cutoffs: Ints, points: Ints,
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    """(schedule, d, band): both shares over one denominator, so that cut-offs are compared without
    division.
    """
    line_up, line_down = np.where(annual, awaited, elapsed), np.where(annual, whole, length)
    schedule = half_up(line_up * PERCENT, line_down)
    over = np.where(annual, reached - awaited, reached * length - elapsed * whole)
    under = np.where(annual, whole, whole * length)
    over = np.where(budget, -over, over)
    at_least = [over * points >= cutoffs[:, place] * under for place in (0, 1)]
    above = over * points > cutoffs[:, 2] * under
    not_below = over * points >= cutoffs[:, 3] * under
    band = np.select(
        [part.astype(bool) for part in (at_least[0], at_least[1], above, not_below)],
        [AHEAD, ON_TRACK, TOLERATED, BEHIND],
        SERIOUS,
    )
    return schedule, half_up(over * PERCENT, under), band


def attainment_parts(
    columns: Columns, series: Series, regime: Codes, bound: Requirement, final: Bools
) -> tuple[Ints, Ints, Bools]:
    """A/T where higher is better, T/A where lower is (a cap on a sum: only at the end), and where it
    exists.
    """
    higher = is_higher(columns)
    actual, target = series.ends.low, bound.value
    known = series.exact & bound.known & (regime > 0) & (target != 0).astype(bool)
    known &= higher | ((actual != 0).astype(bool) & ((regime != BUDGET) | final))
    return np.where(higher, actual, target), np.where(higher, target, actual), known


def share(numerator: Ints, denominator: Ints, known: Bools) -> Nullable:
    return masked(rounded_quotient(numerator, denominator, PERCENT, known), known)


def reaches_share(numerator: Ints, denominator: Ints, known: Bools, up: int, down: int) -> Bools:
    """Whether the share is at least up/down."""
    above, below = in_lowest_terms(numerator, denominator, known)
    (yes,) = exactly(lambda n, d: (n * down >= d * up,), above, below, times=max(up, down))
    return truth(known & yes.astype(bool))


def gap_of(columns: Columns, series: Series, regime: Codes, bound: Requirement) -> Nullable:
    """T − A (higher) or A − T (lower): positive is still missing, or over the limit."""
    known = series.exact & bound.known & (regime > 0)
    missing = bound.value - series.ends.low
    return masked(np.where(is_higher(columns), missing, -missing), known)


def ordering_deviation(own: Nullable, gap: Nullable, bound: Requirement) -> Nullable:
    """d where there is one, else −gap/|T| in per cent; only for ordering."""
    else_known = gap.known & ~own.known & (bound.value != 0).astype(bool)
    relative = rounded_quotient(-gap.value, np.abs(bound.value), PERCENT, else_known)
    return masked(np.where(own.known, own.value, relative), own.known | else_known)


def paces(
    columns: Columns, series: Series, regime: Codes, bound: Requirement, gap: Nullable, met: Bools
) -> dict[str, Nullable]:
    """What is still needed a year, what was done a year, the margin left and the plain extrapolation."""
    actual, base = series.ends.low, columns.baseline.value
    summed, path = (regime == CUM) | (regime == BUDGET), regime == PATH
    elapsed, left = series.last + 1, series.length - series.last - 1
    interim = series.exact & (left > 0) & (regime > 0)
    to_go = interim & ~met & bound.known & ((regime == CUM) | path | (regime == DIRECT))
    done = series.exact & ((regime == CUM) | path)
    from_base = (path | (regime == HOLD)) & is_exact(columns.baseline.op)
    start = np.where(from_base, base, 0)
    projected = interim & (summed | from_base)
    margin = gap.known & ((regime == HOLD) | (regime == YEARLY) | (regime == BUDGET))
    return {
        "remaining_pace": _per_year(bound.value - actual, left, to_go),
        "pace_so_far": _per_year(actual - np.where(path, base, 0), elapsed, done),
        "margin": masked(-gap.value, margin),
        "extrapolation": _extrapolated(actual, start, elapsed, series.length, projected),
    }


def _per_year(amount: Ints, years: Ints, known: Bools) -> Nullable:
    (rounded,) = exactly(
        lambda total, span: (half_up(total, span),),
        np.where(known, amount, 0),
        np.where(known, years, 1),
        times=4,
    )
    return masked(rounded, known)


def _extrapolated(actual: Ints, start: Ints, elapsed: Ints, length: Ints, known: Bools) -> Nullable:
    def line(change: Ints, begin: Ints, years: Any, whole: Any) -> tuple[Ints, ...]:
        return (begin + half_up(change * whole, years),)

    change = np.where(known, actual - start, 0)
    times = 4 * int(length.max(initial=1))
    beside = (np.where(known, elapsed, 1), length)
    (rounded,) = exactly(line, change, np.where(known, start, 0), times=times, beside=beside)
    return masked(rounded, known)
