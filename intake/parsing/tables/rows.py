"""The rows of a table below its head: groups, indicators, what stands in for cells left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intake.parsing.passage import Passage
from intake.parsing.tables.columns import Column
from intake.parsing.tables.grid import EMPTY, Row, distinct, pieces, same_cell, squeezed
from intake.parsing.tables.heads import is_head
from intake.parsing.tables.lines import CONTINUED, PAGE_NUMBER
from intake.parsing.tables.names import PART
from intake.parsing.tables.notes import MARKS
from intake.parsing.tables.surroundings import is_caption, is_note
from intake.parsing.tables.units import DITTO
from intake.parsing.tables.values import figure_pieces

VALUES = frozenset({"baseline", "target", "actual", "previous", "yearly", "total", "growth"})
ORDINAL = re.compile(
    r"[*★▲△※\s]*(?:\(?[一二三四五六七八九十]{1,3}[)、.．,]+|第[一二三四五六七八九十]+[类部])\s*"
)
BROKEN = 2  # characters of half a group's name at most
ONLY_PART = re.compile(r"其\s*中\s*[::]?")
NOT_REPEATED = re.compile(r"其\s*中\s*[::]?|[*★▲△※]?\(?\d{1,3}[.、)]?")
ONLY_NUMBER = re.compile(r"[*★▲△※]?\(?[\d一二三四五六七八九十]{1,3}[.、)]?")


@dataclass
class Body:
    """One row of an indicator: its cells by column, what it stands under, and where it is printed."""

    at: int
    cells: dict[int, Passage]
    name: Passage
    number: str = ""
    group: str = ""
    lead: Passage = EMPTY  # the name to the left that covers several rows
    is_part: bool = False
    own: list[Passage] = field(default_factory=list)
    is_unsure: bool = False
    section: int = 0  # rises with every group's name
    stacked: bool = False  # several figures in a cell that could not be told apart


def bodies(
    rows: Sequence[Row], first: int, columns: Sequence[Column], shown: str, heads: Sequence[Row]
) -> Iterator[Body]:
    """The rows of indicators from `first` on."""
    state = _State()
    head_texts = [_texts(row) for row in heads]
    for at in range(first, len(rows)):
        row = rows[at]
        above = rows[at - 1] if at > first else None
        if _texts(row) in head_texts or is_head(row) or _is_furniture(row):
            continue
        if _stands_alone(row, columns) and not _opens_parts(row, rows[at + 1 : at + 2], columns):
            state.open_group(row, at)
            continue
        body = _body(at, row, above, columns, state)
        yield from _split(body, columns, shown)
        state.filled.update((at, cell) for at, cell in body.cells.items() if cell)


@dataclass
class _State:
    """What the rows above leave for those below."""

    group: str = ""
    filled: dict[int, Passage] = field(default_factory=dict)
    section: int = 0
    opened: int = -1  # the row of the last group's name

    def open_group(self, row: Row, at: int) -> None:
        """Two short words under each other are one name (经济 / 发展)."""
        texts = [cell for cell in distinct(row) if not ONLY_NUMBER.fullmatch(cell.text.strip())]
        if texts:
            name = group_name(texts[-1])
            broken = self.opened == at - 1 and max(len(self.group), len(texts[-1].text.strip())) <= BROKEN
            self.group = self.group + name if broken else name
            self.opened = at
            self.section += 1
            self.filled.clear()


def group_name(cell: Passage) -> str:
    text = squeezed(cell).text
    return ORDINAL.sub("", text).strip(MARKS + "::") if ORDINAL.match(text) else text.strip(MARKS + "::")


def _texts(row: Row) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def _is_furniture(row: Row) -> bool:
    cells = distinct(row)
    if not cells:
        return True
    text = cells[0].text.strip()
    alone = len(cells) == 1
    return alone and bool(
        is_note(text)
        or is_caption(text)
        or CONTINUED.fullmatch(text)
        or PAGE_NUMBER.fullmatch(text)
        or re.match(r"[(（]?(?:计量)?单位\s*[::]", text)
    )


def _stands_alone(row: Row, columns: Sequence[Column]) -> bool:
    """A group's name: nothing but a name and perhaps its number, or one cell over all columns."""
    cells = distinct(row)
    if len(cells) == 1:
        return True
    roles = {column.at: column.role for column in columns}
    said = {roles[at] for at, cell in enumerate(row) if cell and at in roles}
    return bool(said) and not said & (VALUES | {"attribute", "unit", "other"})


def _opens_parts(row: Row, below: Sequence[Row], columns: Sequence[Column]) -> bool:
    """An indicator without figures of its own, whose parts follow: 4.…比例(%), then 其中:…"""
    name = next(column.at for column in reversed(columns) if column.role == "name")
    return (
        bool(below)
        and len(distinct(row)) == 1
        and bool(row[name])
        and bool(PART.match(_bare(below[0][name])))
    )


def _bare(cell: Passage) -> str:
    return re.sub(r"^[*★▲△※\s]*\d{0,3}[.、]?\s*", "", cell.text)


def _body(at: int, row: Row, above: Row | None, columns: Sequence[Column], state: _State) -> Body:
    names = [column.at for column in columns if column.role == "name"]
    main = names[-1]
    body = Body(at, {}, row[main], group=state.group, section=state.section)
    for column in columns:
        cell = row[column.at]
        if "".join(cell.text.split()) in DITTO:
            cell = state.filled.get(column.at, EMPTY)
        body.cells[column.at] = cell
    _read_leads(body, row, columns, names, state)
    number = next((row[column.at] for column in columns if column.role == "number" and row[column.at]), EMPTY)
    if number:
        text = squeezed(number).text
        if ONLY_PART.fullmatch(text):
            body.is_part = True
        else:
            body.number = text.strip(MARKS + "().、")
    body.own = [
        cell
        for column, cell in enumerate(row)
        if cell and not (above and column < len(above) and same_cell(cell, above[column]))
    ]
    return body


def _read_leads(body: Body, row: Row, columns: Sequence[Column], names: Sequence[int], state: _State) -> None:
    """The columns to the left of the name: a group, 其中, a number, or a name over several rows."""
    main = names[-1]
    for column in columns:
        if column.at == main or column.role not in ("group", "name"):
            continue
        cell = row[column.at] or state.filled.get(column.at, EMPTY)
        repeats = not row[column.at] and bool(NOT_REPEATED.fullmatch(squeezed(cell).text))
        if cell and not repeats and not same_cell(cell, row[main]):
            _read_lead(body, cell, column, bool(row[main]))
    if not body.name:
        left = [row[column.at] for column in columns if column.role == "group" and row[column.at]]
        body.name = left[-1] if left else EMPTY


def _read_lead(body: Body, cell: Passage, column: Column, has_name: bool) -> None:
    text = squeezed(cell).text
    if ONLY_PART.fullmatch(text):
        body.is_part = True
    elif ONLY_NUMBER.fullmatch(text):
        body.number = text.strip("().、" + MARKS)
    elif not has_name and column.role == "name":
        body.name = cell
    elif column.role == "group":
        body.group = group_name(cell)
    else:
        body.lead = cell


def _split(body: Body, columns: Sequence[Column], shown: str) -> list[Body]:
    """Two indicators in one row: as many names as figures under each other."""
    values = [column.at for column in columns if column.role in VALUES]
    parts = {at: figure_pieces(body.cells[at], shown) for at in values}
    many = {at: len(found) for at, found in parts.items() if found}
    if not many:
        return [body]
    count = max(many.values())
    names = _names(body.name, count)
    targets = [column.at for column in columns if column.role in ("target", "total", "growth")]
    agree = all(many.get(at, 0) == count for at in targets if body.cells[at]) and any(
        at in many for at in targets
    )
    if len(names) != count or not agree:
        body.stacked = True
        return [body]
    return [_one_of(body, at, names[at], parts, columns, count) for at in range(count)]


def _names(name: Passage, count: int) -> list[Passage]:
    """The names that a cell holds: on lines of their own, or each with a number or a bracket of its own."""
    lines = pieces(name)
    if len(lines) == count:
        return lines
    cut = [
        part.strip()
        for part in name.split(
            re.compile(r"\s*/\s*(?=\d+[.、])|(?<=\))\s*[/、]\s*|\s+(?=\d{1,2}[.、](?!\d))")
        )
        if part
    ]
    return cut if len(cut) == count else []


def _one_of(
    body: Body, at: int, name: Passage, parts: dict[int, list[Passage]], columns: Sequence[Column], count: int
) -> Body:
    cells = {}
    for column, cell in body.cells.items():
        lines = parts.get(column) or (pieces(cell) if len(pieces(cell)) == count else [])
        cells[column] = lines[at] if len(lines) == count else cell
    return Body(
        body.at,
        cells,
        name,
        body.number if at == 0 else "",
        body.group,
        body.lead,
        body.is_part,
        body.own,
        section=body.section,
    )
