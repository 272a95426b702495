"""Another figure than the one accepted for this very year, without a correction that says why."""

from __future__ import annotations

from indicators.calc import Figure, format_figure
from reporting.rules.entered import Entered
from reporting.rules.finding import Finding


def changed_after_acceptance(entered: Entered) -> Finding | None:
    """A row under correction has given its reason already, and its reviewers see both figures.

    `~` is another figure than `=`; a dash in place of a number is a change as well.
    """
    if (
        entered.correction
        or entered.accepted is None
        or entered.figure is None
        or entered.figure.kind == "blank"
    ):
        return None
    if _parts(entered.accepted) == _parts(entered.figure):
        return None
    accepted = format_figure(entered.accepted)
    return entered.finds("changed_after_acceptance", accepted=accepted, typed=entered.shown)


def _parts(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.op, figure.value, figure.upper, figure.members, figure.cumulative
