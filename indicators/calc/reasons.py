"""Why a grey verdict is grey."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import UNREAD, Bools, Codes
from indicators.calc.facts import Facts
from indicators.calc.regime import BUDGET, COMP, CUM, DIRECT, NO_REGIME, PATH, against_sense
from indicators.calc.series import at_year
from indicators.calc.status import REASON_CODE, STATUS_CODE


def reasons_of(facts: Facts, status: Codes) -> Codes:
    """The first reason that applies, 0 where the verdict is not grey."""
    conditions = _conditions(facts)
    reason = np.select(
        [rows for _, rows in conditions],
        [REASON_CODE[name] for name, _ in conditions],
        REASON_CODE["straddles"],
    )
    grey = (status == STATUS_CODE["inconclusive"]) | (status == STATUS_CODE["no_data"])
    return np.where(grey, reason, 0).astype(np.int8)


def _conditions(facts: Facts) -> list[tuple[str, Bools]]:
    columns, series, regime = facts.columns, facts.series, facts.regime
    sums = (regime == CUM) | (regime == BUDGET)
    interim = ~facts.final
    return [
        ("not_reported", series.last < 0),
        ("target_against_sense", against_sense(columns, facts.target) & (regime == NO_REGIME)),
        ("target_missing", regime == NO_REGIME),
        ("series_broken", facts.broken),
        ("target_level_unknown", columns.target.op == UNREAD),
        ("tiers_differ", _tiers_differ(facts)),
        ("tiers_pending", (regime == COMP) & interim),
        ("tiers_mixed", regime == COMP),
        ("hole", series.hole),
        ("negative_target", (regime == CUM) & interim & (facts.target.value <= 0).astype(bool)),
        ("year_missing", facts.each_year_counts),
        ("no_path", (regime == DIRECT) & interim & facts.missed),
        ("inexact", ~series.exact & (sums | (regime == PATH)) & interim),
    ]


def _tiers_differ(facts: Facts) -> Bools:
    differ = np.zeros(len(facts.regime), dtype=bool)
    shares = facts.columns.shares
    if shares is not None:
        rows = shares.rows
        tiers = at_year(shares.actual_tiers, facts.series.last[rows])
        differ[rows] = (facts.regime[rows] == COMP) & (tiers != shares.target_tiers)
    return differ
