"""The verdict: one vectorised function over whole columns, exact integers only (rules 2026.1, docs: §4 of
the domain).

Readings taken where the table leaves room. The plain words win over cleverness; the oracle of the tests
follows the same list.
 1. A range target is its lower end, reached (higher), or its upper end, not exceeded (lower); in the regime
    table it counts among the printed inequalities (>, ≥ or <, ≤).
 2. A target whose printed operator contradicts the sense (≤ where higher is better) is not judged:
    inconclusive. An annual target that does counts as missing.
 3. No usable target: no regime, inconclusive; nothing reported comes first (no_data, everything null, no
    flags).
 4. A growth or change target without an exact baseline: DIRECT with nothing to compare, inconclusive; on a
    cumulative indicator it has no regime.
 5. "Exact" means a plain or approximate number: ≥100 of a share stays an interval, though it can only be
    100.
 6. "One missing up to y: straight line": CUM, BUDGET and PATH keep to the straight line unless every year
    start…y has its annual target. HOLD and YEARLY have no line and need only that of y. "Flagged" is
    `expected_by` = straight_line_incomplete beside the verdict, not an entry of the flags (worked case T-03
    has none).
 7. The end is decided by the plan's own target; the schedule of the end year still comes from the annual
    targets where all exist. The operator of an annual target counts in HOLD and YEARLY, only its number
    elsewhere.
 8. YEARLY's mean is over all exact years start…y, compared with the bound of the latest year. "Exact" is
    said of the years in the mean: a latest year that is an inequality and surely fails is left out of it.
 9. `every_year` at the end: each earlier year against its own annual target if it has one, else the plan's
    target; the end year against the plan's. It has a meaning for annual indicators only.
10. BUDGET: a sum that cannot meet the cap any more is breached even with a hole (and at exactly 20 where
    "<20"). `used ≤ schedule` is read with the plan's on-track cut-off.
11. A share of a sum needs a target above 0. CUM with a target of 0 or less is achieved_early or, if not met,
    inconclusive before the end; BUDGET with such a cap is within the limit, breached or inconclusive as sat
    says. The schedule is still shown, from annual targets unless T = 0.
12. A hole counts as [0, ∞), from a negative natural limit where there is one. Natural limits are those of
    one year's figure; a running total of k years has k times them. A limit that an inequality contradicts
    is not applied.
13. A break in the series in any year start…y makes the verdict inconclusive; no share, gap or comparison
    across it.
14. `baseline_inequality` says what is printed, whether the baseline is used or not. `approximate` asks what
    took part: not the baseline of a cumulative indicator, not an annual target that was not compared with,
    and of the years those that A, the mean or `every_year` is made of.
15. COMP compares cumulated shares tier by tier, equal everywhere counts as reached; different numbers of
    tiers cannot be compared. `boundary`: all shares equal the target's. `worse_than_baseline`: none above
    the baseline's and not all equal to them.
16. attainment is A/T (T/A) whatever the signs; only T = 0 (A = 0) leaves it out. `overshoot` looks at that
    attainment, unrounded.
"""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import COMPOSITION, Bools, Codes, Columns, Ints, VerdictColumns, with_python_ints
from indicators.calc.exact import ROOM
from indicators.calc.facts import Facts, facts_of
from indicators.calc.flags import flags_of
from indicators.calc.measures import (
    attainment_parts,
    gap_of,
    masked,
    ordering_deviation,
    paces,
    share,
)
from indicators.calc.outcome import statuses_of
from indicators.calc.reasons import reasons_of
from indicators.calc.regime import COMP, PATH
from indicators.calc.yearly import mean_consulted


def judge(columns: Columns) -> VerdictColumns:
    """Judge every row."""
    if len(columns) == 0:
        raise ValueError("judge needs at least one row")
    facts = facts_of(_with_room(columns))
    averaged = mean_consulted(facts)
    status = statuses_of(facts, averaged)
    return _verdicts(facts, status, flags_of(facts, averaged & ~facts.broken))


def _with_room(columns: Columns) -> Columns:
    """Python integers throughout if a sum over the years, or a difference, could leave 64 bits."""
    parts = [columns.actual, columns.target, columns.baseline]
    parts += [columns.annual] if columns.annual is not None else []
    arrays = [array for part in parts for array in (part.value, part.upper) if array is not None]
    arrays += [array for array in (columns.limit_low, columns.limit_high) if array is not None]
    room = ROOM // (2 * columns.actual.op.shape[1] + 4)
    if any(array.dtype == object or array.max() > room or array.min() < -room for array in arrays):
        return with_python_ints(columns)
    return columns


def _verdicts(facts: Facts, status: Codes, flags: Ints) -> VerdictColumns:
    columns, series, regime, target = facts.columns, facts.series, facts.regime, facts.target
    shown: Bools = ~facts.broken & (regime != COMP)
    up, down, known = attainment_parts(columns, series, regime, target, facts.final)
    base = columns.baseline.value
    gap = gap_of(columns, series, regime, target).only(shown)
    own = facts.progress.deviation.only(shown)
    beside = paces(columns, series, regime, target, gap, facts.met)
    reported = (series.last >= 0) & (columns.sense != COMPOSITION)
    return VerdictColumns(
        status=status,
        regime=regime,
        reason=reasons_of(facts, status),
        expected_by=facts.expected.source,
        flags=flags,
        year=np.where(series.last >= 0, columns.start + series.last, 0).astype(np.int64),
        final=facts.final,
        attainment=share(up, down, known & shown),
        closure=share(series.ends.low - base, target.value - base, series.exact & (regime == PATH) & shown),
        schedule=facts.progress.schedule,
        deviation=ordering_deviation(own, gap, target),
        gap=gap,
        low=masked(series.ends.low, series.ends.low_known & reported),
        high=masked(series.ends.high, series.ends.high_known & reported),
        low_open=series.ends.low_open,
        high_open=series.ends.high_open,
        **{name: column.only(shown) for name, column in beside.items()},
    )
