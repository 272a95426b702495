"""What the rules look at: a row's series, regime, bounds, comparisons and progress, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.calc.columns import Bools, Codes, Columns, truth
from indicators.calc.measures import ANNUAL, Expected, Progress, expected_by_annual_targets, progress
from indicators.calc.regime import HOLD, NO_REGIME, PATH, YEARLY, choose_regime
from indicators.calc.series import (
    Requirement,
    Series,
    figures_at,
    is_higher,
    meets,
    read_series,
    requirement,
    some,
)


@dataclass(frozen=True)
class Facts:
    """`target` is the plan's own bound, `bound` that of the judged year; `met` and `missed` belong to the
    first, `bound_met` and `bound_missed` to the second.
    """

    columns: Columns
    series: Series
    regime: Codes
    target: Requirement
    bound: Requirement
    final: Bools
    broken: Bools
    met: Bools
    missed: Bools
    bound_met: Bools
    bound_missed: Bools
    expected: Expected
    progress: Progress
    regressed: Bools

    @property
    def each_year_counts(self) -> Bools:
        """Rows whose end is decided by every year of the plan."""
        return truth(self.final & self.columns.every_year & (self.regime == YEARLY))


def facts_of(columns: Columns) -> Facts:
    series = read_series(columns)
    target = requirement(columns.target, is_higher(columns))
    regime = np.where(series.last < 0, NO_REGIME, choose_regime(columns, target)).astype(np.int8)
    final = (series.last >= 0) & (series.last == series.length - 1)
    broken = _broken(columns, series)
    expected = expected_by_annual_targets(columns, series, regime, target, final)
    bound = _bound_of_the_year(columns, series, regime, target, expected)
    met, missed = meets(series.ends, target)
    bound_met, bound_missed = meets(series.ends, bound)
    return Facts(
        columns=columns,
        series=series,
        regime=regime,
        target=target,
        bound=bound,
        final=final,
        broken=broken,
        met=met,
        missed=missed,
        bound_met=bound_met,
        bound_missed=bound_missed,
        expected=expected,
        progress=progress(columns, series, regime, target, expected),
        regressed=(regime == PATH) & worse_than_baseline(columns, series) & ~broken,
    )


def worse_than_baseline(columns: Columns, series: Series) -> Bools:
    """Whether A, if exact, is on the wrong side of the baseline's number."""
    base, actual = columns.baseline.value, series.ends.low
    worse = np.where(is_higher(columns), actual < base, actual > base)
    return series.exact & truth(worse)


def _broken(columns: Columns, series: Series) -> Bools:
    if columns.broken is None:
        return np.zeros(len(columns), dtype=bool)
    years = np.arange(columns.broken.shape[1])
    return some(columns.broken & (years <= series.last[:, None]))


def _bound_of_the_year(
    columns: Columns, series: Series, regime: Codes, target: Requirement, expected: Expected
) -> Requirement:
    """HOLD and YEARLY compare with the year's own target where there is one, until the end."""
    if columns.annual is None:
        return target
    own = requirement(figures_at(columns.annual, series.last), is_higher(columns))
    return own.where(((regime == HOLD) | (regime == YEARLY)) & (expected.source == ANNUAL), target)
