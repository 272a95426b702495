"""What the rows of a draft hold, as JSON: figures with their places, indicators, commitments, the head."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from indicators.calc import Figure
from indicators.calc.figure import Kind, Op
from indicators.models.figures import columns_of
from intake.parsing.reading import (
    CommitmentRead,
    Conflict,
    DefinitionRead,
    Doubt,
    HeadRead,
    IndicatorRead,
    Place,
    Repeat,
    Stated,
)

Data = dict[str, Any]
ATTRIBUTES = {"约束性": "binding", "预期性": "expected"}
LONGEST_MEANING = 60  # of a mark
ABSENT = ("missing", "blank")


def figure_data(figure: Figure, year: int | None) -> Data:
    """A figure with its year; numbers as texts, so that nothing is rounded."""
    found = columns_of(figure)
    numbers = {name: None if found[name] is None else str(found[name]) for name in ("value", "upper")}
    return {**found, **numbers, "year": year}


def figure_of(data: Mapping[str, Any] | None) -> Figure | None:
    if data is None:
        return None
    return Figure(
        cast(Op, data["op"]),
        None if data["value"] is None else Decimal(data["value"]),
        None if data["upper"] is None else Decimal(data["upper"]),
        tuple(Decimal(member) for member in data["members"]),
        data["text"],
        data["cumulative"],
        cast(Kind, data["kind"]),
    )


def stated_data(stated: Stated | None) -> Data | None:
    """None for a dash and a blank cell as for nothing."""
    if stated is None or stated.figure.kind in ABSENT:
        return None
    return figure_data(stated.figure, stated.year)


def place_data(place: Place | None) -> Data | None:
    return (
        None
        if place is None
        else {"start": place.start, "end": place.end, "line": place.line, "page": place.page}
    )


def doubt_data(doubt: Doubt) -> Data:
    return {"code": doubt.code, "message": doubt.message, "place": place_data(doubt.place)}


def conflict_data(conflict: Conflict) -> Data:
    places = [place_data(place) for place in conflict.places]
    return {"code": conflict.code, "message": conflict.message, "name": conflict.name, "places": places}


def definition_data(each: DefinitionRead) -> Data:
    return {
        "number": each.number, "name": each.name, "unit": each.unit, "text": each.text,
        "place": place_data(each.place),
    }  # fmt: skip


def head_data(head: HeadRead) -> Data:
    start, end = head.period or (None, None)
    return {
        "title": head.title,
        "document_number": head.document_number,
        "issuer": head.issuer,
        "issued_date": head.issued_date.isoformat() if head.issued_date else "",
        "region_name": head.region_name,
        "region_code": head.region_code,
        "start_year": start,
        "end_year": end,
        "parent_titles": list(head.parent_titles),
        "script": head.script,
        "places": {name: place_data(place) for name, place in head.places.items()},
    }


def indicator_as_read(row: IndicatorRead) -> Data:
    """`parts` are the places of the single figures, by field."""
    parts = {name: getattr(row, name) for name in ("baseline", "target", "actual", "previous_target")}
    return {
        "name": row.name,
        "unit": row.unit,
        "source": row.source,
        "quote": row.quote,
        "place": place_data(row.place),
        "parts": {
            name: place_data(stated.place) for name, stated in parts.items() if stated and stated.place
        },
        "previous_target": stated_data(row.previous_target),
        "yearly": [data for each in row.yearly if (data := stated_data(each))],
        "repeats": [_repeat(each) for each in row.repeats],
        "unit_inferred": row.unit_inferred,
        "doubts": [doubt_data(doubt) for doubt in row.doubts],
    }


def _repeat(repeat: Repeat) -> Data:
    return {
        "text": repeat.stated.figure.text, "quote": repeat.quote, "agrees": repeat.agrees,
        "place": place_data(repeat.place),
    }  # fmt: skip


def indicator_entry(row: IndicatorRead) -> Data:
    """As it is printed; what the catalogue makes of it is proposed beside."""
    return {
        "name": row.name,
        "unit": row.unit,
        "group": row.group,
        "number": row.number,
        "parent": row.parent,
        "attribute": ATTRIBUTES.get(row.attribute, "unstated"),
        "is_local": row.is_local,
        "local_meaning": row.mark_meaning[:LONGEST_MEANING],
        "start_year": row.period[0],
        "end_year": row.period[1],
        "baseline": stated_data(row.baseline),
        "target": stated_data(row.target),
        "actual": stated_data(row.actual),
        "note": "",
    }


def commitment_as_read(row: CommitmentRead) -> Data:
    return {
        "name": row.name,
        "quote": row.quote,
        "place": place_data(row.place),
        "parts": {"target": place_data(row.target.place)} if row.target.place else {},
        "is_implied": row.is_implied,
        "doubts": [doubt_data(doubt) for doubt in row.doubts],
    }


def commitment_entry(row: CommitmentRead) -> Data:
    return {
        "name": row.name,
        "unit": row.unit,
        "section": row.section,
        "target": figure_data(row.target.figure, row.target.year),
        "per": row.per,
        "within": row.within,
        "due_year": row.target.year,
    }
