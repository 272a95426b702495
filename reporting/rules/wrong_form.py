"""Shares where one number is asked for, or one number where shares are."""

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def wrong_form(entered: Entered) -> Finding | None:
    figure = entered.figure
    if figure is None or not figure.is_reported or not entered.sense:
        return None
    if figure.is_ratio == (entered.sense == "composition"):
        return None
    return entered.finds("wrong_form", "ratio" if figure.is_ratio else "number", typed=entered.shown)
