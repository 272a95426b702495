"""The document as shown, cut into blocks, with what was recognised marked and leading to its row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.models import DraftRow, PlanDraft


@dataclass(frozen=True)
class Mark:
    """A stretch of the text; `anchor` is its id on the page, `url` leads to the row it belongs to."""

    start: int
    end: int
    anchor: str
    url: str = ""
    title: str = ""
    kind: str = "row"  # row, also (the same said elsewhere), doubt, conflict, figure or head


@dataclass(frozen=True)
class Piece:
    """Text, plain or marked; the stretches inside a mark are strong or not. `anchors` are further ids that
    the same place answers to.
    """

    text: str
    mark: Mark | None = None
    inner: tuple[tuple[str, bool], ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One or several lines that belong together; `page` is set where a page begins."""

    pieces: tuple[Piece, ...]
    page: int | None = None


def marks_of(draft: PlanDraft, rows: Iterable[DraftRow]) -> list[Mark]:
    """Where rows stand, figures in them, repeats, conflicts and doubts, facts of the head."""
    found: list[Mark] = []
    for row in rows:
        url, title = f"#row-{row.pk}", str(row)
        if place := row.as_read.get("place"):
            found.append(Mark(place["start"], place["end"], f"at-{row.pk}", url, title))
        for part in row.as_read.get("parts", {}).values():
            found.append(Mark(part["start"], part["end"], "", url, title, "figure"))
        for number, each in enumerate(row.as_read.get("repeats", ())):
            place = each["place"]
            found.append(Mark(place["start"], place["end"], f"at-{row.pk}-{number}", url, title, "also"))
    for number, conflict in enumerate(draft.conflicts):
        for index, place in enumerate(conflict["places"]):
            anchor = f"conflict-{number}-{index}"
            found.append(
                Mark(place["start"], place["end"], anchor, f"#concern-{number}", conflict["name"], "conflict")
            )
    for name, place in draft.head_as_read.get("places", {}).items():
        found.append(Mark(place["start"], place["end"], f"head-{name}", "#head", "文件信息", "head"))
    for number, each in enumerate(draft.definitions):
        place = each["place"]
        found.append(
            Mark(
                place["start"],
                place["end"],
                f"definition-{number}",
                f"#glossary-{number}",
                each["name"],
                "head",
            )
        )
    return [mark for mark in found if 0 <= mark.start < mark.end <= len(draft.text)]


def blocks_of(text: str, pages: Sequence[int], marks: Sequence[Mark]) -> tuple[Block, ...]:
    """Outermost marks become marks, figures inside them are strong, whatever else overlaps only an anchor."""
    outer, inside, anchors = _nested(marks)
    blocks, at = [], 0
    begun = 0
    for start, end in _cuts(text, outer):
        pieces, at = [], start
        while outer and outer[0].start < end:
            mark = outer.pop(0)
            if mark.start > at:
                pieces.append(Piece(text[at : mark.start]))
            pieces.append(
                Piece(
                    text[mark.start : mark.end],
                    mark,
                    _parts(text, mark, inside),
                    tuple(anchors.get(mark.start, ())),
                )
            )
            at = mark.end
        if at < end:
            pieces.append(Piece(text[at:end]))
        page = bisect_right(pages, start)
        blocks.append(Block(tuple(pieces), page if page > begun else None))
        begun = max(begun, page)
    return tuple(blocks)


def _nested(marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark], dict[int, list[str]]]:
    """Marks that overlap none before them; figures inside; by the start of a mark, ids of what it
    swallows.
    """
    outer: list[Mark] = []
    inside: list[Mark] = []
    anchors: dict[int, list[str]] = {}
    order = {"row": 0, "also": 1, "conflict": 2, "head": 3, "figure": 4}
    for mark in sorted(marks, key=lambda each: (each.start, -each.end, order[each.kind])):
        if outer and mark.start < outer[-1].end:
            if mark.kind == "figure":
                inside.append(mark)
            elif mark.anchor:
                anchors.setdefault(outer[-1].start, []).append(mark.anchor)
        else:
            outer.append(mark)
    return outer, inside, anchors


def _parts(text: str, mark: Mark, inside: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    parts, at = [], mark.start
    for each in inside:
        if each.start < at or each.end > mark.end:
            continue
        parts.append((text[at : each.start], False))
        parts.append((text[each.start : each.end], True))
        at = each.end
    parts.append((text[at : mark.end], False))
    return tuple(part for part in parts if part[0])


def _cuts(text: str, marks: Sequence[Mark]) -> Iterable[tuple[int, int]]:
    """Lines, those that a mark spans taken together."""
    start, number = 0, 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        while number < len(marks) and marks[number].start < end:
            if marks[number].end > end:
                end = text.find("\n", marks[number].end - 1) + 1 or len(text)
            number += 1
        yield start, end
        start = end
