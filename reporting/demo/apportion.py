"""Splitting an amount so that the parts add up again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal


def apportioned(total: Decimal, weights: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """Parts of `total` in proportion to the weights, to so many places; the largest remainders go up."""
    step = Decimal(1).scaleb(-decimals)
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [share.quantize(step, ROUND_FLOOR) for share in shares]
    missing = int((total - sum(parts)) / step)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    for place in by_remainder[:missing]:
        parts[place] += step
    return parts
