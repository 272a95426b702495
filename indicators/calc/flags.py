"""The annotations of a verdict, as a bit mask: facts beside it that never change it."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import APPROX, COMPOSITION, CUMULATIVE, NONE, Bools, Ints, truth
from indicators.calc.composition import compare_tiers
from indicators.calc.facts import Facts, worse_than_baseline
from indicators.calc.measures import ANNUAL, attainment_parts, reaches_share
from indicators.calc.regime import BUDGET, CUM, NO_REGIME, is_inexact
from indicators.calc.series import is_exact, is_higher, some
from indicators.calc.status import FLAG_BIT
from indicators.calc.yearly import own_target_counts


def flags_of(facts: Facts, averaged: Bools) -> Ints:
    """A row without data has no flags."""
    columns, series = facts.columns, facts.series
    raised = {
        "worse_than_baseline": _worse_than_baseline(facts),
        "boundary": _on_the_boundary(facts),
        "overshoot": _overshoot(facts),
        "regressed": facts.regressed,
        "stale": series.last < series.horizon,
        "lower_bound": series.hole,
        "baseline_inequality": is_inexact(columns.baseline.op),
        "approximate": _approximate(facts, averaged),
    }
    if columns.provisional is not None:
        raised["provisional"] = some(columns.provisional & _years_that_took_part(facts, averaged))
    _compare_shares(facts, raised)
    mask = np.zeros(len(columns), dtype=np.int16)
    for flag, rows in raised.items():
        mask |= np.where(rows & (series.last >= 0), FLAG_BIT[flag], 0).astype(np.int16)
    return mask


def _uses_baseline(facts: Facts) -> Bools:
    return truth(facts.columns.basis != CUMULATIVE)


def _one_number(facts: Facts) -> Bools:
    return truth(facts.series.exact & (facts.columns.sense != COMPOSITION) & ~facts.broken)


def _worse_than_baseline(facts: Facts) -> Bools:
    worse = worse_than_baseline(facts.columns, facts.series) & is_exact(facts.columns.baseline.op)
    return _one_number(facts) & _uses_baseline(facts) & worse


def _on_the_boundary(facts: Facts) -> Bools:
    there = facts.target.known & (facts.regime != NO_REGIME)
    return _one_number(facts) & truth(there & (facts.series.ends.low == facts.target.value))


def _overshoot(facts: Facts) -> Bools:
    columns, series = facts.columns, facts.series
    up, down, known = attainment_parts(columns, series, facts.regime, facts.target, facts.final)
    return reaches_share(up, down, known & is_higher(columns) & ~facts.broken, 3, 2)


def _compare_shares(facts: Facts, raised: dict[str, Bools]) -> None:
    """Shares equal to the target's, or behind the baseline's at every tier without being equal."""
    shares = facts.columns.shares
    if shares is None:
        return
    rows = shares.rows
    reported = shares.of_year(facts.series.last[rows])
    sound = ~facts.broken[rows]
    above, below = compare_tiers(*reported, *shares.wanted)
    raised["boundary"][rows] = above & below & sound
    if shares.before is not None:
        above, below = compare_tiers(*reported, *shares.before)
        raised["worse_than_baseline"][rows] = below & ~above & sound & _uses_baseline(facts)[rows]


def _years_that_took_part(facts: Facts, averaged: Bools) -> Bools:
    op, series = facts.columns.actual.op, facts.series
    until = np.arange(op.shape[1]) <= series.last[:, None]
    all_years = (facts.each_year_counts[:, None] & until) | (averaged[:, None] & until & is_exact(op))
    return truth((series.counted | all_years) & (op != NONE))


def _approximate(facts: Facts, averaged: Bools) -> Bools:
    """A `~` among the figures that took part: target, baseline, the years, the annual targets compared
    with.
    """
    columns = facts.columns
    rough = (columns.target.op == APPROX) | (_uses_baseline(facts) & (columns.baseline.op == APPROX))
    years = columns.actual.op == APPROX
    if years.any():
        rough |= some(years & _years_that_took_part(facts, averaged))
    if columns.annual is not None and (columns.annual.op == APPROX).any():
        rough |= some((columns.annual.op == APPROX) & _annual_targets_that_took_part(facts))
    return truth(rough)


def _annual_targets_that_took_part(facts: Facts) -> Bools:
    years = np.arange(facts.columns.actual.op.shape[1])
    summed = ((facts.regime == CUM) | (facts.regime == BUDGET))[:, None]
    last = facts.series.last[:, None]
    used = np.where(summed, years <= last, years == last) & (facts.expected.source == ANNUAL)[:, None]
    reported = facts.columns.actual.op != NONE
    return truth(used | (own_target_counts(facts) & reported))
