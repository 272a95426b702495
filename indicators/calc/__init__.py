"""The pure calculation engine: figures, intervals, and the verdict on an indicator's progress. No Django,
no clock.
"""

from indicators.calc.assessment import assess
from indicators.calc.case import RULE_VERSION, Case, Cutoffs, Verdict
from indicators.calc.columns import Columns, Figures, Nullable, Shares, VerdictColumns
from indicators.calc.engine import judge
from indicators.calc.figure import (
    BLANK,
    MISSING,
    Figure,
    FigureError,
    format_figure,
    parse_figure,
    read_entry,
)
from indicators.calc.fixed_point import round_half_up
from indicators.calc.interval import Interval, Sat, sat
from indicators.calc.layout import columns_of
from indicators.calc.status import FLAGS, LAMPS, REASONS, REGIMES, STATUSES, Lamp, Status, lamp_of
from indicators.calc.words import explain

__all__ = [
    "BLANK",
    "FLAGS",
    "LAMPS",
    "MISSING",
    "REASONS",
    "REGIMES",
    "RULE_VERSION",
    "STATUSES",
    "Case",
    "Columns",
    "Cutoffs",
    "Figure",
    "FigureError",
    "Figures",
    "Interval",
    "Lamp",
    "Nullable",
    "Sat",
    "Shares",
    "Status",
    "Verdict",
    "VerdictColumns",
    "assess",
    "columns_of",
    "explain",
    "format_figure",
    "judge",
    "lamp_of",
    "parse_figure",
    "read_entry",
    "round_half_up",
    "sat",
]
