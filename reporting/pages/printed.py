"""The part of a row that nobody types: the indicator as printed, with the figures of earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from indicators.calc import Figure
from indicators.calc.units import converted, ratio
from indicators.models import PlanIndicator
from indicators.pages import printed
from indicators.queries.cases import target_in_force
from reporting.models import Row

YEARS_BACK = 3


@dataclass(frozen=True)
class Printed:
    """`unit_note` where the figure is entered in another unit than the plan prints; `earlier` by year."""

    number: str
    name: str
    unit: str
    unit_note: str
    is_part: bool
    attribute: str
    baseline: str
    target: str
    earlier: tuple[str, ...]
    group: str
    plan: str


class HasPrinted(Protocol):
    @property
    def printed(self) -> Printed: ...


R = TypeVar("R", bound=HasPrinted)


@dataclass(frozen=True)
class Section(Generic[R]):
    """Rows under one heading: the group as printed, with its plan where the form serves several."""

    title: str
    rows: tuple[R, ...]


def years_before(year: int) -> tuple[int, ...]:
    return tuple(range(year - YEARS_BACK, year))


def printed_row(
    row: Row, plan_row: PlanIndicator | None, year: int, figures: Mapping[int, Figure]
) -> Printed:
    """Without a plan (it was withdrawn after the round opened) the catalogue's name and unit stand alone."""
    source = row.measured.unit
    if plan_row is None:
        earlier = tuple(printed(figures.get(each)) for each in years_before(year))
        return Printed("", row.measured.name, source, "", False, "unstated", "—", "—", earlier, "", "")
    baseline, target = getattr(plan_row, "baseline", None), target_in_force(plan_row, year)
    return Printed(
        number=plan_row.number,
        name=plan_row.name,
        unit=plan_row.unit,
        unit_note="" if ratio(source, plan_row.unit) == 1 else f"按{source}填",
        is_part=plan_row.parent_id is not None,
        attribute=plan_row.attribute,
        baseline=printed(baseline.figure) if baseline else "—",
        target=printed(target.figure) if target else "—",
        earlier=tuple(in_unit(figures.get(each), source, plan_row.unit) for each in years_before(year)),
        group=plan_row.group,
        plan=plan_row.plan.title,
    )


def in_unit(figure: Figure | None, source: str, goal: str) -> str:
    return "—" if figure is None else printed(converted(figure, source, goal))


def common_year(years: Sequence[int | None]) -> int | None:
    """The year for the head of a column, where all rows share it."""
    found = {year for year in years if year is not None}
    return found.pop() if len(found) == 1 else None


def in_plan_order(rows: Iterable[Row], printed: Mapping[int, PlanIndicator]) -> list[Row]:
    """As the plans print them, plan after plan."""

    def place(row: Row) -> tuple[int, int, int]:
        plan_row = printed.get(row.measured.pk)
        return (0, 0, row.pk) if plan_row is None else (plan_row.plan_id, plan_row.position, row.pk)

    return sorted(rows, key=place)


def sections_of(rows: Sequence[R]) -> tuple[Section[R], ...]:
    several = len({row.printed.plan for row in rows}) > 1
    found = []
    for (plan, group), members in groupby(rows, key=lambda row: (row.printed.plan, row.printed.group)):
        parts = [f"《{plan}》" if several and plan else "", group]
        found.append(Section("　".join(part for part in parts if part), tuple(members)))
    return tuple(found)
