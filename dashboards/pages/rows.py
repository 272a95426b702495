"""The rows of an indicator table, in the groups of the printed plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from common.numbers import DASH
from dashboards.pages.address import Kept, indicator_link
from dashboards.words.figures import (
    actual_text,
    distance,
    figure_marks,
    gap_text,
    lamp_for,
    marks_of,
    rate,
    word_of,
)
from indicators.calc import Lamp
from indicators.pages import printed
from indicators.queries.progress import Counted, Row


@dataclass(frozen=True)
class YearCell:
    """One year's figure as reported; `text` is — where there is none."""

    year: int
    text: str
    marks: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Where a ratio may go on to the next line: after a colon."""
        *shares, last = self.text.split("∶")
        return (*(f"{share}∶" for share in shares), last)


@dataclass(frozen=True)
class IndicatorRow:
    number: str
    name: str
    url: str
    unit: str
    is_part: bool
    is_local: bool
    local_meaning: str
    attribute: str
    baseline: str
    baseline_year: int | None
    target: str
    target_revised: bool
    years: tuple[YearCell, ...]
    actual: str
    marks: tuple[str, ...]
    judged_year: int | None
    attainment: str
    closure: str
    schedule: str
    gap: str
    lamp: Lamp
    word: str
    detail: str


@dataclass(frozen=True)
class Group:
    """Neighbouring rows under one printed heading; without one where the plan prints none."""

    name: str
    rows: tuple[IndicatorRow, ...]


def groups_of(rows: Sequence[Row], year: int, kept: Kept, years: Sequence[int] = ()) -> tuple[Group, ...]:
    """`years` are those whose figures get a column."""
    return tuple(
        Group(name, tuple(_row(row, year, kept, years) for row in group))
        for name, group in groupby(rows, key=lambda row: row.item.group)
    )


def _row(row: Row, year: int, kept: Kept, years: Sequence[int]) -> IndicatorRow:
    item, verdict = row.item, row.verdict
    return IndicatorRow(
        number=item.number,
        name=item.name,
        url=indicator_link(item.plan_id, item.id, year=year, **kept),
        unit=item.unit,
        is_part=item.parent_id is not None,
        is_local=item.is_local,
        local_meaning=item.local_meaning,
        attribute=item.attribute,
        baseline=printed(item.baseline),
        baseline_year=item.baseline_year,
        target=printed(item.target),
        target_revised=item.target_versions > 1,
        years=tuple(year_cell(each, row.figures.get(each)) for each in years),
        actual=actual_text(row),
        marks=marks_of(row),
        judged_year=verdict.judged_year if verdict and verdict.judged_year != year else None,
        attainment=rate(verdict.attainment) if verdict else DASH,
        closure=rate(verdict.closure) if verdict else DASH,
        schedule=rate(verdict.schedule) if verdict else DASH,
        gap=gap_text(verdict, item) if verdict else DASH,
        lamp=lamp_for(verdict),
        word=word_of(verdict, item.sense),
        detail=distance(verdict),
    )


def year_cell(year: int, counted: Counted | None) -> YearCell:
    if counted is None:
        return YearCell(year, DASH, ())
    return YearCell(year, printed(counted.figure), figure_marks(counted))
