"""其中 beyond 合计: a part greater than the whole it belongs to.

The whole is taken as typed in the same form, else from the record. With inequalities only what is certain
counts, and a whole that is printed with fewer decimals may be half its last place short. A part that was
handed up already is told at the whole, which is then what is being typed. The rate of a part may well exceed
that of the whole.
"""

from __future__ import annotations

from indicators.calc import format_figure
from indicators.calc.interval import Interval, interval_of
from reporting.rules.entered import Entered, Known
from reporting.rules.finding import Finding
from reporting.rules.numbers import HALF, is_above

CODE = "part_over_whole"
RATES = ("%", "‰")


def part_over_whole(entered: Entered) -> Finding | None:
    own, whole = entered.interval, entered.whole
    if own is None or entered.unit in RATES:
        return None
    if whole is not None and _is_like(entered, whole) and is_above(own, _of(whole), whole.step * HALF):
        words = {"typed": entered.shown, "name": whole.name, "whole": format_figure(whole.figure)}
        return entered.finds(CODE, **words)
    for part in entered.parts:
        if _is_like(entered, part) and is_above(_of(part), own, entered.step * HALF):
            words = {"typed": entered.shown, "name": part.name, "part": format_figure(part.figure)}
            return entered.finds(CODE, "of_whole", **words)
    return None


def _is_like(entered: Entered, other: Known) -> bool:
    """Whether both are figures of one year, or both totals since the start of the plan."""
    assert entered.figure is not None
    return other.figure.is_comparable and other.figure.cumulative == entered.figure.cumulative


def _of(known: Known) -> Interval:
    return interval_of(known.figure)
