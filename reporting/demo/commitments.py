"""What the plans of 示范省 promise besides their indicators, and what is reported on it, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators.fixture_files import read_json

CEILINGS = ("<", "<=")


@dataclass(frozen=True)
class Deed:
    """What one place reports on a commitment for one year."""

    typed: str
    progress: str
    note: str = ""


@dataclass(frozen=True)
class Undertaking:
    """A commitment of one place; `group` says which department answers for it."""

    place: str
    section: str
    name: str
    unit: str
    group: str
    op: str
    quantity: Decimal | None
    text: str
    is_per_year: bool
    due_year: int | None
    deeds: Mapping[int, Deed]


def read_undertakings(path: Path) -> list[Undertaking]:
    """In the order of the file, which is that of the plans."""
    found = read_json(path)
    return [
        _undertaking(row, place, printed, found)
        for row in found["commitments"]
        for place, printed in row["places"].items()
    ]


def _undertaking(
    row: Mapping[str, Any], place: str, printed: Mapping[str, Any], found: Mapping[str, Any]
) -> Undertaking:
    quantity = None if printed["quantity"] is None else Decimal(printed["quantity"])
    said = {
        each["year"]: each for each in found["said"] if (each["place"], each["name"]) == (place, row["name"])
    }
    return Undertaking(
        place=place,
        section=row["section"],
        name=row["name"],
        unit=row["unit"],
        group=row["group"],
        op=printed["op"],
        quantity=quantity,
        text=printed["text"],
        is_per_year=row.get("per_year", False),
        due_year=row.get("due_year"),
        deeds=_deeds(printed, quantity, found["years"], said),
    )


def _deeds(
    printed: Mapping[str, Any],
    quantity: Decimal | None,
    years: Sequence[int],
    said: Mapping[int, Mapping[str, str]],
) -> dict[int, Deed]:
    """Under way until the quantity is reached, where nothing else is said."""
    deeds = {}
    for year, typed in zip(years, printed["done"], strict=True):
        words = said.get(year, {})
        reached = "done" if _is_reached(printed["op"], quantity, Decimal(typed)) else "under_way"
        deeds[year] = Deed(words.get("typed", typed), words.get("progress", reached), words.get("note", ""))
    return deeds


def _is_reached(op: str, quantity: Decimal | None, done: Decimal) -> bool:
    if quantity is None:
        return False
    return done <= quantity if op in CEILINGS else done >= quantity
