"""A cell left blank: neither a figure nor a statement that there is none."""

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def not_filled(entered: Entered) -> Finding | None:
    return None if entered.shown else entered.finds("not_filled")
