"""Cells between tabs, a row to a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import MOST_CELLS, Block, distinct, padded, stacked
from intake.parsing.tables.lines import Lines

TAB = re.compile(r"\t")


def tab_blocks(lines: Lines) -> list[Block]:
    inner = [_is_row(line.text) for line in lines.all]
    fits = [has or lines.stands_between(inner, at) for at, has in enumerate(inner)]
    blocks = []
    for run in lines.runs(fits):
        rows = padded(_whole([_cells(lines[at]) for at in run]))
        if sum(len(distinct(row)) > 1 for row in rows) > 1:
            blocks.append(Block(run[0], run[-1] + 1, rows, "tabs"))
    return blocks


def _is_row(text: str) -> bool:
    count = text.count("\t")
    return count <= MOST_CELLS and (count > 1 or "\t" in text.strip())


def _cells(line: Passage) -> list[Passage]:
    return [cell.strip() for cell in line.split(TAB)]


def _whole(rows: Sequence[list[Passage]]) -> list[list[Passage]]:
    """A row that is too short and the next line make one row where they are exactly as wide as the others."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    whole: list[list[Passage]] = []
    for row in rows:
        last = whole[-1] if whole else []
        if last and len(last) < width and len(row) != width and len(last) + len(row) - 1 == width:
            whole[-1] = [*last[:-1], stacked([last[-1], row[0]]), *row[1:]]
        else:
            whole.append(list(row))
    return whole
