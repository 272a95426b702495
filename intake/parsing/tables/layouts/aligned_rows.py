"""Lines of placed cells joined to rows: what belongs to a name above, what to one below, what is a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indicators.calc import parse_figure
from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Row, stacked
from intake.parsing.tables.heads import GROUP_NUMBER
from intake.parsing.tables.layouts.columns_by_place import Interval, Segment, laid_out, width_of

TAILS = frozenset({"上", "内", "下", "右", "以上", "以内", "以下", "左右", "%", ")"})
NUMBERED = re.compile(r"[*★☆▲△※●]?(?:\(?\d{1,3}[.、)](?!\d)|其中|\d{1,3}\s+\D)")

NUMBER = re.compile(r"\d{1,3}[.、]?")


@dataclass
class _Draft:
    """A row as it grows: the parts of each cell, from the top down."""

    cells: dict[int, list[Passage]] = field(default_factory=dict)
    left: int | None = None  # where its name begins
    above: int = 0  # lines of its name above the line of its figures

    def add(self, column: int, parts: Sequence[Passage]) -> None:
        self.cells.setdefault(column, []).extend(parts)


def rows_of(lines: Sequence[Sequence[Segment]], columns: Sequence[Interval]) -> list[Row]:
    """`lines` are those below the head, without furniture; an empty one stands for a blank line."""
    placed = [laid_out(line, columns) for line in lines]
    figures = _figure_columns(placed, len(columns))
    if not figures:
        return []
    name = _name_column(placed, figures)
    anchors = [_is_anchor(line, figures, name) for line in placed]
    centred = any(anchor and name not in line for anchor, line in zip(anchors, placed, strict=True))
    drafts: list[_Draft] = []
    waiting: list[dict[int, list[Segment]]] = []
    for line, anchor in zip(placed, anchors, strict=True):
        if not anchor:
            waiting += [line] if line else []
            continue
        draft = _Draft()
        if centred:
            _share_centred(waiting, drafts, draft, name)
        else:
            _share(waiting, drafts, draft, line, name, columns)
        waiting = []
        _into(draft, line)
        draft.left = line[name][0].left if name in line else None
        drafts.append(draft)
    _trail(waiting, drafts, name)
    return [
        tuple(stacked(draft.cells.get(at, [])) or EMPTY for at in range(len(columns))) for draft in drafts
    ]


def _is_anchor(line: dict[int, list[Segment]], figures: set[int], name: int) -> bool:
    """Whether a row has its figures on this line; the rest of a value (上, 高水平) may follow on the next."""
    texts = [cell.text.text for column in figures & set(line) for cell in line[column]]
    if any(parse_figure(text).kind not in ("words", "blank") for text in texts):
        return True
    named = "".join(cell.text.text for cell in line.get(name, []))
    numbered = bool(NUMBERED.match(named)) or any(column < name for column in line)
    return bool(texts) and numbered and not all(text.strip() in TAILS for text in texts)


def _share_centred(
    waiting: Sequence[dict[int, list[Segment]]], drafts: list[_Draft], draft: _Draft, name: int
) -> None:
    """Cells set in the middle of their row: as many lines of a name stand above its figures as below."""
    below = drafts[-1].above if drafts else 0
    for extra in waiting:
        cells = [cell for part in extra.values() for cell in part]
        if len(cells) == 1 and GROUP_NUMBER.match(cells[0].text.text.strip()):
            drafts.append(_group(extra))
            below = 0
        elif name in extra and below > 0:
            _into(drafts[-1], extra)
            below -= 1
        else:
            _into(draft, extra)
            draft.above += name in extra


def _figure_columns(placed: Sequence[dict[int, list[Segment]]], width: int) -> set[int]:
    found = set()
    for at in range(width):
        texts = [cell.text.text for line in placed for cell in line.get(at, [])]
        figures = [text for text in texts if parse_figure(text).kind not in ("words", "blank")]
        if figures and len(figures) * 2 > len(texts):
            found.add(at)
    numbers = {at for at in found if at < 2 and _counts_up(placed, at)}
    return found - numbers


def _counts_up(placed: Sequence[dict[int, list[Segment]]], at: int) -> bool:
    texts = [cell.text.text.strip(". 、") for line in placed for cell in line.get(at, [])]
    whole = [int(text) for text in texts if re.fullmatch(r"\d{1,3}", text)]
    return len(whole) * 2 > len(texts) and len(whole) > 1 and all(b - a in (1, 0) for a, b in pairwise(whole))


def _name_column(placed: Sequence[dict[int, list[Segment]]], figures: set[int]) -> int:
    """The widest column before the first figure."""
    sizes: dict[int, int] = {}
    for line in placed:
        for at, cells in line.items():
            if at < min(figures):
                sizes[at] = sizes.get(at, 0) + sum(len(cell.text) for cell in cells)
    return max(sizes, key=lambda at: sizes[at]) if sizes else 0


def _share(
    waiting: Sequence[dict[int, list[Segment]]],
    drafts: list[_Draft],
    draft: _Draft,
    line: dict[int, list[Segment]],
    name: int,
    columns: Sequence[Interval],
) -> None:
    """Lines without a figure between two rows: to the row above, to the one below, or rows of their own."""
    own = name in line
    for at, extra in enumerate(waiting):
        later = len(waiting) - at - 1
        if _is_group(extra, drafts, name, columns, own):
            drafts.append(_group(extra))
        elif _goes_below(extra, drafts, own, later, name):
            _into(draft, extra)
        else:
            _into(drafts[-1] if drafts else draft, extra)


def _goes_below(
    extra: dict[int, list[Segment]], drafts: list[_Draft], own: bool, later: int, name: int
) -> bool:
    if not drafts:
        return True
    text = "".join(cell.text.text for cell in extra.get(name, []))
    if NUMBERED.match(text) or any(
        column < name and NUMBER.fullmatch(cell.text.text.strip())
        for column, cells in extra.items()
        for cell in cells
    ):
        return True
    if not text and own and later == 0:
        return _are_words(extra, drafts[-1])
    above = drafts[-1].cells.get(name, [])
    return not own and later == 0 and (bool(above) or not text)


def _are_words(extra: dict[int, list[Segment]], above: _Draft) -> bool:
    """Words beside figures that are whole belong to the row below."""
    for column, cells in extra.items():
        have = "".join(part.text for part in above.cells.get(column, []))
        if have and parse_figure(have).kind != "words" and cells[0].text.text.strip() not in TAILS:
            return True
    return False


def _is_group(
    extra: dict[int, list[Segment]], drafts: list[_Draft], name: int, columns: Sequence[Interval], own: bool
) -> bool:
    cells = [cell for part in extra.values() for cell in part]
    text = cells[0].text.text.strip()
    if len(cells) > 1 or len(text) > 24:
        return False
    if GROUP_NUMBER.match(text):
        return True
    if not own or name not in extra or NUMBERED.match(text) or text.endswith(")"):
        return False
    if not drafts:
        return True
    if _is_indented(cells[0], drafts[-1], name):
        return False
    above = drafts[-1].cells.get(name, [])
    whole = "".join(part.text for part in above)
    left, right = columns[name]
    if len(whole) > 3 and re.search(r"\([^()]{1,8}\)$", whole):
        return True
    full = bool(above) and width_of(above[0].text.strip()) > right - left - 2
    return len(text) > 1 and not full and whole.count("(") == whole.count(")") and len(text) <= 14


def _is_indented(cell: Segment, above: _Draft, name: int) -> bool:
    """Below the words of a name that has its number before them, rather than at the margin."""
    first = above.cells.get(name, [])
    numbered = bool(first) and bool(NUMBERED.match(first[0].text))
    return numbered and above.left is not None and 0 < cell.left - above.left < 6


def _group(extra: dict[int, list[Segment]]) -> _Draft:
    draft = _Draft()
    _into(draft, extra)
    return draft


def _into(draft: _Draft, extra: dict[int, list[Segment]]) -> None:
    for column, cells in extra.items():
        draft.add(column, [cell.text for cell in cells])


def _trail(waiting: Sequence[dict[int, list[Segment]]], drafts: list[_Draft], name: int) -> None:
    """What follows the last row, as far as it goes on with its name."""
    for extra in waiting:
        text = "".join(cell.text.text for cell in extra.get(name, []))
        if not drafts or NUMBERED.match(text) or GROUP_NUMBER.match(text):
            return
        _into(drafts[-1], extra)
