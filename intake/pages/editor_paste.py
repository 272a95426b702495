"""粘贴指标表: what was read from a pasted table, row by row, before anything is taken into the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import PlanIndicator
from intake.pages.editor import EditedPlan, about
from intake.queries.entries import ATTRIBUTES
from intake.queries.standing import LIMITS
from intake.services.pasting import ROLES, PastedRow
from plans.models import Plan

SHOWN = 6  # rows of a table without head
LIMITED = ("name", "unit", "number", "group")


@dataclass(frozen=True)
class Column:
    """A column of a table without head and what it was said to be."""

    place: int
    role: str
    example: str


@dataclass(frozen=True)
class PreviewLine:
    """`entry` is the text in the catalogue field; `errors` keep the row from being taken."""

    place: int
    is_taken: bool
    name: str
    number: str
    group: str
    unit: str
    is_part: bool
    parent: str
    attribute: str
    baseline: str
    baseline_year: int | None
    target: str
    target_year: int | None
    match: str
    entry: str
    basis: str
    sense: str
    why: str
    near: tuple[str, ...]
    doubts: tuple[str, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PastePage(EditedPlan):
    """`columns` where the table has no head; `lines` once it is read."""

    text: str
    columns: tuple[Column, ...]
    roles: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[PreviewLine, ...]
    has_head: bool


def paste_page(
    plan: Plan,
    *,
    text: str = "",
    columns: Sequence[str] = (),
    cells: Sequence[Sequence[str]] = (),
    lines: Sequence[PreviewLine] = (),
) -> PastePage:
    first = next(iter(cells), ())
    return PastePage(
        **about(plan),  # type: ignore[arg-type]
        text=text,
        columns=tuple(
            Column(place, columns[place] if place < len(columns) else "", example)
            for place, example in enumerate(first)
        ),
        roles=tuple(ROLES.items()),
        cells=tuple(tuple(row) for row in cells[:SHOWN]),
        lines=tuple(lines),
        has_head=not any(columns),
    )


def preview_line(
    place: int,
    row: PastedRow,
    taken: Sequence[PlanIndicator],
    typed: Mapping[str, str] | None,
    error: str = "",
) -> PreviewLine:
    """`typed` is what came back of the row's fields; None where it is shown for the first time."""
    read, clash = row.read, _clash(row, taken) if typed is None else ""
    too_long = [
        f"{label}超过 {most} 个字，请在粘贴的文字中改短。"
        for name, (label, most) in LIMITS.items()
        if name in LIMITED and len(getattr(read, name)) > most
    ]
    errors = tuple(said for said in (*too_long, error) if said)
    came = typed or {}
    return PreviewLine(
        place=place,
        is_taken=(came.get("take") == "1") if typed is not None else not clash and not errors,
        name=read.name,
        number=read.number,
        group=read.group,
        unit=read.unit,
        is_part=bool(read.parent),
        parent=read.parent,
        attribute=ATTRIBUTES.get(read.attribute, "unstated"),
        baseline=read.baseline.figure.text if read.baseline else "",
        baseline_year=read.baseline.year if read.baseline else None,
        target=read.target.figure.text if read.target else "",
        target_year=read.target.year if read.target else None,
        match={"exact": "同名", "alias": "别名"}.get(row.how, "") if row.entry else "新指标",
        entry=came.get("entry", row.entry.name if row.entry else ""),
        basis=came.get("basis", row.basis),
        sense=came.get("sense", row.sense),
        why=row.why,
        near=row.near,
        doubts=tuple(doubt.message for doubt in read.doubts) + ((clash,) if clash else ()) + _words(row),
        errors=errors,
    )


def _clash(row: PastedRow, taken: Sequence[PlanIndicator]) -> str:
    own = row.entry.pk if row.entry else None
    same = next((each for each in taken if each.indicator_id == own or each.name == row.read.name), None)
    return f"规划中已有“{same}”，默认不再录入。" if same else ""


def _words(row: PastedRow) -> tuple[str, ...]:
    target = row.read.target
    if target is None or target.figure.kind in ("blank", "missing"):
        return ("没有读到目标。",)
    return ("目标是文字，只能“无法评价”。",) if target.figure.kind == "words" else ()
