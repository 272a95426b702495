"""Columns by position, as the text of a PDF gives them: runs of blanks between the cells, names and heads
broken over lines, a group's name standing beside several rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.source import Source
from intake.parsing.tables.grid import EMPTY, Block, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER, is_head, role_of
from intake.parsing.tables.layouts.aligned_rows import rows_of
from intake.parsing.tables.layouts.columns_by_place import Interval, Segment, columns_of, segments_of, spread
from intake.parsing.tables.lines import ENDS, Lines

TIMES = re.compile(r"(?:19|20)\d{2}|[一二三四五六七八九十]五|^\s*(?:指标|名称|单位)")
PROSE = 60  # columns of half width: one run of text that long is a line of prose
PATIENCE = 3  # lines without a second cell that may stand between two rows
MOST_HEAD_LINES = 4
MOST_REPEATED = 8  # lines of heads without a row between them: more are no table


def aligned_blocks(source: Source, lines: Lines) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block = _block(source, lines, at)
        if block:
            blocks.append(block)
            lines.take(block.first, block.last)
        at = block.last if block else at + 1
    return blocks


def _block(source: Source, lines: Lines, at: int) -> Block | None:
    if not lines.is_free(at) or len(lines[at]) < 6:
        return None
    head = _head(source, lines, at)
    if not head:
        return None
    body, last = _body(source, lines, at + len(head))
    columns = columns_of(body, head)
    if len(columns) < 2 or sum(len(line) > 1 for line in body) < 2:
        return None
    rows = rows_of(body, columns)
    named = _head_row(head, columns)
    if not rows or not is_head(named):
        return None
    return Block(at, last, (named, *rows), "aligned")


def _head(source: Source, lines: Lines, at: int) -> list[list[Segment]]:
    """The lines from here on that hold names of columns only, where two or more stand side by side on one."""
    head: list[list[Segment]] = []
    for i in range(at, min(at + MOST_HEAD_LINES, len(lines))):
        cells = segments_of(lines[i], source.text) if lines.is_free(i) else []
        if not cells or not all(_names_column(cell) for cell in cells) or _is_group(cells, head):
            break
        head.append(cells)
    return head if sum(len(line) > 1 for line in head) and _roles(head) > 1 else []


def _is_group(cells: Sequence[Segment], head: Sequence[Sequence[Segment]]) -> bool:
    """A single word below the name of the names is a group's (健康水平), not a part of the head."""
    if len(cells) != 1 or not head or TIMES.search(cells[0].text.text):
        return False
    below = [cell for line in head for cell in line if cell.overlap(cells[0].left, cells[0].right) > 0]
    return any(role_of(cell.text.text) in ("name", "group", "number") for cell in below) or not below


def _names_column(cell: Segment) -> bool:
    text = "".join(cell.text.text.split())
    return bool(role_of(text)) or text in (
        "指标",
        "属性",
        "名称",
        "单位",
        "类别",
        "数",
        "值",
        "性质",
        "(年)",
        "年",
    )


def _roles(head: Sequence[Sequence[Segment]]) -> int:
    return len({role_of(cell.text.text) for line in head for cell in line} - {""})


def _body(source: Source, lines: Lines, at: int) -> tuple[list[list[Segment]], int]:
    """The lines of cells below the head, and the line after the last of them; repeated heads are left out."""
    body: list[list[Segment]] = []
    kept, last, alone, heads = 0, at, 0, 0
    for i in range(at, len(lines)):
        text = lines[i].text.strip()
        if not lines.is_free(i) or ENDS.match(text):
            break
        if lines.is_furniture(i):
            body.append([])
            continue
        cells = segments_of(lines[i], source.text)
        if len(cells) > 2 and all(_names_column(cell) for cell in cells):
            heads += 1
            if heads > MOST_REPEATED:
                break
            continue
        heads = 0
        alone = alone + 1 if len(cells) == 1 else 0
        if alone > PATIENCE or (len(cells) == 1 and cells[0].right - cells[0].left > PROSE):
            break
        body.append(cells)
        if len(cells) > 1 or _ends_name(body):
            kept, last = len(body), i + 1
    return body[:kept], last


def _ends_name(body: Sequence[Sequence[Segment]]) -> bool:
    """A single cell right below a row that shuts a bracket or is a unit: the end of a broken name."""
    above = body[-2] if len(body) > 1 else []
    cell = body[-1][0]
    text = cell.text.text.strip()
    if GROUP_NUMBER.match(text):
        return False
    before = body[-3] if len(body) > 2 else []
    if len(above) > 1 and len(before) == 1 and before[0].left == cell.left < above[0].left - 3:
        return True  # the name stands above and below the line of its figures
    if len(above) > 2 and cell.left >= above[1].left and len(text) <= 12:
        return True
    if len(above) > 2 and len(text) <= 3 and any(abs(cell.left - other.left) < 3 for other in above[:2]):
        return True
    return (
        bool(above)
        and text.endswith(")")
        and len(text) <= 20
        and not re.match(r"[(（一二三四五六七八九十]{1,3}[、)）]", text)
    )


def _head_row(head: Sequence[Sequence[Segment]], columns: Sequence[Interval]) -> Row:
    placed = [spread(line, columns) for line in head]
    return tuple(
        stacked([cell.text for line in placed for cell in line.get(at, [])]) or EMPTY
        for at in range(len(columns))
    )
