"""Numerator and denominator of a rate: both or none, readable, and in agreement with the rate itself.

All three may be rounded by half their last place as typed; what no numbers within that could give is told.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.calc import FigureError, Interval, round_half_up
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import HALF, is_above, plain
from reporting.rules.quantity import quantity

CODE = "quotient"
PARTS = {"numerator": "分子", "denominator": "分母"}


def quotient(entered: Entered) -> Finding | None:
    found: dict[str, Decimal | None] = {}
    for name, label in PARTS.items():
        try:
            found[name] = quantity(getattr(entered, name))
        except FigureError as error:
            return entered.finds(CODE, "unreadable", part=label, advice=str(error))
    above, below = found["numerator"], found["denominator"]
    if above is None and below is None:
        return None
    if above is None or below is None:
        given, lacking = ("分母", "分子") if above is None else ("分子", "分母")
        return entered.finds(CODE, "incomplete", given=given, lacking=lacking)
    if below <= 0:
        return entered.finds(CODE, "not_positive", denominator=entered.denominator.strip())
    return _disagreement(entered, above, below)


def _disagreement(entered: Entered, above: Decimal, below: Decimal) -> Finding | None:
    own = entered.interval
    if entered.unit != "%" or own is None or entered.figure is None:
        return None
    rate = _rate(above, below)
    room = Decimal(0) if entered.number is None else _half_place(entered.number)
    if not (is_above(own, rate, room) or is_above(rate, own, room)):
        return None
    return entered.finds(
        CODE,
        numerator=entered.numerator.strip(),
        denominator=entered.denominator.strip(),
        rate=plain(round_half_up(above / below * 100, 2)),
        typed=entered.shown,
    )


def _rate(above: Decimal, below: Decimal) -> Interval:
    """What the quotient may be, in per cent. A denominator that may be nought leaves the upper end open."""
    more, less = below + _half_place(below), below - _half_place(below)
    top, bottom = above + _half_place(above), above - _half_place(above)
    ends = [end / size * 100 for end in (top, bottom) for size in (more, less) if size > 0]
    return Interval(min(ends), max(ends) if less > 0 else None)


def _half_place(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return HALF.scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
