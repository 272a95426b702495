"""A table pasted from Word or Excel, read by the same code as a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.calc import Figure
from indicators.models import Indicator
from indicators.services.promises import Promise
from intake.parsing.reading import HeadRead, IndicatorRead, Stated
from intake.queries.entries import ATTRIBUTES
from intake.services.editor import LONGEST_DOMAIN, NewEntry, Row
from intake.services.proposing import Known, known_names, proposed
from plans.models import Plan

LONGEST = 200_000  # characters: hundreds of rows
ROLES = {
    "": "不读",
    "number": "序号",
    "group": "类别",
    "name": "指标名称",
    "unit": "计量单位",
    "baseline": "基数",
    "target": "目标",
    "attribute": "属性",
}
QUOTED = re.compile(r'(?:(?<=\t)|(?<=\n)|\A)"((?:[^"\t]|"")*)"(?=\t|\n|\Z)')
BETWEEN = re.compile(r"\t|[|│｜]|[ \u3000]{2,}")


@dataclass(frozen=True)
class PastedRow:
    """One row as understood. `entry` is what it was matched with, `how` exactly or by another name; else
    `near` are names like its own, and basis and sense are proposed, `why` in words.
    """

    read: IndicatorRead
    entry: Indicator | None
    how: str
    basis: str
    sense: str
    every_year: bool
    why: str
    near: tuple[str, ...]


def read_pasted(text: str, plan: Plan, columns: Sequence[str] = ()) -> list[PastedRow]:
    """`columns` are the ROLES of the columns of a table that has no head of its own."""
    # As long to import as the whole reader: not when a web process starts.
    from intake.parsing.locating import Locator
    from intake.parsing.script import legible
    from intake.parsing.source import Source
    from intake.parsing.tables import find_grids, read_grid

    text = _headed(text, plan, columns) if any(columns) else _unquoted(text)
    source = Source(text, "text")
    locate, page = Locator(source), legible(source)
    head = HeadRead(title=plan.title, period=(plan.start_year, plan.end_year))
    rows = [row for grid in find_grids(source, page) for row in read_grid(grid, head, locate)]
    known = known_names()
    return [_matched(row, known) for row in rows]


def cells_of(text: str) -> list[list[str]]:
    """The lines of a pasted table as cells of one width, for people to say which column is which."""
    lines = [line for line in _unquoted(text).split("\n") if line.strip()]
    rows = [[cell.strip() for cell in BETWEEN.split(line.strip(" |│｜"))] for line in lines]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] if width > 1 else []


def row_for(
    pasted: PastedRow, plan: Plan, entry: Indicator | None, *, basis: str, sense: str, parent: str
) -> Row:
    """The row as the plan takes it, measured by `entry`; None: by a new indicator of this basis and sense."""
    read = pasted.read
    promise = Promise(
        indicator_id=entry.pk if entry else 0,
        name=read.name,
        unit=read.unit,
        number=read.number,
        group=read.group,
        parent=parent,
        attribute=ATTRIBUTES.get(read.attribute, "unstated"),
        own_basis=_own_basis(pasted, entry),
        every_year=pasted.every_year,
        is_local=read.is_local,
        local_meaning=read.mark_meaning,
        baseline=_figure(read.baseline),
        baseline_year=read.baseline.year if read.baseline else None,
        target=_figure(read.target),
        target_year=(read.target.year if read.target else None) or plan.end_year,
    )
    if entry:
        return Row(promise)
    return Row(promise, NewEntry(read.name, basis, sense, f"见《{plan}》。", read.group[:LONGEST_DOMAIN]))


def _matched(row: IndicatorRead, known: Known) -> PastedRow:
    found = proposed(row, known, "")
    proposal, entry = found.entry, known.by_code.get(found.entry["code"])
    near = tuple(known.by_code[each["code"]].name for each in found.aside["suggestions"])
    return PastedRow(
        read=row,
        entry=entry,
        how=proposal["how"],
        basis=proposal["basis"],
        sense=proposal["sense"],
        every_year=proposal["every_year"],
        why="" if entry else found.aside["reason"],
        near=() if entry else near,
    )


def _own_basis(pasted: PastedRow, entry: Indicator | None) -> str:
    """Brackets outweigh the catalogue: the plan then sums what is elsewhere a level or a flow of one year."""
    target = pasted.read.target
    is_sum = target is not None and target.figure.cumulative
    return "cumulative" if entry and is_sum and entry.basis != "cumulative" else ""


def _figure(stated: Stated | None) -> Figure | None:
    if stated is None or stated.figure.kind == "blank":
        return None
    return replace(stated.figure, text=stated.figure.text[:200])


def _unquoted(text: str) -> str:
    """Excel puts a cell of several lines in quotes; here it becomes one line."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return QUOTED.sub(_one_line, even)


def _one_line(match: re.Match[str]) -> str:
    if "\n" not in match[1]:
        return match[0]
    return "".join(line.strip() for line in match[1].replace('""', '"').split("\n"))


def _headed(text: str, plan: Plan, columns: Sequence[str]) -> str:
    """With a head as a document would print it, and only the columns that were named."""
    heads = {
        "number": "序号",
        "group": "类别",
        "name": "指标",
        "unit": "单位",
        "baseline": f"{plan.start_year - 1}年",
        "target": f"{plan.end_year}年",
        "attribute": "属性",
    }
    kept = [(place, heads[role]) for place, role in enumerate(columns) if role in heads]
    lines = [[head for _, head in kept]]
    lines += [[row[place] if place < len(row) else "" for place, _ in kept] for row in cells_of(text)]
    return "\n".join("\t".join(line) for line in lines)
