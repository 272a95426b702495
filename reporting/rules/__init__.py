"""Checks on what is entered: one rule, one function, one file. Values in, findings out."""

from collections.abc import Callable, Iterable

from reporting.rules.bracketed_level import bracketed_level
from reporting.rules.break_note import break_note
from reporting.rules.changed_after_acceptance import changed_after_acceptance
from reporting.rules.children_sum import children_sum
from reporting.rules.commitment import COMMITMENT_RULES, Undertaken, findings_on_commitment
from reporting.rules.decimal_slip import decimal_slip
from reporting.rules.entered import Entered, Known
from reporting.rules.exactly_target import exactly_target
from reporting.rules.falling_total import falling_total
from reporting.rules.finding import Check, Checks, Finding, Weight
from reporting.rules.not_a_figure import not_a_figure
from reporting.rules.not_filled import not_filled
from reporting.rules.outside_limits import outside_limits
from reporting.rules.part_over_whole import part_over_whole
from reporting.rules.percent_sign import percent_sign
from reporting.rules.quantity import quantity
from reporting.rules.quotient import quotient
from reporting.rules.same_as_siblings import same_as_siblings
from reporting.rules.stock_and_flow import stock_and_flow
from reporting.rules.unexplained import unexplained
from reporting.rules.wrong_form import wrong_form
from reporting.rules.year_on_year import year_on_year

Rule = Callable[[Entered], Finding | None]

# What stands in the row; what it is compared with; how it is judged. An error ends the round: a figure that
# is none is not compared, and one that cannot be is not judged.
OF_THE_ROW: tuple[Rule, ...] = (
    not_filled, not_a_figure, percent_sign, wrong_form, bracketed_level, outside_limits, quotient, break_note,
)  # fmt: skip
OF_COMPARISON: tuple[Rule, ...] = (
    decimal_slip, part_over_whole, falling_total, year_on_year, children_sum, stock_and_flow, exactly_target,
    same_as_siblings, changed_after_acceptance,
)  # fmt: skip
OF_THE_VERDICT: tuple[Rule, ...] = (unexplained,)
STAGES = (OF_THE_ROW, OF_COMPARISON, OF_THE_VERDICT)
BLANKS = frozenset({"not_filled", "no_progress", "no_quantity"})
RULES: tuple[Rule, ...] = tuple(rule for stage in STAGES for rule in stage)

__all__ = [
    "COMMITMENT_RULES", "RULES", "Check", "Checks", "Entered", "Finding", "Known", "Undertaken", "Weight",
    "findings_on", "findings_on_commitment", "findings_on_verdict", "has_error", "quantity",
    "without_blanks",
]  # fmt: skip


def findings_on(entered: Entered) -> list[Finding]:
    """What the rules find, in their order."""
    found: list[Finding] = []
    for stage in STAGES:
        found += [finding for rule in stage if (finding := rule(entered)) is not None]
        if has_error(found):
            break
    return found


def findings_on_verdict(entered: Entered) -> list[Finding]:
    """What the last stage adds once it is known how the row would stand, where the others met no error."""
    return [finding for rule in OF_THE_VERDICT if (finding := rule(entered)) is not None]


def without_blanks(findings: Iterable[Finding]) -> list[Finding]:
    """An empty cell is no reproach before somebody hands the form up."""
    return [each for each in findings if each.code not in BLANKS]


def has_error(findings: Iterable[Finding]) -> bool:
    return any(each.weight is Weight.ERROR for each in findings)
