"""其中: which row above a row is a part of."""

from __future__ import annotations

from intake.parsing.tables.names import Named, read_name
from intake.parsing.tables.rows import Body


class Parents:
    """Told every row in order. `is_numbered`: rows of this table have numbers, so that one without a number
    right below a part is a part too.
    """

    def __init__(self, *, is_numbered: bool) -> None:
        self.is_numbered = is_numbered
        self._whole = ""
        self._last_part = False
        self._whole_bracketed = False
        self._section = 0

    def parent_of(self, body: Body, named: Named, shown: str) -> str:
        if body.section != self._section:
            self._section, self._whole, self._last_part = body.section, "", False
        marked = body.is_part or named.is_part or named.is_dashed
        part = marked or self._goes_on(body, named) or (named.is_bracketed and not self._whole_bracketed)
        if part and self._whole:
            self._last_part = True
            return self._whole
        lead = read_name(body.lead, shown).name if body.lead else ""
        self._whole, self._last_part, self._whole_bracketed = named.name, False, named.is_bracketed
        return lead if lead != named.name else ""

    def passed(self, named: Named) -> None:
        """A row without figures: others may still be parts of it."""
        self._whole, self._last_part, self._whole_bracketed = named.name, False, named.is_bracketed

    def _goes_on(self, body: Body, named: Named) -> bool:
        return self._last_part and self.is_numbered and not (body.number or named.number)
