"""Where a statement tells what its target starts from: in brackets behind it, or in the clause before it."""

from __future__ import annotations

import re

from intake.parsing.prose.quantities import Quantity, quantities_in

YEAR = r"(?P<year>20\d\d|二[〇○零]\S\S)年[底末]?"
IN_BRACKETS = re.compile(rf"^\((?:{YEAR}|“?十[一二三四五]五”?期?末|基[期数]|现状)[值数]?(?:为|是|:|达到|约)?")
BRACKETED = re.compile(r"\([^()]{0,60}\)")


def base_behind(after: str, unit: str) -> tuple[Quantity, str] | None:
    """(2020年:42%): the quantity, its offsets counted from the bracket, and the year; else None."""
    match = IN_BRACKETS.match(after)
    if match is None:
        return None
    found = quantities_in(after[match.end() :])
    if not found or found[0].start > 0 or found[0].unit not in (unit, ""):
        return None
    return found[0].moved(match.end()), match["year"] or ""


def outside_brackets(text: str) -> str:
    return BRACKETED.sub("", text)
