"""其中: which row above a row is a part of."""

from __future__ import annotations

from intake.parsing.passage import Passage
from intake.parsing.tables.names import Named, read_name
from intake.parsing.tables.rows import Body

DEEPER = 2  # columns of half width
BRACKETED = -DEEPER  # rows (1), (2) below 1.: 其中 below one of them is a part of it


class Parents:
    """Told every row in order. `is_numbered`: rows of this table have numbers, so that one without a number
    right below a part is a part too; `are_indented`: blanks before a name mean that it is a part.
    """

    def __init__(self, *, is_numbered: bool, are_indented: bool) -> None:
        self.is_numbered = is_numbered
        self.are_indented = are_indented
        self._indent = 0
        self._whole = ""
        self._parts: list[tuple[int, str]] = []  # the parts above, each within the one before: indent, name
        self._whole_bracketed = False
        self._section = 0

    def parent_of(self, body: Body, named: Named, shown: str) -> str:
        if body.section != self._section:
            self._section, self._whole, self._parts = body.section, "", []
            self._indent = 0
        indent = indent_of(body.name, shown)
        deeper = indent >= self._indent + DEEPER and (self.are_indented or bool(self._parts))
        marked = deeper or body.is_part or named.is_part or named.is_dashed
        bracketed = named.is_bracketed and not self._whole_bracketed
        if self._whole and (marked or bracketed or self._goes_on(body, named)):
            opens = body.is_part or named.is_part
            return self._within(
                BRACKETED if bracketed and not opens else indent if opens else None, named.name
            )
        lead = self._lead(body, shown)
        self._indent = indent
        self._whole, self._parts, self._whole_bracketed = named.name, [], named.is_bracketed
        return lead if lead != named.name else ""

    def _within(self, indent: int | None, name: str) -> str:
        """What a part belongs to: 其中 further in is a part of the part above; a row without a sign of its
        own (None) stands beside it.
        """
        if indent is None:
            indent = self._parts[-1][0] if self._parts else 0
        while self._parts and self._parts[-1][0] + DEEPER > indent:
            self._parts.pop()
        parent = self._parts[-1][1] if self._parts else self._whole
        self._parts.append((indent, name))
        return parent

    def passed(self, named: Named) -> None:
        """A row without figures: others may still be parts of it."""
        self._whole, self._parts, self._whole_bracketed = named.name, [], named.is_bracketed

    @staticmethod
    def _lead(body: Body, shown: str) -> str:
        """A name to the left over several rows is their parent if it has a unit, as an indicator has."""
        lead = read_name(body.lead, shown) if body.lead else None
        return lead.name if lead and lead.unit else ""

    def _goes_on(self, body: Body, named: Named) -> bool:
        return bool(self._parts) and self.is_numbered and not (body.number or named.number)


def indent_of(name: Passage, shown: str) -> int:
    """How far from the margin of its cell or line a name begins, in columns of half width."""
    at = name.strip().origin[0] if name else 0
    width = 0
    while at > 0 and shown[at - 1] in " \u3000\u2003":
        width += 1 if shown[at - 1] == " " else 2
        at -= 1
    return width
