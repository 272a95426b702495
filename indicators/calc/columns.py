"""The columns the engine reads and writes: one row is one verdict, years are a matrix [n, W].

Every figure of a row is an integer in one fixed-point unit of the row's own choosing (a loader from the
record uses millionths throughout: int(value * 10**6)); the verdict's amounts come back in the same unit.
The engine itself never needs to know the unit. Per cent come back in hundredths of a per cent, cut-offs go
in as millionths of a percentage point. Column j of a matrix is the year start + j, so W >= the longest
plan. An entry whose operator is NONE is ignored; keep its value 0. Integers may be int64, or Python ints in
an object array where a number does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]  # int64, or object holding Python ints
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

# Operators (int8). UNREAD: a figure was reported or set, but it is not a number that can be compared.
NONE, EQ, APPROX, GT, GE, LT, LE, RANGE, UNREAD = range(9)
OPS: dict[str, int] = {"=": EQ, "~": APPROX, ">": GT, ">=": GE, "<": LT, "<=": LE}
CUMULATIVE, LEVEL, ANNUAL = range(3)
BASES: dict[str, int] = {"cumulative": CUMULATIVE, "level": LEVEL, "annual": ANNUAL}
HIGHER, LOWER, COMPOSITION = range(3)
SENSES: dict[str, int] = {"higher": HIGHER, "lower": LOWER, "composition": COMPOSITION}
CUTOFF_UNIT = 10**6
DEFAULT_CUTOFFS: tuple[int, int, int, int] = (5 * CUTOFF_UNIT, 0, -5 * CUTOFF_UNIT, -30 * CUTOFF_UNIT)


@dataclass(frozen=True)
class Figures:
    """A column [n] or matrix [n, W] of figures: operator codes, numbers, and upper ends where there are
    ranges.
    """

    op: Codes
    value: Ints
    upper: Ints | None = None

    def take(self, rows: Any) -> Figures:
        return Figures(self.op[rows], self.value[rows], None if self.upper is None else self.upper[rows])

    @property
    def high(self) -> Ints:
        """The upper end of ranges, the number itself elsewhere."""
        return self.value if self.upper is None else np.where(self.op == RANGE, self.upper, self.value)


@dataclass(frozen=True)
class Shares:
    """Ratios of the composition rows only: `rows` [m] are row numbers; K is the largest number of tiers,
    padded with 0.

    `target_tiers` and `baseline_tiers` [m] and `actual_tiers` [m, W] count the members printed (0: none).
    """

    rows: NDArray[np.int64]
    target: Ints  # [m, K]
    actual: Ints  # [m, W, K]
    target_tiers: Codes
    actual_tiers: Codes
    baseline: Ints | None = None  # [m, K]
    baseline_tiers: Codes | None = None

    @property
    def wanted(self) -> tuple[Ints, Codes]:
        return self.target, self.target_tiers

    @property
    def before(self) -> tuple[Ints, Codes] | None:
        if self.baseline is None or self.baseline_tiers is None:
            return None
        return self.baseline, self.baseline_tiers

    def of_year(self, column: Ints) -> tuple[Ints, Codes]:
        """The members reported in each row's own year (−1: nothing, so no tiers)."""
        rows, year = np.arange(len(self.rows)), np.maximum(column, 0)
        tiers = np.where(column >= 0, self.actual_tiers[rows, year], 0)
        return self.actual[rows, year], tiers.astype(np.int8)


@dataclass(frozen=True)
class Columns:
    """n cases. Shapes: [n] unless noted; cutoffs [4] for all rows or [n, 4]: ahead, on_track, tolerance,
    serious.
    """

    basis: Codes
    sense: Codes
    binding: Bools
    start: Ints
    end: Ints
    as_of: Ints
    target: Figures
    baseline: Figures
    actual: Figures  # [n, W]
    running: Bools
    every_year: Bools
    annual: Figures | None = None  # [n, W], annual targets
    limit_low: Ints | None = None
    limit_low_known: Bools | None = None
    limit_high: Ints | None = None
    limit_high_known: Bools | None = None
    cutoffs: Ints = field(default_factory=lambda: np.array(DEFAULT_CUTOFFS, dtype=np.int64))
    provisional: Bools | None = None  # [n, W]
    broken: Bools | None = None  # [n, W]
    shares: Shares | None = None

    def __len__(self) -> int:
        return len(self.basis)


@dataclass(frozen=True)
class Nullable:
    """Integers with a mask: where `known` is False there is no value (and the integer is 0)."""

    value: Ints
    known: Bools

    def only(self, rows: Bools) -> Nullable:
        """Unknown outside `rows`."""
        known = self.known & rows
        return Nullable(np.where(known, self.value, 0), known)


@dataclass(frozen=True)
class VerdictColumns:
    """n verdicts. status, regime and reason index the lists of status.py; flags is a bit mask over
    FLAG_LIST.
    """

    status: Codes
    regime: Codes
    reason: Codes
    expected_by: Codes
    flags: NDArray[np.int16]
    year: NDArray[np.int64]  # judged year, 0 where nothing was reported
    final: Bools
    attainment: Nullable  # hundredths of a per cent, as closure, schedule and deviation
    closure: Nullable
    schedule: Nullable
    deviation: Nullable
    gap: Nullable  # the row's own unit, as everything below
    remaining_pace: Nullable
    pace_so_far: Nullable
    margin: Nullable
    extrapolation: Nullable
    low: Nullable
    high: Nullable
    low_open: Bools
    high_open: Bools

    def __len__(self) -> int:
        return len(self.status)


EXPECTED_BY: tuple[str | None, ...] = (None, "straight_line", "annual_targets", "straight_line_incomplete")


def with_python_ints(columns: Columns) -> Columns:
    """The same columns with exact Python integers, for figures too large to be summed in 64 bits."""
    changed: dict[str, Any] = {}
    for each in fields(columns):
        part = getattr(columns, each.name)
        if isinstance(part, Figures):
            upper = None if part.upper is None else part.upper.astype(object)
            changed[each.name] = Figures(part.op, part.value.astype(object), upper)
        elif each.name in ("limit_low", "limit_high") and part is not None:
            changed[each.name] = part.astype(object)
    return replace(columns, **changed)


def truth(values: Any) -> Bools:
    """Comparisons as Booleans, also where the numbers compared were Python integers."""
    return np.asarray(values, dtype=bool)


def narrow_if_possible(column: Ints) -> Ints:
    """64-bit integers where all of them fit (with room for their sums), Python integers as they are
    otherwise.
    """
    return column.astype(np.int64) if all(-(2**62) < number < 2**62 for number in column) else column
