"""Reading a filled-in sheet: first whether it is this form's and whole, then cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reporting.sheets.cells import Said, said
from reporting.sheets.grid import Grid
from reporting.sheets.layout import EXPORT, LAYOUT, RESPONSIBLE, Mark, Table, address, mark_in
from reporting.sheets.opening import grids_of
from reporting.sheets.refusal import SheetRefusedError

DOWNLOAD = "请从本填报单重新下载表格填写。"
HEAD_WITHIN, MARK_WITHIN = 60, 20
FIGURES = ("typed", "numerator", "denominator")
MOST_TOLD = 12


@dataclass(frozen=True)
class Expected:
    """What the sheets of this form must be: its mark, its tables, and in each the names by code."""

    mark: Mark
    names: Mapping[str, Mapping[str, str]]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class ReadCell:
    address: str
    text: str
    fault: str = ""
    remark: str = ""
    is_percent: bool = False


@dataclass(frozen=True)
class ReadLine:
    """`cells` by the name of the column; `seen` is the mark of the row as it was when downloaded."""

    code: str
    row: int
    cells: Mapping[str, ReadCell]
    seen: str


@dataclass(frozen=True)
class ReadBook:
    """The lines by code head of their table. `responsible` is the name in the foot, where it was changed."""

    lines: Mapping[str, tuple[ReadLine, ...]]
    responsible: ReadCell | None


def read_book(data: bytes, expected: Expected) -> ReadBook:
    """SheetRefusedError where the file, or a sheet of it as a whole, cannot be taken."""
    grids = grids_of(data)
    found = {table.code_head: _grid_of(grids, table) for table in expected.tables}
    present = {head: grid for head, grid in found.items() if grid is not None}
    marked = [(grid, mark) for grid in grids if (mark := _mark_of(grid)) is not None]
    if not marked or any(_mark_of(grid) is None for grid in present.values()):
        raise SheetRefusedError(f"不是从本系统下载的填报表（没有找到表内标识）。{DOWNLOAD}")
    for sheet, mark in marked:
        _check_mark(mark, expected.mark)
        if sheet not in present.values():
            heads = "”或“".join(found)
            raise SheetRefusedError(f"工作表“{sheet.name}”找不到“{heads}”列，表头不能改名或删去。{DOWNLOAD}")
    lines, wrong, responsible = {}, list[str](), None
    for table in expected.tables:
        if (grid := present.get(table.code_head)) is not None:
            reader = _TableReader(grid, table, expected.names.get(table.code_head, {}))
            lines[table.code_head] = tuple(reader.lines())
            wrong += reader.wrong
            responsible = responsible or reader.responsible
    if wrong:
        more = [f"还有 {len(wrong) - MOST_TOLD} 处。"] if len(wrong) > MOST_TOLD else []
        raise SheetRefusedError(*wrong[:MOST_TOLD], *more)
    return ReadBook(lines, responsible)


def _grid_of(grids: list[Grid], table: Table) -> Grid | None:
    """The sheet with the table's head, whatever the sheet is called now."""
    found = [grid for grid in grids if _head_row(grid, table.code_head) is not None]
    if len(found) > 1:
        names = "、".join(f"“{grid.name}”" for grid in found)
        raise SheetRefusedError(f"有 {len(found)} 张工作表（{names}）都是“{table.sheet}”表。请只留一张。")
    return found[0] if found else None


def _head_row(grid: Grid, head: str) -> int | None:
    for index, row in enumerate(grid.values[:HEAD_WITHIN]):
        if any(_squeezed(value) == head for value in row):
            return index
    return None


def _squeezed(value: object) -> str:
    return re.sub(r"\s", "", value) if isinstance(value, str) else ""


def _mark_of(grid: Grid) -> Mark | None:
    for row in grid.values[:MARK_WITHIN]:
        for value in row:
            if isinstance(value, str) and (mark := mark_in(value)) is not None:
                return mark
    return None


def _check_mark(mark: Mark, wanted: Mark) -> None:
    other = f"“{mark.unit}”" if mark.unit else f"代码 {mark.region}"
    if mark.layout != LAYOUT:
        raise SheetRefusedError(f"表样已经更新，这张表是旧表样。{DOWNLOAD}")
    if mark.form == EXPORT:
        raise SheetRefusedError(f"这是只供查阅的导出表，不能填报。{DOWNLOAD}")
    if mark.region != wanted.region:
        raise SheetRefusedError(f"这是{other}的表，不是“{wanted.unit}”的。{DOWNLOAD}")
    if mark.year != wanted.year:
        raise SheetRefusedError(f"这是 {mark.year} 年度的表，本填报单是 {wanted.year} 年度。{DOWNLOAD}")
    if mark.form != wanted.form:
        raise SheetRefusedError(f"这是另一张填报单（{other}）的表，不是“{wanted.unit}”的。{DOWNLOAD}")


class _TableReader:
    """Goes through one table; `wrong` gathers what makes the whole file unusable, with addresses."""

    def __init__(self, grid: Grid, table: Table, names: Mapping[str, str]) -> None:
        self.grid, self.table, self.names = grid, table, names
        self.wrong: list[str] = []
        self.responsible: ReadCell | None = None
        self.top = _head_row(grid, table.code_head) or 0
        self.places = self._columns()

    def _columns(self) -> dict[str, int]:
        """Where each column is now, by its head: moved columns are found, renamed ones are not."""
        heads: dict[str, list[int]] = {}
        for index, value in enumerate(self.grid.values[self.top]):
            heads.setdefault(_squeezed(value), []).append(index)
        known = {_squeezed(column.head) for column in self.table.columns}
        places = {}
        for index, column in enumerate(self.table.columns):
            found = heads.get(_squeezed(column.head), [])
            if len(found) == 1:
                places[column.name] = found[0]
            elif found and column.is_read:
                cells = "、".join(address(self.top, place) for place in found)
                self.wrong.append(f"“{column.head}”列有 {len(found)} 个（{cells}）。请只留一个。")
            elif column.is_read:
                now = str(self.grid.at(self.top, index)).strip()
                there = (
                    f"{address(self.top, index)} 现为“{now}”" if _squeezed(now) not in {"", *known} else ""
                )
                self.wrong.append(
                    f"“{self.table.sheet}”表缺少“{column.head}”列{f'（{there}）' if there else ''}，"
                    "表头不能改名或删去。请改回，或重新下载表格填写。"
                )
        return places

    def lines(self) -> Iterator[ReadLine]:
        if self.wrong:
            return
        seen: dict[str, int] = {}
        for row in range(self.top + 1, len(self.grid.values)):
            if self._is_foot(row):
                return
            self._check_formulas(row)
            code = self._text(row, "code")
            if not code:
                self._check_orphan(row)
                continue
            self._check_line(row, code, seen)
            yield ReadLine(code, row, self._cells(row), self._text(row, "seen"))

    def _text(self, row: int, name: str) -> str:
        return said(self.grid.at(row, self.places[name]), "", is_figure=False).text

    def _is_foot(self, row: int) -> bool:
        """The line of signatures ends the table; in its hidden cell stands the name as it was downloaded."""
        for column, value in enumerate(self.grid.values[row]):
            if _squeezed(value).startswith(f"{RESPONSIBLE}："):
                name = said(self.grid.at(row, column + 1), "", is_figure=False).text
                if name and name != self._text(row, "seen"):
                    self.responsible = ReadCell(address(row, column + 1), name)
                return True
        return False

    def _check_orphan(self, row: int) -> None:
        filled = [each for each in self.table.typed if self.grid.at(row, self.places[each.name]) != ""]
        if filled:
            cell = address(row, self.places[filled[0].name])
            self.wrong.append(
                f"第 {row + 1} 行没有{self.table.code_head}，却填了内容（{cell}）。"
                "请把内容填到所属的行，或删去。"
            )

    def _check_line(self, row: int, code: str, seen: dict[str, int]) -> None:
        place = address(row, self.places["code"])
        if code in seen:
            self.wrong.append(
                f"{place} 的{self.table.code_head}“{code}”与第 {seen[code] + 1} 行重复。请只留一行。"
            )
        seen.setdefault(code, row)
        name = self._text(row, "name")
        if code not in self.names:
            self.wrong.append(
                f"{place} 的{self.table.code_head}“{code}”不在本填报单中。请删去该行，或重新下载。"
            )
        elif _squeezed(name) != _squeezed(self.names[code]):
            self.wrong.append(
                f"第 {row + 1} 行的编码与名称不符：“{code}”应为“{self.names[code]}”，表中为“{name}”。"
                "行可能被错位排序，请重新下载表格填写。"
            )
        for first, last in self.grid.merged:
            if first[0] <= row <= last[0]:
                self.wrong.append(f"{address(*first)}:{address(*last)} 是合并单元格。请取消合并，逐格填写。")

    def _check_formulas(self, row: int) -> None:
        for each in self.table.columns:
            if each.is_read and (row, self.places[each.name]) in self.grid.marks.formulas:
                cell = address(row, self.places[each.name])
                self.wrong.append(f"{cell} 是公式。请复制后“选择性粘贴—数值”，只留数值。")

    def _cells(self, row: int) -> dict[str, ReadCell]:
        return {
            column.name: self._cell(row, self.places[column.name], column.name) for column in self.table.typed
        }

    def _cell(self, row: int, column: int, name: str) -> ReadCell:
        marks, where = self.grid.marks, address(row, column)
        if (row, column) in marks.errors:
            return ReadCell(where, "", f"单元格是错误值 {marks.errors[row, column]}。请改填数值或清空。")
        found: Said = said(
            self.grid.at(row, column), marks.formats.get((row, column), ""), is_figure=name in FIGURES
        )
        return ReadCell(where, found.text, found.fault, found.remark, found.is_percent)
