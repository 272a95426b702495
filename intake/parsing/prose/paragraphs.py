"""Paragraphs as they were meant: lines broken by a page or a narrow column are one again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.parsing.passage import Passage
from intake.parsing.prose.markers import NUMERAL, marker_of
from intake.parsing.tables import Grid

SENTENCE_END = re.compile(r"[。！？!?;；:：.…][”’」』)）》\]]*$")
RUNS_ON = re.compile(r"[、,，(（“‘《〈和及与或的]$")
INNER = re.compile(r"[。,，;；]")
CELLS = re.compile(r"[\t|]")
PAIRS = (("“", "”"), ("(", ")"), ("《", "》"), ("‘", "’"))
STANDS_ALONE = re.compile(r"^(?:[-—–－ ]*\d{1,4}[-—–－ ]*|第\d+页.{0,8}|目录|附件\d*[:：]?|注[:：].*|\|.*)$")
SHORTEST_BROKEN = 14  # signs: a line shorter than this was not broken by a page
LONGEST_LINE = 2000  # signs: no paragraph is longer
BEFORE_HEADING = re.compile(
    rf"(?=第[{NUMERAL}]{{1,3}}[章节篇编](?!的))|(?<=[。;；!?\s])(?=[{NUMERAL}]{{1,3}}、|\([{NUMERAL}]{{1,3}}\))"
)
GLUED = re.compile(
    rf"(?:第[{NUMERAL}]{{1,3}}[章节篇编]\s?|[{NUMERAL}]{{1,3}}、|\([{NUMERAL}]{{1,3}}\))[^\s。,，]{{2,24}}(?=\s)"
)
SLACK = 3  # signs: a line broken at a width may fall this much short of it


@dataclass(frozen=True)
class Line:
    passage: Passage
    indent: int
    after_gap: bool  # a blank line, a table or a page's furniture stands before

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def width(self) -> float:
        """In Chinese characters, indentation included."""
        return (
            self.indent + sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in self.text)
        ) / 2


def paragraphs_of(page: Passage, grids: Sequence[Grid]) -> list[Passage]:
    """What is outside tables, in order, without empty ones."""
    lines = list(_lines(page, grids))
    column = _column(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and _continues(found[-1], line, column):
            found[-1].append(line)
        else:
            found.append([line])
    return [_joined(parts) for parts in found]


def _lines(page: Passage, grids: Sequence[Grid]) -> Iterator[Line]:
    spans = sorted((grid.start, grid.end) for grid in grids)
    gap = True
    for raw in (piece for line in page.lines() for piece in _pieces(line)):
        if not raw:
            gap = True
            continue
        kept = raw.strip()
        start, _ = kept.span()
        if any(first <= start < last for first, last in spans):
            gap = True
            continue
        indent = sum(
            2 if sign == "\u3000" else 1 for sign in raw.text[: len(raw.text) - len(raw.text.lstrip())]
        )
        yield Line(kept, indent, gap)
        gap = False


def _pieces(line: Passage) -> Iterator[Passage]:
    """A file without line breaks is cut before its headings, and behind those that a blank ends."""
    if len(line) < LONGEST_LINE:
        yield line
        return
    for piece in line.split(BEFORE_HEADING):
        heading = GLUED.match(piece.text)
        at = heading.end() if heading else 0
        if at:
            yield piece[:at]
        yield piece[at:]


@dataclass(frozen=True)
class Column:
    """The width at which the lines of a document are broken, and the indentation of lines that go on."""

    width: float
    indent: int


def _column(lines: Sequence[Line]) -> Column | None:
    """None where a line is a paragraph: then lines differ in width as paragraphs do."""
    open_ended = [line for line in lines if not SENTENCE_END.search(line.text) and line.width >= 18]
    if len(open_ended) < 4:
        return None
    widths = sorted(line.width for line in open_ended)
    middle = widths[len(widths) // 2]
    longest = max(line.width for line in lines)
    full = [line for line in open_ended if abs(line.width - middle) <= SLACK]
    if longest > middle + 3 * SLACK or len(full) < len(open_ended) * 0.5:
        return None
    return Column(middle, min(line.indent for line in full))


def _continues(before: Sequence[Line], line: Line, column: Column | None) -> bool:
    last = before[-1]
    if any(STANDS_ALONE.match(each.text) or CELLS.search(each.text) for each in (last, line)):
        return False
    if marker_of(line.text) or _is_heading(before):
        return False
    if column is not None:
        return _fills(last, column) and not _indented(line, column) and not _ended(before, line)
    return _was_broken(before)


def _ended(before: Sequence[Line], line: Line) -> bool:
    """After a blank line even a full line may have been the last one of its paragraph."""
    return line.after_gap and bool(SENTENCE_END.search(before[-1].text))


def _is_heading(before: Sequence[Line]) -> bool:
    """A numbered line by itself, in which no sentence has begun."""
    text = before[-1].text
    return (
        len(before) == 1
        and marker_of(text) is not None
        and not INNER.search(text)
        and not RUNS_ON.search(text)
    )


def _fills(line: Line, column: Column) -> bool:
    is_open = bool(RUNS_ON.search(line.text)) and line.width > column.width / 2
    return is_open or line.width >= column.width - SLACK


def _indented(line: Line, column: Column) -> bool:
    return line.indent >= column.indent + 2


def _was_broken(before: Sequence[Line]) -> bool:
    """Without a common width only a sentence that has not ended goes on in the next line."""
    last = before[-1].text
    if SENTENCE_END.search(last):
        return False
    if RUNS_ON.search(last) or _is_open(last):
        return True
    long_enough = sum(len(each.text) for each in before) >= SHORTEST_BROKEN
    return long_enough and any(INNER.search(each.text) for each in before)


def _is_open(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in PAIRS)


def _joined(parts: Sequence[Line]) -> Passage:
    return Passage.joined(part.passage for part in parts)
