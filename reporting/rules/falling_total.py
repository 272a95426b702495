"""A running total below what it was a year ago, or below the sum of the years reported one by one.

Certain cases only: "〔＞20〕" does not fall short of 22. Where a year may be negative (no natural limit at
zero), a total may fall; where the definition changed, it may too.
"""

from __future__ import annotations

from reporting.rules.decimal_slip import decimal_slip
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import is_above
from reporting.rules.series import total_until


def falling_total(entered: Entered) -> Finding | None:
    """Says nothing where a slip of the decimal point explains the fall."""
    own, since = entered.interval, entered.start_year
    if own is None or since is None or entered.figure is None or not entered.figure.cumulative:
        return None
    if entered.limit_low is None or entered.limit_low < 0 or entered.is_redefined:
        return None
    before = total_until(entered.earlier, since, entered.year - 1, (entered.limit_low, entered.limit_high))
    if before is None or not is_above(before, own) or decimal_slip(entered) is not None:
        return None
    return entered.finds("falling_total", typed=entered.shown, before=str(before))
