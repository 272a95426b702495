"""Decimals as whole numbers of a fixed-point unit and back, exact whatever their length."""

from __future__ import annotations

from decimal import Decimal


def whole(number: Decimal | None, places: int) -> int:
    """In units of 10^-places, cut off behind them; 0 for no number."""
    if number is None:
        return 0
    numerator, denominator = number.as_integer_ratio()
    size = abs(numerator) * int(10**places) // denominator
    return -size if numerator < 0 else size


def shifted(number: int, places: int) -> Decimal:
    """The decimal that stands for so many units of 10^-places."""
    return Decimal(f"{number}E-{places}")


def trimmed(number: Decimal) -> Decimal:
    """Without trailing zeros behind the point and without exponent, exact whatever its length."""
    sign, digits, exponent = number.as_tuple()
    kept, places = list(digits), -int(exponent)
    while places > 0 and (not kept or kept[-1] == 0):
        kept = kept[:-1]
        places -= 1
    return Decimal((sign if any(kept) else 0, tuple(kept) or (0,), -places))


def round_half_up(number: Decimal, places: int) -> Decimal:
    """Rounded half away from zero, as official tables round; independent of the decimal context."""
    shift = -int(number.as_tuple().exponent) - places
    if shift <= 0:
        return number
    size = whole(number.copy_abs(), places + shift)
    size = (2 * size + 10**shift) // (2 * 10**shift)
    return shifted(-size if number < 0 else size, places)
