"""A document read from end to end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from intake.parsing.commitments import read_commitments
from intake.parsing.comparing import compared, echoed
from intake.parsing.definitions import read_definitions
from intake.parsing.head import Named, read_head
from intake.parsing.locating import Locator
from intake.parsing.prose import Targets, outline_of, paragraphs_of, read_targets
from intake.parsing.reading import (
    CommitmentRead,
    DefinitionRead,
    Doubt,
    HeadRead,
    IndicatorRead,
    Place,
    Reading,
)
from intake.parsing.script import legible, script_of
from intake.parsing.source import Source, open_source
from intake.parsing.tables import Grid, find_grids, read_grid, unread_tables

T = TypeVar("T")


def read_document(
    content: bytes,
    name: str = "",
    *,
    gazetteer: Sequence[Named] = (),
    told: Callable[[int, int], None] | None = None,
) -> Reading:
    """`told` hears how many pages of how many are read. UnreadableError where there is no text to read."""
    return read_source(open_source(content, name, told), gazetteer)


def read_source(source: Source, gazetteer: Sequence[Named] = ()) -> Reading:
    unread: list[Doubt] = []
    locate = Locator(source)
    page = legible(source)
    grids: list[Grid] = _attempt(unread, "各表", lambda: find_grids(source, page), list)
    paragraphs = paragraphs_of(page, grids)
    outline = outline_of(paragraphs)
    head = read_head(page, paragraphs, script_of(source.text), gazetteer, locate)
    rows = [row for grid in grids for row in _rows(unread, grid, head, locate)]
    definitions = _attempt(
        unread, "指标解释", lambda: read_definitions(outline, locate), list[DefinitionRead]
    )
    targets = _attempt(
        unread,
        "正文中的目标",
        lambda: read_targets(outline, head, locate, are_tabled=bool(rows)),
        lambda: Targets([], []),
    )
    tasks = _attempt(
        unread, "重点任务", lambda: read_commitments(outline, head, locate), list[CommitmentRead]
    )
    indicators, conflicts = compared(rows, targets.indicators, definitions, outline)
    indicators, commitments, echoes = echoed(indicators, tasks)
    return Reading(
        text=source.text,
        pages=source.pages,
        head=head,
        indicators=tuple(indicators),
        commitments=tuple(commitments),
        definitions=tuple(definitions),
        conflicts=(*conflicts, *echoes),
        doubts=(
            *unread,
            *unread_tables(page, [row.place.start for row in rows], locate),
            *targets.doubts,
            *(doubt for row in indicators for doubt in row.doubts),
            *(doubt for task in commitments for doubt in task.doubts),
        ),
    )


def _rows(unread: list[Doubt], grid: Grid, head: HeadRead, locate: Locator) -> list[IndicatorRead]:
    place = locate.at(grid.start, grid.end)
    what = f"第 {place.line} 行起的表"
    return _attempt(unread, what, lambda: read_grid(grid, head, locate), list[IndicatorRead], place)


def _attempt(
    unread: list[Doubt],
    what: str,
    work: Callable[[], T],
    instead: Callable[[], T],
    place: Place | None = None,
) -> T:
    """A fault of the program over one part of a document costs that part only, and is told as a doubt."""
    try:
        return work()
    except Exception as error:
        said = f"{what}没有读成（程序出错：{type(error).__name__}），请对照原文补录，并告知系统管理员。"
        unread.append(Doubt("unread", said, place))
        return instead()
