"""A figure that the indicator cannot have: a rate of 105, a count below zero."""

from decimal import Decimal

from indicators.calc.figure import plain_number
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def outside_limits(entered: Entered) -> Finding | None:
    """An end that is named lies outside the natural limits; for shares of a ratio there are none."""
    figure = entered.figure
    if figure is None:
        return None
    low, high = entered.limit_low, entered.limit_high
    numbers = [number for number in (figure.value, figure.upper) if number is not None]
    below = low is not None and any(number < low for number in numbers)
    above = high is not None and any(number > high for number in numbers)
    beyond = (figure.op == ">" and figure.value == high) or (figure.op == "<" and figure.value == low)
    if not (below or above or (beyond and figure.value is not None)):
        return None
    bounds = _bounds(low, high, entered.unit)
    return entered.finds("outside_limits", typed=entered.shown, bounds=bounds)


def _bounds(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    shown = "" if unit == "" else f" {unit}" if unit != "%" else "%"
    if low is not None and high is not None:
        return f"{plain_number(low)}—{plain_number(high)}{shown}"
    if low is not None:
        return f"不小于 {plain_number(low)}{shown}"
    return f"不大于 {plain_number(high or Decimal(0))}{shown}"
