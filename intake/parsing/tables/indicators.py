"""A grid read as rows of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.parsing.locating import Locator
from intake.parsing.reading import Doubt, HeadRead, IndicatorRead, Place
from intake.parsing.tables.attributes import Attributes
from intake.parsing.tables.grid import Grid, squeezed
from intake.parsing.tables.names import Named, printed, read_name
from intake.parsing.tables.notes import Signs, signs_of
from intake.parsing.tables.parents import Parents
from intake.parsing.tables.rows import Body, bodies, group_name
from intake.parsing.tables.stating import Statements, statements_of
from intake.parsing.tables.table import Table, halves, tables_of
from intake.parsing.tables.turning import upright
from intake.parsing.tables.units import NONE, RATE, is_name, unit_of_caption


def read_grid(grid: Grid, head: HeadRead, locate: Locator) -> list[IndicatorRead]:
    """Nothing where the grid is not a table of indicators."""
    return [
        row
        for half in halves(upright(grid))
        for table in tables_of(half, head)
        for row in _rows(half, table, locate)
    ]


def _rows(grid: Grid, table: Table, locate: Locator) -> list[IndicatorRead]:
    shown = locate.source.text
    signs = signs_of([note.text for note in grid.notes])
    found = list(bodies(table.rows, table.first, table.columns, shown, table.heads))
    names = [read_name(body.name, shown) for body in found]
    parents = Parents(
        is_numbered=_mostly_numbered(found, names), are_indented=grid.layout in ("tabs", "pipes", "stacked")
    )
    attributes = Attributes(table, found)
    units: dict[str, str] = {}
    read = []
    for body, named in zip(found, names, strict=True):
        body.is_unsure = body.at in grid.unsure
        row = _indicator(body, named, table, signs, attributes, parents, units, locate)
        if row is not None:
            read.append(row)
    return read if _says_something(read) else []


def _mostly_numbered(found: Sequence[Body], names: Sequence[Named]) -> bool:
    whole = [
        bool(body.number or named.number)
        for body, named in zip(found, names, strict=True)
        if not named.is_part
    ]
    return sum(whole) * 2 > len(whole)


def _says_something(read: Sequence[IndicatorRead]) -> bool:
    """A third of the rows at least have a target: else the columns were not what they seemed to be."""
    return bool(read) and sum(row.target is not None for row in read) * 3 >= len(read)


def _indicator(
    body: Body,
    named: Named,
    table: Table,
    signs: Signs,
    attributes: Attributes,
    parents: Parents,
    units: dict[str, str],
    locate: Locator,
) -> IndicatorRead | None:
    """`units` are those of the rows above, by name."""
    shown = locate.source.text
    name = named.name
    is_named = is_name(name) or (named.is_part and name.isalpha())  # 其中：乡镇
    if not is_named or not body.own:
        return None
    said = statements_of(body, named, table, signs, locate)
    if not said.has_any:
        parents.passed(named)
        return None
    place = _place(body, table, locate)
    local = signs.local(named.marks)
    parent = parents.parent_of(body, named, shown)
    unit = _unit(body, named, table, said, shown)
    if not unit and parent:
        unit = _unit_of_parent(name, units.get(parent, ""))
    units[name] = unit
    return IndicatorRead(
        name=name,
        unit=unit,
        period=table.period,
        place=place,
        quote=locate.quote(place),
        source="table",
        group=body.group or (group_name(body.lead) if body.lead else ""),
        number=body.number or named.number,
        parent=parent,
        attribute=named.attribute or attributes.of(body) or signs.attribute(named.marks),
        is_local=local is not None,
        mark_meaning=local or "",
        baseline=said.baseline,
        target=said.target,
        actual=said.actual,
        previous_target=said.previous,
        yearly=said.yearly,
        doubts=tuple(
            replace(doubt, place=place) for doubt in (*said.doubts, *_doubts(body, named, unit, table))
        ),
    )


def _unit(body: Body, named: Named, table: Table, said: Statements, shown: str) -> str:
    """From its own column, the name, the caption, or what is printed behind the figure."""
    column = next((column.at for column in table.columns if column.role == "unit"), None)
    own = printed(squeezed(body.cells[column]), shown).strip("()（）") if column is not None else ""
    if own and own not in NONE:
        return own
    lead = read_name(body.lead, shown).unit if body.lead else ""
    return named.unit or lead or ("" if own else unit_of_caption(table.caption, named.name)[0]) or said.unit


def _unit_of_parent(name: str, unit: str) -> str:
    """A part without a unit is counted as the whole is, unless it is a rate of something counted."""
    return unit if not RATE.search(name) or unit in ("%", "‰") else ""


def _place(body: Body, table: Table, locate: Locator) -> Place:
    start = min(cell.origin[0] for cell in body.own)
    end = max(cell.origin[-1] for cell in body.own) + 1
    return locate.at(start, end)


def _doubts(body: Body, named: Named, unit: str, table: Table) -> list[Doubt]:
    name, found = named.name, []
    if not named.unit and unit_of_caption(table.caption, name) == (unit, False):
        found.append(Doubt("unit_of_caption", f"表头写了两个单位，“{name}”按名称取“{unit}”，请核对。"))
    if table.is_guessed:
        found.append(Doubt("head_lost", f"“{name}”所在的表没有读到表头，两列数字按基期、目标理解，请核对。"))
    if body.is_unsure:
        found.append(Doubt("cells_unsure", f"“{name}”一行有空缺的格，数字属于哪一列是按位置推断的，请核对。"))
    if body.stacked:
        found.append(Doubt("cells_stacked", f"“{name}”一行有一格写了几个数，无法确定各属于哪一项，请核对。"))
    return found
