"""What the checks say about a row, as its cell shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calc import Figure, FigureError, read_entry
from reporting.rules import Finding, Weight

TITLES = {Weight.ERROR: "须改正", Weight.WARNING: "须说明", Weight.NOTICE: "提示"}
ANSWERED = "已说明"


@dataclass(frozen=True)
class Told:
    """`level` is the weight's code and the end of its CSS class; `is_answered`: a warning with its note."""

    level: str
    title: str
    text: str
    is_answered: bool = False


def told(findings: Sequence[Finding], note: str = "") -> tuple[Told, ...]:
    """`note` answers the warnings."""
    return tuple(
        _told(each, is_answered=each.weight is Weight.WARNING and bool(note.strip())) for each in findings
    )


def _told(finding: Finding, *, is_answered: bool) -> Told:
    title = ANSWERED if is_answered else TITLES[finding.weight]
    return Told(finding.weight.value, title, finding.message, is_answered)


def readable(text: str) -> Figure | None:
    """The figure in the cell; None where it cannot be read."""
    try:
        return read_entry(text)
    except FigureError:
        return None


def reported(text: str) -> Figure | None:
    """The figure in the cell, where there is one: neither words, nor a dash, nor nothing."""
    figure = readable(text)
    return figure if figure is not None and figure.is_reported else None
