"""Exact integer arithmetic over whole columns: 64-bit where a row's products fit, Python integers where
not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from indicators.calc.columns import Bools, Ints, narrow_if_possible

ROOM = 2**62


def exactly(
    formula: Callable[..., tuple[Ints, ...]], *numbers: Ints, times: int, beside: tuple[Any, ...] = ()
) -> tuple[Ints, ...]:
    """Apply an integer formula to columns; `times` bounds how far it multiplies an input.

    Rows with an input beyond ROOM / times are calculated with Python integers, so no product ever wraps.
    `beside` are small columns handed on as they are.
    """
    if any(column.dtype == object for column in numbers):
        return formula(*(column.astype(object) for column in numbers), *beside)
    limit = ROOM // times
    large: Bools = np.zeros(len(numbers[0]), dtype=bool)
    for column in numbers:
        large |= (column > limit) | (column < -limit)
    if not large.any():
        return formula(*numbers, *beside)
    return _by_size(formula, large, numbers, beside)


def _by_size(
    formula: Callable[..., tuple[Ints, ...]], large: Bools, numbers: tuple[Ints, ...], beside: tuple[Any, ...]
) -> tuple[Ints, ...]:
    small = ~large
    fast = formula(*(column[small] for column in numbers), *(column[small] for column in beside))
    slow = formula(
        *(column[large].astype(object) for column in numbers), *(column[large] for column in beside)
    )
    joined = []
    for quick, careful in zip(fast, slow, strict=True):
        whole: Ints = np.empty(len(large), dtype=object)
        whole[small], whole[large] = quick, careful
        joined.append(narrow_if_possible(whole))
    return tuple(joined)


def half_up(numerator: Ints, denominator: Ints) -> Ints:
    """The quotient rounded half away from zero; the denominator is positive."""
    size = (2 * np.abs(numerator) + denominator) // (2 * denominator)
    return np.asarray(np.where(numerator < 0, -size, size))


def rounded_quotient(numerator: Ints, denominator: Ints, scale: int, known: Bools) -> Ints:
    """numerator · scale / denominator, rounded half-up, 0 where not known; any sign, never 0 below where
    known.
    """
    upper, lower = in_lowest_terms(numerator, denominator, known)
    (result,) = exactly(lambda n, d: (half_up(n * scale, d),), upper, lower, times=2 * scale + 1)
    return result


def in_lowest_terms(numerator: Ints, denominator: Ints, known: Bools) -> tuple[Ints, Ints]:
    """The fraction reduced, with a positive denominator; 0/1 where it is not known."""
    upper = np.where(known, numerator, 0)
    lower = np.where(known, denominator, 1)
    common = np.gcd(upper, lower)
    common = np.where(lower < 0, -common, common)
    return upper // common, lower // common
