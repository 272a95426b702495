"""Checks on what is entered: one rule, one function, one file. Values in, findings out."""

from collections.abc import Callable

from reporting.rules.bracketed_level import bracketed_level
from reporting.rules.commitment import Undertaken, findings_on_commitment
from reporting.rules.finding import Entered, Finding, Weight
from reporting.rules.not_a_figure import not_a_figure
from reporting.rules.not_filled import not_filled
from reporting.rules.outside_limits import outside_limits
from reporting.rules.percent_sign import percent_sign
from reporting.rules.quantity import quantity
from reporting.rules.wrong_form import wrong_form

RULES: tuple[Callable[[Entered], Finding | None], ...] = (
    not_filled,
    not_a_figure,
    percent_sign,
    wrong_form,
    bracketed_level,
    outside_limits,
)

__all__ = [
    "RULES", "Entered", "Finding", "Undertaken", "Weight", "findings_on", "findings_on_commitment",
    "quantity",
]  # fmt: skip


def findings_on(entered: Entered) -> list[Finding]:
    """What the rules find, in their order."""
    return [finding for rule in RULES if (finding := rule(entered)) is not None]
