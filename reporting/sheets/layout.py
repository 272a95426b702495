"""The columns of a sheet and the mark that ties it to its form; the writer and the reader share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LAYOUT = 1
EXPORT = 0  # the form of a sheet that is only to be read
TITLE = "规划指标监测填报表"
FIGURE_CODE, PROMISE_CODE = "指标编码", "任务编码"
SEEN = "校验"
RESPONSIBLE = "单位负责人"


@dataclass(frozen=True)
class Mark:
    """Which form, region and year a sheet belongs to; stands in its first, hidden row.

    `unit` is for the message only: two marks of one form are equal under either name.
    """

    form: int
    region: str
    year: int
    unit: str = ""
    layout: int = LAYOUT

    @property
    def text(self) -> str:
        return f"{TITLE}|{self.layout}|{self.region}|{self.year}|{self.form}|{self.unit.replace('|', ' ')}"


def mark_in(text: str) -> Mark | None:
    """The mark, if the text is one."""
    parts = text.strip().split("|")
    numbers = parts[1:5]
    if len(parts) != 6 or parts[0] != TITLE or not all(each.isascii() and each.isdigit() for each in numbers):
        return None
    if any(len(each) > 18 for each in numbers):
        return None
    layout, region, year, form = numbers
    return Mark(int(form), region, int(year), parts[5], int(layout))


@dataclass(frozen=True)
class Column:
    """`name` is that of the row's field, or of what is printed; the reader asks for those `is_read`.

    `longest` is set where it is typed into; `choices` where one of a few words is wanted.
    """

    name: str
    head: str
    width: float
    is_read: bool = False
    longest: int = 0
    choices: tuple[str, ...] = ()
    align: str = "left"

    @property
    def is_typed(self) -> bool:
        return self.longest > 0


@dataclass(frozen=True)
class Table:
    """One worksheet: the figures, or the commitments."""

    sheet: str
    columns: tuple[Column, ...]

    @property
    def code_head(self) -> str:
        return self.columns[0].head

    @property
    def typed(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_typed)


def figure_table(
    year: int,
    natures: Sequence[str],
    *,
    baseline_year: int | None = None,
    target_year: int | None = None,
) -> Table:
    """The three years before are always shown. `natures`: the words for what kind of number it is."""
    return Table(
        "指标",
        (
            Column("code", FIGURE_CODE, 14, is_read=True),
            Column("number", "序号", 4.5, align="center"),
            Column("name", "指标", 24, is_read=True),
            Column("unit", "计量单位", 8, align="center"),
            Column("attribute", "属性", 7, align="center"),
            Column("baseline", f"{baseline_year or ''} 基数".strip(), 9, align="right"),
            Column("target", f"{target_year or ''} 目标".strip(), 9, align="right"),
            *(Column(f"earlier{back}", str(year - back), 8, align="right") for back in (3, 2, 1)),
            Column("typed", f"{year} 本年", 10, is_read=True, longest=60, align="right"),
            Column(
                "nature", "数据性质", 8.5, is_read=True, longest=12, choices=tuple(natures), align="center"
            ),
            Column("note", "备注", 15, is_read=True, longest=500),
            Column("cause", "原因", 15, is_read=True, longest=500),
            Column("measure", "措施", 15, is_read=True, longest=500),
            Column("numerator", "分子", 7.5, is_read=True, longest=30, align="right"),
            Column("denominator", "分母", 7.5, is_read=True, longest=30, align="right"),
            Column("break_note", "口径变化说明", 13, is_read=True, longest=500),
            Column("seen", SEEN, 8, is_read=True),
        ),
    )


def promise_table(states: Sequence[str]) -> Table:
    """`states`: the words for how far a commitment has come."""
    return Table(
        "重点任务",
        (
            Column("code", PROMISE_CODE, 10, is_read=True),
            Column("number", "序号", 4.5, align="center"),
            Column("name", "重点任务", 42, is_read=True),
            Column("unit", "计量单位", 9, align="center"),
            Column("quantity", "规划数量", 12, align="right"),
            Column("due", "完成时限", 12, align="center"),
            Column("department", "责任单位", 18),
            Column("progress", "进展", 14, is_read=True, longest=12, choices=tuple(states), align="center"),
            Column("typed", "完成数量", 11, is_read=True, longest=60, align="right"),
            Column("note", "进展说明", 44, is_read=True, longest=500),
            Column("seen", SEEN, 8, is_read=True),
        ),
    )


def address(row: int, column: int) -> str:
    """G12, from row and column counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"
