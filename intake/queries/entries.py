"""What the rows of a draft hold, as JSON: figures with their places, indicators, commitments, the head."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indicators.calc import Figure
from indicators.calc.inputs import figure_json
from intake.parsing.reading import (
    CommitmentRead,
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
    """A figure with its year; `indicators.calc.inputs.figure_of` reads it."""
    return {**(figure_json(figure) or {}), "year": year}


def stated_data(stated: Stated | None) -> Data | None:
    """None for a dash and a blank cell as for nothing."""
    if stated is None or stated.figure.kind in ABSENT:
        return None
    return figure_data(stated.figure, stated.year)


def place_data(place: Place | None) -> Data | None:
    return None if place is None else asdict(place)


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
        "doubts": [asdict(doubt) for doubt in row.doubts],
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
        "doubts": [asdict(doubt) for doubt in row.doubts],
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
