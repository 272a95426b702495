"""Figures as official tables print them: an operator and a number, a range, a ratio, or words."""

from indicators.calc.figure.notation import (
    BLANK,
    MISSING,
    TURNED,
    Figure,
    FigureError,
    Kind,
    Op,
    check_size,
    format_figure,
    plain_number,
)
from indicators.calc.figure.reading import parse_figure, read_entry

__all__ = [
    "BLANK",
    "MISSING",
    "TURNED",
    "Figure",
    "FigureError",
    "Kind",
    "Op",
    "check_size",
    "format_figure",
    "parse_figure",
    "plain_number",
    "read_entry",
]
