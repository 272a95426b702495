"""Brackets say "total since the plan began"; a level or a rate has no such total."""

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def bracketed_level(entered: Entered) -> Finding | None:
    figure = entered.figure
    if figure is None or not figure.cumulative or entered.basis in ("", "cumulative"):
        return None
    year_value = "年末数" if entered.basis == "level" else "当年数"
    return entered.finds("bracketed_level", typed=entered.shown, year_value=year_value)
