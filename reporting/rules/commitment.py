"""What is reported on a commitment: a state, a quantity where one was promised, a word where it lags."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.calc import FigureError
from reporting.rules.finding import Finding, Weight
from reporting.rules.quantity import quantity

TO_EXPLAIN = {"delayed": "进度滞后", "stopped": "已调整或终止"}


@dataclass(frozen=True)
class Undertaken:
    """One commitment as its clerk filled it in; `has_quantity`: the plan prints one."""

    progress: str
    typed: str
    note: str
    has_quantity: bool


def findings_on_commitment(entered: Undertaken) -> list[Finding]:
    found = []
    if not entered.progress:
        found.append(Finding("no_progress", Weight.ERROR))
    if entered.has_quantity and not entered.typed.strip():
        found.append(Finding("no_quantity", Weight.ERROR))
    try:
        done = quantity(entered.typed)
    except FigureError as error:
        found.append(Finding("not_a_figure", Weight.ERROR, {"advice": str(error)}))
    else:
        if done is not None and done < 0:
            found.append(Finding("negative_quantity", Weight.ERROR, {"typed": entered.typed.strip()}))
    if entered.progress in TO_EXPLAIN and not entered.note.strip():
        found.append(Finding("lag_unexplained", Weight.WARNING, {"progress": TO_EXPLAIN[entered.progress]}))
    return found
