"""Ratios compared tier by tier: shares cumulated from the top, in exact integers whatever the scale."""

from __future__ import annotations

import numpy as np

from indicators.calc.columns import Bools, Codes, Ints
from indicators.calc.exact import ROOM


def compare_tiers(mine: Ints, my_tiers: Codes, theirs: Ints, their_tiers: Codes) -> tuple[Bools, Bools]:
    """(every cumulated share of mine at least theirs, every one at most it), row by row; neither where the
    tiers are not the same in number, or nothing is shared out.
    """
    comparable = (my_tiers > 0) & (my_tiers == their_tiers)
    comparable &= (mine.sum(axis=1) > 0).astype(bool) & (theirs.sum(axis=1) > 0).astype(bool)
    mine, theirs = _cumulated(mine), _cumulated(theirs)
    largest = max((int(part.max(initial=0)) for part in (mine, theirs)), default=0)
    if largest * largest >= ROOM:
        mine, theirs = mine.astype(object), theirs.astype(object)
    left, right = mine * theirs[:, -1:], theirs * mine[:, -1:]
    above, below = (left >= right).astype(bool).all(axis=1), (left <= right).astype(bool).all(axis=1)
    return comparable & above, comparable & below


def _cumulated(members: Ints) -> Ints:
    return np.cumsum(members, axis=1, dtype=members.dtype)
