"""A document read from end to end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intake.parsing.commitments import read_commitments
from intake.parsing.comparing import compared, echoed
from intake.parsing.definitions import read_definitions
from intake.parsing.head import Named, read_head
from intake.parsing.locating import Locator
from intake.parsing.prose import outline_of, paragraphs_of, read_targets
from intake.parsing.reading import Reading
from intake.parsing.script import legible, script_of
from intake.parsing.source import Source, open_source
from intake.parsing.tables import find_grids, read_grid


def read_document(
    content: bytes, name: str = "", *, gazetteer: Sequence[Named] = (), told: Callable[[int, int], None] | None = None
) -> Reading:
    """`told` hears how many pages of how many are read. UnreadableError where there is no text to read."""
    return read_source(open_source(content, name, told), gazetteer)


def read_source(source: Source, gazetteer: Sequence[Named] = ()) -> Reading:
    locate = Locator(source)
    page = legible(source)
    grids = find_grids(source, page)
    paragraphs = paragraphs_of(page, grids)
    outline = outline_of(paragraphs)
    head = read_head(page, paragraphs, script_of(source.text), gazetteer, locate)
    rows = [row for grid in grids for row in read_grid(grid, head, locate)]
    definitions = read_definitions(outline, locate)
    targets = read_targets(outline, head, locate, are_tabled=bool(rows))
    indicators, conflicts = compared(rows, targets.indicators, definitions, outline)
    indicators, commitments, echoes = echoed(indicators, read_commitments(outline, head, locate))
    return Reading(
        text=source.text,
        pages=source.pages,
        head=head,
        indicators=tuple(indicators),
        commitments=tuple(commitments),
        definitions=tuple(definitions),
        conflicts=(*conflicts, *echoes),
        doubts=(
            *targets.doubts,
            *(doubt for row in indicators for doubt in row.doubts),
            *(doubt for task in commitments for doubt in task.doubts),
        ),
    )
