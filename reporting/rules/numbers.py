"""Numbers as findings print them, and what is certain of two intervals."""

from __future__ import annotations

from decimal import Decimal

from indicators.calc import Interval
from indicators.calc.figure import plain_number

HALF = Decimal("0.5")


def plain(value: Decimal) -> str:
    """Without trailing zeros and without exponent."""
    text = plain_number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits(value: Decimal) -> int:
    """How many digits a number has from its first to its last that is not a zero: 0.410 has two, 1200 too."""
    return len(plain(abs(value)).replace(".", "").strip("0"))


def is_above(one: Interval, other: Interval, room: Decimal = Decimal(0)) -> bool:
    """Whether the one certainly exceeds the other by more than `room`, whatever they are exactly."""
    if one.low is None or other.high is None:
        return False
    away = one.low - other.high - room
    return away > 0 or (away == 0 and (one.low_open or other.high_open))
