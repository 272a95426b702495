"""A slip of the decimal point or of the unit: ten, a hundred or ten thousand times last year, or a fraction.

It blocks, so it speaks only where little else can be meant:

- With the point put back, the figure would be last year's within `tolerance_percent`. That is far narrower
  than a year's usual change: most honest growth of about ten times is not ten times to within it. What falls
  beside the band is a change beyond the second threshold and asks for a note (year_on_year).
- Small numbers do grow tenfold (2 → 20 persons): both figures must reach `least_count` in the base unit (0.41
  万人 are 4,100 persons), or `least_percent` where the unit is per cent.
- What the plan itself expects is no slip: growth (or a fall, where less is better) that goes no further than
  the annual target, else the target, of a five-year sum the year's share. So a planner who sets the annual
  target opens the way for an honest jump, and so does a declared 口径变化.
- Only exact numbers: an inequality has no decimal point to slip, and nothing is ten times zero. A running
  total is held against last year's total plus another year like the last one.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.calc.units import split_unit
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding
from reporting.rules.numbers import plain
from reporting.rules.series import one_year, total_until

CODE = "decimal_slip"
POWERS = (1, -1, 2, -2, 4, -4)


def decimal_slip(entered: Entered) -> Finding | None:
    typed, before, until = entered.number, one_year(entered.series, entered.year - 1), _total_before(entered)
    if not typed or not before or until is None or entered.is_redefined:
        return None
    likely = until + before
    band = abs(likely) * entered.threshold(CODE, "tolerance_percent") / 100
    power = next((each for each in POWERS if abs(typed.scaleb(-each) - likely) <= band), None)
    if power is None or _is_small(entered, min(abs(typed), abs(before))):
        return None
    if _is_expected(entered, typed - until, before):
        return None
    times = f" {10**power} 倍" if power > 0 else f" 1/{10**-power}"
    if typed.scaleb(-power) != likely:
        times = f"约{times}"
    words = {"typed": entered.shown, "before": plain(before), "times": times}
    return entered.finds(CODE, "total" if until else "", **words)


def _total_before(entered: Entered) -> Decimal | None:
    """What a running total starts this year from; nought for the figure of a single year."""
    if entered.figure is None or not entered.figure.cumulative:
        return Decimal(0)
    if entered.start_year is None:
        return None
    total = total_until(entered.series, entered.start_year, entered.year - 1)
    return total.low if total is not None and total.is_point else None


def _is_small(entered: Entered, least: Decimal) -> bool:
    if entered.unit == "%":
        return least < entered.threshold(CODE, "least_percent")
    return least * split_unit(entered.unit)[1] < entered.threshold(CODE, "least_count")


def _is_expected(entered: Entered, year: Decimal, before: Decimal) -> bool:
    """Whether the plan foresees as much of the year, in the direction it wants."""
    goal = _expected(entered)
    if goal is None or (year > before) != (entered.sense == "higher"):
        return False
    room = abs(year) * entered.threshold(CODE, "tolerance_percent") / 100
    return goal >= year - room if year > before else goal <= year + room


def _expected(entered: Entered) -> Decimal | None:
    if entered.annual_target is not None and entered.annual_target.is_comparable:
        return entered.annual_target.value
    if entered.target is None or entered.target.value is None or not entered.target.is_comparable:
        return None
    if entered.basis != "cumulative":
        return entered.target.value
    return entered.target.value / entered.plan_years if entered.plan_years else None
