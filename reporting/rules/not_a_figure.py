"""What was typed cannot be read as a figure."""

from indicators.calc import FigureError, read_entry
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def not_a_figure(entered: Entered) -> Finding | None:
    try:
        read_entry(entered.typed)
    except FigureError as error:
        return entered.finds("not_a_figure", advice=str(error))
    return None
