"""A grid taken for a table of indicators: its period and columns; or found to be something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indicators.calc import parse_figure
from intake.parsing.passage import Passage
from intake.parsing.reading import HeadRead, Period
from intake.parsing.tables.columns import TARGET, Column, column_of, settled
from intake.parsing.tables.grid import EMPTY, Grid, Row, distinct, pieces
from intake.parsing.tables.headless import guessed_head
from intake.parsing.tables.heads import head_rows, head_texts, role_of
from intake.parsing.tables.mending import mended, shifted
from intake.parsing.tables.periods import is_completion, table_period, years_of
from intake.parsing.tables.units import is_unit

PROJECT = re.compile(
    r"建设(?:内容|规模|地点|性质|年限|期限|单位|周期|任务|时间)|总投资|投资(?:估算|额|规模|计划|概算)|资金来源|项目类型|开工|竣工|起止年限|"
    r"完成时限|完成时间|时间节点|时限|进度安排|工作任务|任务分工|工作内容|主要内容|实施内容|联系人|电话|职务|姓名|地址|机构名称"
)
OTHER_TABLE = re.compile(
    r"项目|工程|投资|机构|名单|名录|分工|任务清单|预测|估算|经费|资金|布局|职责|日程|清单"
)
INDICATORS = re.compile(r"指标|目标")
PLACES = re.compile(
    r"(?:各)?(?:地区|市州|市县|县区|区县|县市区|县\(市、区\)|行政区划?|区域|乡镇|镇街|单位名称|园区)(?:名称)?|县.{0,6}区\)?"
)
ATTRIBUTE = re.compile(r"(?:约束|预期|指导|引导)性?(?:指标)?(?:[,、;(].{0,20})?")
STROKE = re.compile(r"\s*/\s*")
FIGURES = ("baseline", "target", "actual", "previous", "yearly", "total", "growth")


@dataclass(frozen=True)
class Table:
    """`rows` from `first` on are its body; `caption` the text of the title above it."""

    rows: tuple[Row, ...]
    first: int
    heads: tuple[Row, ...]
    columns: tuple[Column, ...]
    period: Period
    caption: str
    layout: str
    is_guessed: bool = False  # the head was lost: what the columns are follows from what they hold


def tables_of(grid: Grid, head: HeadRead) -> list[Table]:
    """One, or two where the columns say in full how the period before was planned and ended."""
    table = table_of(grid, head)
    if table is None:
        return []
    before = table.period[0] - 5, table.period[0] - 1
    earlier = table_of(grid, head, before)
    told = {column.role for column in earlier.columns} if earlier else set()
    whole = earlier is not None and {"baseline", "target", "actual"} <= told
    return [earlier, table] if earlier and whole else [table]


def table_of(grid: Grid, head: HeadRead, period: Period | None = None) -> Table | None:
    """None for tables of projects, places, posts, money, and for facts without a target."""
    caption = "".join(grid.caption.text.split()) if grid.caption else ""
    found, printed = head_rows(grid.rows), grid.rows
    guess = None if found else guessed_head(grid.rows, table_period(caption, (), head.period))
    if guess:
        found, printed = (0, 1), (guess, *grid.rows)
    if found is None:
        return None
    rows = _spread_years(_under_wide_name(printed, *found), *found)
    heads = rows[found[0] : found[1]]
    texts = [text.text for text in head_texts(heads)]
    period = period or table_period(caption, texts, head.period)
    if period is None or _is_something_else(caption, texts):
        return None
    named = [column_of(at, text, period, caption) for at, text in enumerate(texts)]
    rows = shifted(rows, found[1], named)
    columns = settled(_completed(named, rows[found[1] :], period), period)
    roles = [column.role for column in columns]
    if "name" not in roles or not _has_target(columns, caption, texts, period, head.period):
        return None
    rows = mended(rows, found[1], columns)
    return Table(
        rows, found[1], tuple(heads), tuple(columns), period, caption, grid.layout, guess is not None
    )


def halves(grid: Grid) -> list[Grid]:
    """A table set in two halves side by side under the same head is read one half after the other."""
    found = head_rows(grid.rows)
    middle, odd = divmod(len(grid.rows[0]), 2)
    if found is None or odd or middle < 2:
        return [grid]
    texts = ["".join(cell.text.split()) for cell in grid.rows[found[0]]]
    if texts[1:middle] != texts[middle + 1 :] or not (texts[0] and texts[middle]):
        return [grid]
    sides = (slice(None, middle), slice(middle, None))
    return [replace(grid, rows=tuple(row[side] for row in grid.rows)) for side in sides]


def _is_something_else(caption: str, heads: Sequence[str]) -> bool:
    if any(PROJECT.search(text) for text in heads) or PLACES.fullmatch(heads[0]):
        return True
    spoken = caption + "".join(heads)
    return bool(OTHER_TABLE.search(caption)) and not INDICATORS.search(spoken)


def _has_target(
    columns: Sequence[Column], caption: str, heads: Sequence[str], period: Period, plan: Period | None
) -> bool:
    """A table of past years has targets only where a column says so."""
    roles = {column.role for column in columns}
    if not roles & {"target", "total", "growth"}:
        return False
    past = plan is not None and period[1] < plan[0]
    said = any(TARGET.search(column.text) for column in columns if column.role in ("target", "total"))
    if past or is_completion(caption):
        return said
    plain = any(column.role in ("attribute", "unit") for column in columns)
    named = any("指标" in text for text in heads)
    return said or named or plain or bool(INDICATORS.search(caption)) or "计划" in caption


def _completed(columns: Sequence[Column], body: Sequence[Row], period: Period) -> list[Column]:
    """Columns without a telling head by what they hold; one column at least is the name."""
    found = [_by_content(column, body, period) for column in columns]
    if not any(column.role == "name" for column in found):
        lead = [column for column in found if column.role in ("group", "") and _is_text(column, body)]
        first_value = min((column.at for column in found if column.role in FIGURES), default=0)
        lead = [column for column in lead if column.at < first_value]
        if lead:
            found[found.index(lead[-1])] = replace(lead[-1], role="name")
    for left, right in pairwise(found):
        if found[left.at].role == "name" and right.role == "" and _is_text(right, body):
            found[right.at] = replace(right, role="name")
    main = max((column.at for column in found if column.role == "name"), default=0)
    return [
        replace(column, role="group")
        if column.role == "" and column.at < main and _is_text(column, body)
        else column
        for column in found
    ]


def _by_content(column: Column, body: Sequence[Row], period: Period) -> Column:
    if column.role in ("number", "name", *FIGURES):
        return column
    texts = [
        "".join(row[column.at].text.split()) for row in body if row[column.at] and len(distinct(row)) > 1
    ]
    if texts and sum(bool(ATTRIBUTE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return replace(column, role="attribute")
    if column.role == "attribute" and texts and not any("约束" in text or "预期" in text for text in texts):
        return replace(column, role="other")
    if column.role == "other" and "完成情况" in column.text and _is_figures(texts):
        return replace(column, role="actual", year=period[1])
    if column.role == "" and texts and sum(is_unit(text) for text in texts) * 2 > len(texts):
        return replace(column, role="unit")
    return column


def _is_figures(texts: Sequence[str]) -> bool:
    return sum(parse_figure(text).kind in ("number", "range", "missing") for text in texts) * 2 > len(texts)


def _is_text(column: Column, body: Sequence[Row]) -> bool:
    texts = [row[column.at].text for row in body if row[column.at] and len(distinct(row)) > 1]
    return bool(texts) and sum(parse_figure(text).kind == "words" for text in texts) * 2 > len(texts)


def _under_wide_name(rows: tuple[Row, ...], start: int, stop: int) -> tuple[Row, ...]:
    """A head with one cell less than its rows: 指标 stands over two columns, class and name."""
    heads = rows[start:stop]
    told = [row for row in rows[stop:] if len(distinct(row)) > 1]
    lacks = all(not head[-1] for head in heads)
    if not lacks or sum(bool(row[-1]) for row in told) * 2 <= len(told):
        return rows
    place = next((at for at, cell in enumerate(heads[0]) if role_of(cell.text) == "name"), None)
    if place is None:
        return rows
    wide = tuple((*head[: place + 1], *head[place:-1]) for head in heads)
    return (*rows[:start], *wide, *rows[stop:])


def _spread_years(rows: tuple[Row, ...], start: int, stop: int) -> tuple[Row, ...]:
    """A column whose head holds two years under each other, and whose cells hold two figures, becomes two."""
    width = len(rows[0])
    for at in reversed(range(width)):
        for i in range(start, stop):
            years = _parts(rows[i][at])
            if len(years) > 1 and all(len(years_of(year.text)) == 1 for year in years):
                rows = _spread(rows, at, i, len(years), stop)
                break
    return rows


def _parts(cell: Passage) -> list[Passage]:
    lines = pieces(cell)
    return lines if len(lines) > 1 else [part.strip() for part in cell.split(STROKE)]


def _spread(rows: tuple[Row, ...], at: int, head: int, count: int, first: int) -> tuple[Row, ...]:
    told = [row for row in rows[first:] if len(distinct(row)) > 1]
    if sum(len(_parts(row[at])) == count for row in told) * 2 <= len(told):
        return rows
    latest = max(range(count), key=lambda part: years_of(_parts(rows[head][at])[part].text))
    spread = []
    for i, row in enumerate(rows):
        parts = _parts(row[at])
        elsewhere = [cell for place, cell in enumerate(row) if place != at and len(pieces(cell)) == count]
        if len(parts) != count or (i >= first and len(elsewhere) > 1):
            parts = [row[at] if part == latest else EMPTY for part in range(count)]
        spread.append((*row[:at], *parts, *row[at + 1 :]))
    return tuple(spread)
