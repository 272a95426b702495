"""Cells between upright strokes: plain, markdown, and boxes drawn with lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.tables.grid import BREAK, MOST_CELLS, Block, distinct, padded, stacked
from intake.parsing.tables.lines import Lines

MARKDOWN_RULE = re.compile(r"\|?(?:\s*:-+:?\s*\||\s*-+:\s*\|)+(?:\s*:?-+:?\s*)?")
QUOTED = re.compile(r"(?:>\s*){1,3}(?=\|)")
ESCAPE = re.compile(r"\\(?=[<>*_|\[\]~#.+-])")
LONGEST_RULE = 600
STROKE = re.compile(r"(?<!\\)[|│┃║¦]")
RULE = re.compile(r"[\s|│┃║¦:+\-–—_=─━═┄┅┈┉┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]+")
LINE = re.compile(r"[\-–—_=─━═]{2}")


def pipe_blocks(lines: Lines) -> list[Block]:
    inner = [_is_row(line.text) or _is_rule(line.text) for line in lines.all]
    fits = [has or lines.stands_between(inner, at) for at, has in enumerate(inner)]
    blocks = []
    for run in lines.runs(fits):
        drawn = [lines[at] for at in run]
        outer = _has_border(drawn)
        rows = padded(_rows(drawn, outer))
        if sum(len(distinct(row)) > 1 for row in rows) > 1:
            blocks.append(Block(run[0], run[-1] + 1, rows, "pipes"))
    return blocks


def _is_row(text: str) -> bool:
    return 0 < len(STROKE.findall(text)) <= MOST_CELLS


def _has_border(drawn: Sequence[Passage]) -> bool:
    """A bar before the rows is a border where the head has one too; else a first cell is empty."""
    barred = [STROKE.match(line.text.strip()) for line in drawn]
    first = next((bar for line, bar in zip(drawn, barred, strict=True) if STROKE.search(line.text)), None)
    return bool(first) and sum(map(bool, barred)) * 2 > len(drawn)


def _is_rule(text: str) -> bool:
    plain = text.strip()
    return 3 < len(plain) < LONGEST_RULE and bool(
        (LINE.search(plain) and RULE.fullmatch(plain)) or MARKDOWN_RULE.fullmatch(plain)
    )


def _rows(drawn: Sequence[Passage], outer: bool) -> list[list[Passage]]:
    """One row for each line; in a box with a rule under every row, one for all lines between two rules."""
    between: list[list[list[Passage]]] = [[]]
    rules = 0
    for line in drawn:
        if _is_rule(line.text):
            rules += 1
            between.append([])
        else:
            between[-1].append(_cells(line, outer))
    kept = [rows for rows in between if rows]
    if rules > 3 and rules >= len(kept) and any(len(rows) > 1 for rows in kept):
        return [_laid_together(rows) for rows in kept]
    return [row for rows in kept for row in rows]


def _cells(line: Passage, outer: bool) -> list[Passage]:
    line = line.strip()
    quoted = QUOTED.match(line.text)
    cells = [_bare(cell) for cell in line[quoted.end() if quoted else 0 :].split(STROKE)]
    return cells[1:] if outer and cells and not cells[0] else cells


def _bare(cell: Passage) -> Passage:
    """Without the stars with which markdown makes letters bold, its escapes, and its ends of lines."""
    cell = cell.replaced(ESCAPE, lambda match: "").replaced(BREAK, lambda match: "\n").strip()
    while len(cell) > 4 and cell.text.startswith("**") and cell.text.endswith("**"):
        cell = cell[2:-2].strip()
    return cell


def _laid_together(rows: Sequence[Sequence[Passage]]) -> list[Passage]:
    width = max(map(len, rows))
    return [stacked([row[at] for row in rows if at < len(row)]) for at in range(width)]
