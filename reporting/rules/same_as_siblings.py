"""The very same figure in several regions beside: copied from one another, or handed down from above.

Told from `least_others` other regions on, and only of figures that do not coincide easily: not of natural
limits, and not of fewer than `least_digits` digits, trailing zeros not counted (5.5 per cent, 40 or 1,200
persons). Compared with accepted figures alone: what is only submitted elsewhere is not this clerk's to know.
"""

from __future__ import annotations

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import digits

CODE = "same_as_siblings"


def same_as_siblings(entered: Entered) -> Finding | None:
    number, figure = entered.number, entered.figure
    if number is None or figure is None or number in (entered.limit_low, entered.limit_high):
        return None
    if digits(number) < entered.threshold(CODE, "least_digits"):
        return None
    same = [
        name
        for name, other in entered.siblings.items()
        if other.is_exact and other.value == number and other.cumulative == figure.cumulative
    ]
    if len(same) < entered.threshold(CODE, "least_others"):
        return None
    return entered.finds(CODE, names="、".join(same), typed=entered.shown)
