"""What was typed cannot be read as a figure."""

from indicators.calc import FigureError, read_entry
from reporting.rules.finding import Entered, Finding, Weight


def not_a_figure(entered: Entered) -> Finding | None:
    try:
        read_entry(entered.typed)
    except FigureError as error:
        return Finding("not_a_figure", Weight.ERROR, {"advice": str(error)})
    return None
