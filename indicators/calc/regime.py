"""Which regime judges a row: the first table of the rules, by basis, sense, target and baseline."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import (
    ANNUAL,
    COMPOSITION,
    CUMULATIVE,
    GE,
    GT,
    LE,
    LT,
    NONE,
    RANGE,
    UNREAD,
    Bools,
    Codes,
    Columns,
    truth,
)
from indicators.calc.series import Requirement, ends_of, is_exact, is_higher, meets
from indicators.calc.status import REGIME_LIST

NO_REGIME, CUM, BUDGET, PATH, HOLD, DIRECT, YEARLY, COMP = range(len(REGIME_LIST))


def against_sense(columns: Columns, bound: Requirement) -> Bools:
    """A target printed as a ceiling where higher is better, or as a floor where lower is better."""
    against = bound.known & (bound.floor != is_higher(columns)) & (columns.sense != COMPOSITION)
    return truth(against)


def is_inexact(op: Codes) -> Bools:
    return truth(((op >= GT) & (op <= LE)) | (op == RANGE))


def choose_regime(columns: Columns, bound: Requirement) -> Codes:
    """Regime codes; NO_REGIME where the plan gives no target that could be compared with anything."""
    level = _level_regime(columns, bound)
    annual = columns.basis == ANNUAL
    level = np.where(annual & ((level == HOLD) | columns.every_year), YEARLY, level)
    level = np.where(columns.target.op == UNREAD, DIRECT, level)
    summed = np.where(is_higher(columns), CUM, BUDGET)
    chosen = np.where(columns.basis == CUMULATIVE, summed, level)
    nothing = (columns.target.op == NONE) | against_sense(columns, bound)
    nothing |= (columns.basis == CUMULATIVE) & (columns.target.op == UNREAD)
    chosen = np.where(nothing, NO_REGIME, chosen)
    if columns.shares is not None:
        rows = columns.shares.rows
        chosen[rows] = np.where(columns.shares.target_tiers > 0, COMP, NO_REGIME)
    return chosen.astype(np.int8)


def _level_regime(columns: Columns, bound: Requirement) -> Codes:
    """The rows `level ↑` and `level ↓` of the table."""
    base, higher = columns.baseline, is_higher(columns)
    op = columns.target.op
    printed = (op == GT) | (op == GE) | (op == LT) | (op == LE) | (op == RANGE)
    satisfied, _ = meets(ends_of(base, columns), bound)
    exact = is_exact(base.op)
    better = exact & np.where(higher, bound.value > base.value, bound.value < base.value).astype(bool)
    level_with = exact & (bound.value == base.value).astype(bool)
    inexact = is_inexact(base.op)
    direct = (level_with & ~satisfied) | (inexact & ~satisfied & ~printed)
    direct |= ~exact & ~inexact & higher & ~printed
    return np.where(better, PATH, np.where(direct, DIRECT, HOLD)).astype(np.int8)
