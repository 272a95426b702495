"""Brackets say "total since the plan began"; a level or a rate has no such total."""

from indicators.calc import FigureError, read_entry
from reporting.rules.finding import Entered, Finding, Weight


def bracketed_level(entered: Entered) -> Finding | None:
    try:
        figure = read_entry(entered.typed)
    except FigureError:
        return None
    if not figure.cumulative or entered.basis in ("", "cumulative"):
        return None
    year_value = "年末数" if entered.basis == "level" else "当年数"
    return Finding(
        "bracketed_level", Weight.ERROR, {"typed": entered.typed.strip(), "year_value": year_value}
    )
