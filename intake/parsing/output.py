"""A reading as plain data, in the schema of hand-made labels."""

from __future__ import annotations

from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from indicators.calc import Figure
from indicators.calc.figure import TURNED
from intake.parsing.reading import (
    CommitmentRead,
    DefinitionRead,
    HeadRead,
    IndicatorRead,
    Reading,
    Repeat,
    Stated,
)

LEVELS = {"city": "prefecture"}
CHANGES = frozenset({"average_growth", "change_from_baseline"})


def as_data(reading: Reading) -> dict[str, Any]:
    """Numbers as JSON numbers: this is for people and scores; the record keeps decimals."""
    return {
        "document": _head(reading.head),
        "indicators": [_indicator(row) for row in reading.indicators],
        "commitments": [_commitment(row) for row in reading.commitments],
        "definitions": [_definition(row) for row in reading.definitions],
        "conflicts": [asdict(conflict) for conflict in reading.conflicts],
        "doubts": [asdict(doubt) for doubt in reading.doubts],
    }


def _head(head: HeadRead) -> dict[str, Any]:
    return {
        "title": head.title or None,
        "doc_no": head.document_number or None,
        "issuer": head.issuer or None,
        "issued_on": head.issued_date.isoformat() if head.issued_date else None,
        "region_code": head.region_code or None,
        "region_name": head.region_name or None,
        "level": LEVELS.get(head.level, head.level) or None,
        "period": list(head.period) if head.period else None,
        "script": head.script,
        "parent_plans": list(head.parent_titles),
    }


def _indicator(row: IndicatorRead) -> dict[str, Any]:
    return {
        "period": list(row.period),
        "group": row.group or None,
        "no": row.number or None,
        "name": row.name,
        "unit": row.unit or None,
        "parent": row.parent or None,
        "local": row.is_local,
        "attribute": row.attribute or None,
        "baseline": _stated(row.baseline),
        "target": _stated(row.target),
        "actual": _stated(row.actual),
        "source": row.source,
        "quote": row.quote,
        "line": row.place.line,
        "page": row.place.page,
        "previous_target": _stated(row.previous_target),
        "yearly": [_stated(each) for each in row.yearly],
        "also_in_prose": [_repeat(each) for each in row.repeats],
        "mark_meaning": row.mark_meaning or None,
        "unit_inferred": row.unit_inferred,
        "doubts": [doubt.message for doubt in row.doubts],
    }


def _commitment(row: CommitmentRead) -> dict[str, Any]:
    return {
        "name": row.name,
        "unit": row.unit or None,
        "target": _stated(row.target),
        "per": f"{row.per}年" if row.per else None,
        "within": f"{row.within}年" if row.within else None,
        "source": "prose",
        "quote": row.quote,
        "line": row.place.line,
        "section": row.section or None,
        "implied": row.is_implied,
        "doubts": [doubt.message for doubt in row.doubts],
    }


def _definition(row: DefinitionRead) -> dict[str, Any]:
    return {
        "no": row.number or None,
        "name": row.name,
        "unit": row.unit or None,
        "quote": row.text,
        "line": row.place.line,
    }


def _repeat(repeat: Repeat) -> dict[str, Any]:
    return {
        **(_stated(repeat.stated) or {}),
        "quote": repeat.quote,
        "line": repeat.place.line,
        "agrees": repeat.agrees,
        "name": repeat.name or None,
        "unit": repeat.unit or None,
    }


def _stated(stated: Stated | None) -> dict[str, Any] | None:
    """None for a dash and a blank as for nothing; words keep their text and have no number. A fall is told
    with the sign and the number as printed: 下降15%以上 is at least 15.
    """
    if stated is None or stated.figure.kind in ("missing", "blank"):
        return None
    figure = stated.figure
    falls = figure.kind in CHANGES and figure.value is not None and figure.value < 0
    found: dict[str, Any] = {
        "year": stated.year,
        "op": None if figure.kind == "words" else TURNED.get(figure.op, figure.op) if falls else figure.op,
        "value": _value(replace(figure, value=-figure.value) if falls and figure.value else figure),
        "cumulative": figure.cumulative,
        "text": figure.text,
    }
    if figure.kind == "range" and figure.upper is not None:
        found["max"] = _number(figure.upper)
    if falls:
        found["change"] = "decrease"
    if figure.kind not in ("number", "range", "ratio"):
        found["kind"] = figure.kind
    return found


def _value(figure: Figure) -> int | float | list[int | float] | None:
    if figure.kind == "ratio":
        return [_number(member) for member in figure.members]
    return None if figure.value is None else _number(figure.value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
