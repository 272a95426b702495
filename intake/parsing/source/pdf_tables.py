"""Ruled tables of a PDF page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from intake.parsing.source.pdf_lines import Sign, line_text, lines_of
from intake.parsing.source.writing import Cell, Placed

NEAR = 3.0  # points: rules this close are one
MOST_RULES = 1500  # a drawing has more
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Ruled:
    top: float
    rows: Placed
    signs: tuple[Sign, ...]


def ruled_tables(page: Any, signs: Sequence[Sign]) -> list[Ruled]:
    """Those of two rows and two columns at least; a frame around a text is none."""
    if not 4 <= len(page.lines) + len(page.rects) + len(page.curves) <= MOST_RULES:
        return []
    tables = []
    for found in page.find_tables():
        table = _ruled(found.bbox[1], [cell for cell in found.cells if cell], signs)
        if len(table.rows) > 1 and len(table.rows[0]) > 1 and table.signs:
            tables.append(table)
    return tables


def _ruled(top: float, boxes: Sequence[Box], signs: Sequence[Sign]) -> Ruled:
    across = _rules(edge for box in boxes for edge in (box[0], box[2]))
    down = _rules(edge for box in boxes for edge in (box[1], box[3]))
    rows: Placed = [[None] * (len(across) - 1) for _ in down[1:]]
    used: list[Sign] = []
    for box in boxes:
        inside = [sign for sign in signs if _holds(box, sign)]
        used += inside
        lines = lines_of(inside)
        cell = Cell(tuple(line_text(line, min(sign.left for sign in line)) for line in lines))
        for row in range(_nearest(down, box[1]), _nearest(down, box[3])):
            for column in range(_nearest(across, box[0]), _nearest(across, box[2])):
                rows[row][column] = cell
    return Ruled(top, rows, tuple(used))


def _holds(box: Box, sign: Sign) -> bool:
    left, top, right, bottom = box
    return left <= (sign.left + sign.right) / 2 < right and top <= sign.middle < bottom


def _rules(edges: Iterable[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > NEAR:
            found.append(edge)
    return found


def _nearest(rules: Sequence[float], edge: float) -> int:
    return min(range(len(rules)), key=lambda at: abs(rules[at] - edge))
