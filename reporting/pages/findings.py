"""What the checks say about a row, as its cell shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calc import Figure, FigureError, read_entry
from reporting.rules import Entered, Finding, Weight, findings_on

TITLES = {Weight.ERROR: "须改正", Weight.WARNING: "须说明", Weight.NOTICE: "提示"}


@dataclass(frozen=True)
class Told:
    """`level` is the weight's code and the ending of its CSS class."""

    level: str
    title: str
    text: str


def findings_of(entered: Entered, *, blanks: bool) -> tuple[Finding, ...]:
    """`blanks`: also that a cell is still empty, which is no reproach before somebody hands the form up."""
    found = findings_on(entered)
    return tuple(each for each in found if blanks or each.code != "not_filled")


def told(findings: Sequence[Finding]) -> tuple[Told, ...]:
    return tuple(Told(each.weight.value, TITLES[each.weight], each.message) for each in findings)


def has_error(findings: Sequence[Finding]) -> bool:
    return any(each.weight is Weight.ERROR for each in findings)


def readable(text: str) -> Figure | None:
    """The figure in the cell; None where it cannot be read."""
    try:
        return read_entry(text)
    except FigureError:
        return None
