"""约束性 or 预期性: printed in a column, blank under a cell over several rows, or said by a group's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.tables.grid import squeezed
from intake.parsing.tables.rows import Body
from intake.parsing.tables.table import Table
from intake.parsing.tables.units import NONE

WORD = re.compile(r"(约束|预期|指导|引导|监测)性?")


class Attributes:
    """Made once for a table. A blank cell takes over what stands above it in the same group, where the column
    shows that it names both kinds; where it names one kind only, a blank is a blank.
    """

    def __init__(self, table: Table, found: Sequence[Body]) -> None:
        self._column = next((column.at for column in table.columns if column.role == "attribute"), None)
        self._by_row: dict[int, str] = {}
        printed = [self._printed(body) for body in found]
        inherits = table.layout != "marked" and len(set(printed) - {""}) > 1
        last, group = "", None
        for body, word in zip(found, printed, strict=True):
            if body.section != group:
                last, group = "", body.section
            last = word or last
            self._by_row[id(body)] = word or (last if inherits and not self._is_dash(body) else "")

    def of(self, body: Body) -> str:
        if self._by_row.get(id(body)):
            return self._by_row[id(body)]
        said = WORD.search(body.group) if self._column is None and "指标" in body.group else None
        return f"{said[1]}性" if said else ""

    def _printed(self, body: Body) -> str:
        text = squeezed(body.cells[self._column]).text if self._column is not None else ""
        said = WORD.match(text)
        return said[0] if said else ""

    def _is_dash(self, body: Body) -> bool:
        return self._column is not None and squeezed(body.cells[self._column]).text in NONE
