"""The files of fixtures/demo as values. Figures are printed texts, as in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators.fixture_files import read_json
from regions.fixture_files import FixtureError

LEVELS = ("province", "city", "county")


@dataclass(frozen=True)
class Place:
    """A fictional region. `lead`: how far it runs before (+) or behind (−) its parent's pace; `shares`: its
    weight among its siblings, by kind of quantity; `departments`: who answers, by group of indicators;
    `tile`: row and column of its square among its siblings.
    """

    code: str
    name: str
    level: str
    parent: str | None
    lead: Decimal
    shares: Mapping[str, Decimal]
    departments: Mapping[str, str]
    tile: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """A row of the province's table. With `share` it is split among the places below; with `spread` (points)
    it varies among them; `down` is the lowest level that has it.
    """

    number: str
    group: str
    name: str
    indicator: str
    unit: str
    attribute: str
    baseline: str
    target: str
    actuals: Mapping[int, str]
    under: Mapping[int, str]
    annual_targets: Mapping[int, str]
    parent: str
    weight: Decimal | None
    note: str
    local_meaning: str
    department: str
    every_year: bool
    down: str
    decimals: int
    share: str
    tilt: Decimal
    spread: Decimal
    open_top: bool
    revision: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A plan of the province, and of the places down to `depth`. `own`: texts that go their own way, by
    place, indicator and year (or `baseline`, `target`); `local`: rows that one place added.
    """

    title: str
    start_year: int
    end_year: int
    baseline_year: int
    depth: str
    papers: Mapping[str, Mapping[str, str]]
    lines: tuple[Line, ...]
    local: tuple[tuple[str, Line], ...] = ()
    own: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def lines_at(self, place: Place) -> list[Line]:
        """The rows this place's plan has: the common ones, then its own."""
        common = [line for line in self.lines if LEVELS.index(place.level) <= LEVELS.index(line.down)]
        return common + [line for code, line in self.local if code == place.code]

    def covers(self, place: Place) -> bool:
        return LEVELS.index(place.level) <= LEVELS.index(self.depth)


@dataclass(frozen=True)
class Person:
    """An account; `grants` are (region, role, department or nothing)."""

    username: str
    name: str
    grants: tuple[tuple[str, str, str], ...]


def read_places(path: Path) -> list[Place]:
    """The regions, parents first."""
    found = read_json(path)
    departments = found["departments"]
    return [
        Place(
            code=entry["code"],
            name=entry["name"],
            level=entry["level"],
            parent=entry["parent"],
            lead=Decimal(entry["lead"]),
            shares={kind: Decimal(share) for kind, share in entry["shares"].items()},
            departments=departments[entry["level"]],
            tile=tuple(entry["tile"]) if "tile" in entry else None,
        )
        for entry in found["places"]
    ]


def read_people(path: Path) -> list[Person]:
    return [
        Person(entry["username"], entry["name"], tuple(_grant(grant) for grant in entry["grants"]))
        for entry in read_json(path)
    ]


def _grant(grant: list[str]) -> tuple[str, str, str]:
    region, role, *department = grant
    return region, role, department[0] if department else ""


def read_sheet(path: Path) -> Sheet:
    found = read_json(path)
    try:
        return Sheet(
            title=found["title"],
            start_year=found["start_year"],
            end_year=found["end_year"],
            baseline_year=found["baseline_year"],
            depth=found["depth"],
            papers=found["papers"],
            lines=tuple(_line(row) for row in found["rows"]),
            local=tuple((entry["place"], _line(entry["row"])) for entry in found.get("local", ())),
            own=found.get("own", {}),
        )
    except KeyError as error:
        raise FixtureError(f"{path.name} 缺少 {error.args[0]}。") from None


def _line(row: Mapping[str, Any]) -> Line:
    return Line(
        number=row["number"],
        group=row["group"],
        name=row["name"],
        indicator=row["indicator"],
        unit=row["unit"],
        attribute=row["attribute"],
        baseline=row["baseline"],
        target=row["target"],
        actuals=_by_year(row.get("actuals", {})),
        under=_by_year(row.get("under", {})),
        annual_targets=_by_year(row.get("annual_targets", {})),
        parent=row.get("parent", ""),
        weight=Decimal(row["weight"]) if "weight" in row else None,
        note=row.get("note", ""),
        local_meaning=row.get("local_meaning", ""),
        department=row.get("department", ""),
        every_year=row.get("every_year", False),
        down=row.get("down", "county"),
        decimals=row.get("decimals", 2),
        share=row.get("share", ""),
        tilt=Decimal(row.get("tilt", "0")),
        spread=Decimal(row.get("spread", "0")),
        open_top=row.get("open_top", False),
        revision=row.get("revision", {}),
    )


def _by_year(texts: Mapping[str, str]) -> dict[int, str]:
    return {int(year): text for year, text in texts.items()}
