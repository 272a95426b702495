"""Exactly the target, or the year's own target, to the last digit: seldom measured, often copied.

No wonder, and not told: a natural limit (a rate of 100 per cent), a figure that stood there last year
already, and a number of fewer than `least_digits` digits, trailing zeros not counted (two contests planned,
two held; 40 as well as 4). A strict bound (＞90) is not met by its own number, so nobody copies it. Of a
five-year sum it is the total so far that is compared.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.calc import Figure
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import digits, plain
from reporting.rules.series import one_year, total_until

CODE = "exactly_target"


def exactly_target(entered: Entered) -> Finding | None:
    now = one_year(entered.series, entered.year)
    if _hits(entered, entered.annual_target, now):
        return _found(entered, "年度目标", now)
    reached = _total(entered) if entered.basis == "cumulative" else now
    return _found(entered, "规划目标", reached) if _hits(entered, entered.target, reached) else None


def _hits(entered: Entered, target: Figure | None, number: Decimal | None) -> bool:
    if target is None or target.kind != "number" or target.op in (">", "<"):
        return False
    if number is None or number != target.value or number in (entered.limit_low, entered.limit_high):
        return False
    if digits(number) < entered.threshold(CODE, "least_digits"):
        return False
    return number != one_year(entered.series, entered.year - 1)


def _total(entered: Entered) -> Decimal | None:
    if entered.start_year is None:
        return None
    total = total_until(entered.series, entered.start_year, entered.year)
    return total.low if total is not None and total.is_point else None


def _found(entered: Entered, which: str, number: Decimal | None) -> Finding:
    assert number is not None
    return entered.finds(CODE, which=which, target=plain(number))
