"""A per cent sign behind a figure that is not one: 105% of a number of people."""

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding

SIGNS = ("%", "％")


def percent_sign(entered: Entered) -> Finding | None:
    if entered.unit in SIGNS or not any(sign in entered.typed for sign in SIGNS):
        return None
    unit = f"“{entered.unit}”" if entered.unit else "没有单位的数"
    return entered.finds("percent_sign", typed=entered.shown, unit=unit)
