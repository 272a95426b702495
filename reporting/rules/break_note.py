"""口径变化 declared in a word or two: no verdict looks across the break, so readers must see why."""

from __future__ import annotations

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding

CODE = "break_note"


def break_note(entered: Entered) -> Finding | None:
    """`least_characters`: what an explanation takes at least."""
    said = entered.break_note.strip()
    if not said or len(said) >= entered.threshold(CODE, "least_characters"):
        return None
    return entered.finds(CODE, said=said)
