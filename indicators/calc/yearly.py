"""Years judged together: the mean that lets one bad year pass, and the plan that wants every year met."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import NONE, Bools, truth
from indicators.calc.facts import Facts
from indicators.calc.regime import YEARLY
from indicators.calc.series import (
    Requirement,
    agrees,
    ends_of,
    every,
    exactly_at,
    is_exact,
    is_higher,
    meets,
    requirement,
    some,
)

FEWEST_YEARS_OF_A_MEAN = 2


def mean_consulted(facts: Facts) -> Bools:
    """Rows whose latest year fails but may be carried by the mean: 预期性 and at least two exact years."""
    failing = truth((facts.regime == YEARLY) & ~facts.final & facts.bound_missed & ~facts.columns.binding)
    if failing.any():
        failing[failing] = _exact_years(facts, failing).sum(axis=1) >= FEWEST_YEARS_OF_A_MEAN
    return failing


def mean_holds(facts: Facts, rows: Bools) -> Bools:
    """Whether the mean of the exact years start…y meets the bound of the latest year (sum against n·T)."""
    taken = _exact_years(facts, rows)
    total = np.where(taken, facts.columns.actual.value[rows], 0).sum(axis=1)
    holds, _ = meets(exactly_at(total), facts.bound.at(rows).times(taken.sum(axis=1)))
    return holds


def every_year_met(facts: Facts, rows: Bools) -> tuple[Bools, Bools]:
    """(every year of the plan met, any year failed); a hole is neither."""
    actual, length = facts.columns.actual.take(rows), facts.series.length[rows]
    met, missed = meets(ends_of(actual, facts.columns, rows=rows), _bounds_of_all_years(facts, rows))
    there = actual.op != NONE
    inside = np.arange(actual.op.shape[1]) < length[:, None]
    return every((met & there) | ~inside), some(missed & inside & there)


def own_target_counts(facts: Facts) -> Bools:
    """Years before the end in which an annual target, not the plan's, is the bound of `every_year`."""
    columns = facts.columns
    if columns.annual is None:
        return np.zeros(columns.actual.op.shape, dtype=bool)
    before_the_end = np.arange(columns.annual.op.shape[1]) < (facts.series.length - 1)[:, None]
    given = agrees(columns.annual, is_higher(columns)[:, None])
    return facts.each_year_counts[:, None] & before_the_end & given


def _bounds_of_all_years(facts: Facts, rows: Bools) -> Requirement:
    target, annual = facts.target.at(rows).each_year(), facts.columns.annual
    if annual is None:
        return target
    own = requirement(annual.take(rows), is_higher(facts.columns)[rows][:, None])
    return own.where(own_target_counts(facts)[rows], target)


def _exact_years(facts: Facts, rows: Bools) -> Bools:
    op = facts.columns.actual.op[rows]
    return truth(is_exact(op) & (np.arange(op.shape[1]) <= facts.series.last[rows][:, None]))
