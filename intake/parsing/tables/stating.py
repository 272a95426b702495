"""What a row states: baseline, target, actual, the years between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indicators.calc import Figure
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.reading import Doubt, Stated
from intake.parsing.tables.columns import Column
from intake.parsing.tables.grid import squeezed
from intake.parsing.tables.names import Named
from intake.parsing.tables.notes import Signs
from intake.parsing.tables.rows import Body
from intake.parsing.tables.table import Table
from intake.parsing.tables.units import NONE, is_unit
from intake.parsing.tables.values import Value, figure_pieces, in_unit, read_value

PER_YEAR = re.compile(r"年均|年平均|增速|增长|递增")
SUMMED = re.compile(r"累计|合计|总计")
SAID = ("number", "range", "ratio", "average_growth", "change_from_baseline", "words")


@dataclass(frozen=True)
class Statements:
    """`unit` is what the cells print behind their figures, where all print the same."""

    baseline: Stated | None
    target: Stated | None
    actual: Stated | None
    previous: Stated | None
    yearly: tuple[Stated, ...]
    unit: str
    doubts: tuple[Doubt, ...]

    @property
    def has_any(self) -> bool:
        return any((self.baseline, self.target, self.actual, self.previous, self.yearly))


@dataclass(frozen=True)
class _Said:
    column: Column
    value: Value
    cell: Passage


def statements_of(body: Body, named: Named, table: Table, signs: Signs, locate: Locator) -> Statements:
    said = {column.at: found for column in table.columns if (found := _said(body, column, signs, locate))}
    unit_cell = next((body.cells[column.at] for column in table.columns if column.role == "unit"), None)
    unit = squeezed(unit_cell).text if unit_cell else named.unit
    unit = "" if unit in NONE else unit
    printed = _printed_units([each.value for each in said.values()])

    def stated(found: _Said | None, *, is_sum: bool = False) -> Stated | None:
        if found is None:
            return None
        figure = in_unit(found.value, unit)
        if figure.kind in ("number", "range") and (is_sum or named.is_sum or _sums(found.column.text)):
            figure = replace(figure, cumulative=True)
        year = found.value.year or found.column.year
        return Stated(figure, year, locate.place(found.cell.strip()))

    def first(role: str) -> _Said | None:
        return next((each for each in said.values() if each.column.role == role), None)

    target, is_sum = _target(said, named, table)
    found_unit = _growth_unit(target) or (printed.pop() if len(printed) == 1 else "")
    return Statements(
        baseline=stated(first("baseline")),
        target=stated(target, is_sum=is_sum),
        actual=stated(first("actual")),
        previous=stated(first("previous")),
        yearly=tuple(each for found in _by_role(said, "yearly") if (each := stated(found))),
        unit=found_unit,
        doubts=tuple(_doubts(said, named)),
    )


def _sums(head: str) -> bool:
    """Where a column holds rates and sums (年均/累计), the brackets of a cell tell which it is."""
    return bool(SUMMED.search(head)) and not PER_YEAR.search(head)


def _printed_units(values: Sequence[Value]) -> set[str]:
    """What stands behind the numbers, if it is known for a unit or behind all of them alike."""
    behind = [value.unit for value in values if value.figure.kind in ("number", "range")]
    alike = len(behind) > 1 and len(set(behind)) == 1 and len(behind[0]) <= 3
    return {unit for unit in behind if unit and (alike or is_unit(unit))}


def _said(body: Body, column: Column, signs: Signs, locate: Locator) -> _Said | None:
    """None for a dash, a blank, and figures that could not be told apart."""
    if column.role not in ("baseline", "target", "actual", "previous", "yearly", "total", "growth"):
        return None
    cell = body.cells[column.at]
    if not cell:
        return None
    if body.stacked and figure_pieces(cell, locate.source.text):
        return _Said(column, Value(Figure(kind="words", text=squeezed(cell).text)), cell)
    value = read_value(cell, locate.source.text, round_is_sum=signs.round_is_sum)
    return _Said(column, value, cell) if value.figure.kind in SAID else None


def _by_role(said: dict[int, _Said], role: str) -> Iterator[_Said]:
    return (each for each in said.values() if each.column.role == role)


def _target(said: dict[int, _Said], named: Named, table: Table) -> tuple[_Said | None, bool]:
    """The target column; the sum of the yearly columns where one is printed; growth where nothing else is."""
    target = next(_by_role(said, "target"), None)
    total = next(_by_role(said, "total"), None)
    growth = next(_by_role(said, "growth"), None)
    yearly = any(column.role == "yearly" for column in table.columns)
    if total and total.value.figure.kind == "number" and (yearly or target is None):
        return total, True
    if target is not None:
        return target, False
    if total is not None:
        return total, False
    return (_as_growth(growth, named), False) if growth else (None, False)


def _as_growth(growth: _Said, named: Named) -> _Said:
    """A bare number in a column of growth rates is per cent a year; one in brackets is a sum. In a column of
    both (年均/累计) the name says whether it is a rate of growth.
    """
    figure = growth.value.figure
    head = growth.column.text
    is_rate = PER_YEAR.search(head) and (not SUMMED.search(head) or PER_YEAR.search(named.name))
    if figure.kind == "number" and not figure.cumulative and is_rate:
        figure = replace(figure, kind="average_growth")
    return replace(growth, value=replace(growth.value, figure=figure))


def _growth_unit(target: _Said | None) -> str:
    grows = target is not None and target.value.figure.kind in ("average_growth", "change_from_baseline")
    return "%" if grows else ""


def _doubts(said: dict[int, _Said], named: Named) -> Iterator[Doubt]:
    for each in said.values():
        text = squeezed(each.cell).text
        if each.value.is_guess:
            yield Doubt(
                "round_brackets",
                f"“{named.name}”的“{text}”加了圆括号，表下没有说明，按五年累计数理解，请核对。",
            )
        elif (
            each.value.figure.kind == "words"
            and each.column.role in ("target", "baseline")
            and _has_digits(text)
        ):
            yield Doubt("cell_unread", f"“{named.name}”的“{text}”没有读成数字，按文字保留，请核对。")


def _has_digits(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
