"""Years of one indicator beside each other: what a single year brought, what came together until a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from indicators.calc import Interval
from indicators.calc.interval import Limits, add, interval_of
from reporting.rules.entered import Known

NO_LIMITS: Limits = (None, None)


def one_year(series: Mapping[int, Known], year: int) -> Decimal | None:
    """The number of the year alone; of a running total, what the year added to it.

    None where it is not exactly known, or where the total was carried on under another definition.
    """
    known = series.get(year)
    if known is None or known.figure.value is None or not known.figure.is_exact:
        return None
    if known.since_year is None:
        return None if known.figure.cumulative else known.figure.value
    before = total_until(series, known.since_year, year - 1)
    if before is None or before.low is None or not before.is_point or known.breaks_series:
        return None
    return known.figure.value - before.low


def total_until(
    series: Mapping[int, Known], since: int, year: int, limits: Limits = NO_LIMITS
) -> Interval | None:
    """The running total as reported, else the sum of the single years; None where a year is missing.

    `limits` are those of one year. Before the first year the total is nought.
    """
    known = series.get(year)
    if known is not None and known.since_year == since and known.figure.is_comparable:
        return interval_of(known.figure)
    years = [series.get(each) for each in range(since, year + 1)]
    single = [
        each.figure
        for each in years
        if each is not None and each.figure.is_comparable
        if each.since_year is None and not each.figure.cumulative
    ]
    return add(interval_of(figure, limits) for figure in single) if len(single) == len(years) else None
