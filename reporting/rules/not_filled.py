"""A cell left blank: neither a figure nor a statement that there is none."""

from reporting.rules.finding import Entered, Finding, Weight


def not_filled(entered: Entered) -> Finding | None:
    return None if entered.typed.strip() else Finding("not_filled", Weight.ERROR)
