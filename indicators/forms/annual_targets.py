"""The grid of annual targets as it came back: what was typed, what of it changes something, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from indicators.calc import Figure, FigureError
from indicators.calc.annual import read_annual, straight_line
from indicators.models import PlanIndicator
from indicators.queries.planning import annual_targets_seen, course_of
from indicators.services.annual import Change, Place

LONGEST_ID = 18  # digits, which any database can hold
EVERYWHERE = "all"


@dataclass(frozen=True)
class Sheet:
    """By cell: the text where it was changed, the figure it makes (None: taken back) or what is wrong with
    it, and the annual target that its editor was shown.
    """

    typed: Mapping[Place, str]
    figures: Mapping[Place, Figure | None]
    errors: Mapping[Place, str]
    seen: Mapping[Place, int | None]

    @property
    def changes(self) -> list[Change]:
        return [Change(*place, figure, self.seen[place]) for place, figure in self.figures.items()]


def sheet_of(data: QueryDict, rows: Sequence[PlanIndicator]) -> Sheet:
    """A cell left as it was shown is not sent on, so that it cannot undo what somebody else saved; nor is one
    that holds by now what was typed.
    """
    seen = _seen(data, rows)
    shown = annual_targets_seen(rows[0].plan_id, filter(None, seen.values())) if rows else {}
    typed = {}
    for row in rows:
        current = {target.year: target.text for target in row.annual_targets.all()}
        for year in row.plan.years:
            text = data.get(f"annual-{row.pk}-{year}")
            place = (row.pk, year)
            before = shown.get(seen[place] or 0)
            if text is None or text.strip() in (before.text if before else "", current.get(year, "")):
                continue
            typed[place] = text.strip()
    return _read(typed, rows, seen)


def _seen(data: QueryDict, rows: Iterable[PlanIndicator]) -> dict[Place, int | None]:
    """From `seen-12`: 2021.7 2022.8, year and annual target."""
    found: dict[Place, int | None] = {}
    for row in rows:
        pairs = [part.partition(".") for part in data.get(f"seen-{row.pk}", "").split()]
        ids = {year: _id(text) for year, _, text in pairs}
        found.update({(row.pk, year): ids.get(str(year)) for year in row.plan.years})
    return found


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


def _read(
    typed: Mapping[Place, str], rows: Sequence[PlanIndicator], seen: Mapping[Place, int | None]
) -> Sheet:
    courses = {row.pk: course_of(row) for row in rows}
    figures: dict[Place, Figure | None] = {}
    errors: dict[Place, str] = {}
    for place, text in typed.items():
        try:
            figures[place] = read_annual(text, courses[place[0]])
        except FigureError as error:
            errors[place] = str(error)
    return Sheet(typed, figures, errors, seen)


def with_straight_line(sheet: Sheet, data: QueryDict, rows: Sequence[PlanIndicator]) -> tuple[Sheet, int]:
    """The same with the straight line typed in: the whole row that was asked for, or all empty cells.
    Returns how many cells were filled besides.
    """
    wanted = data.get("propose", "")
    typed = dict(sheet.typed)
    for row in rows:
        if wanted not in (EVERYWHERE, str(row.pk)):
            continue
        current = {target.year: target.text for target in row.annual_targets.all()}
        for year, figure in straight_line(course_of(row)).items():
            place = (row.pk, year)
            text = typed.get(place, current.get(year, ""))
            if text == figure.text or (text and wanted == EVERYWHERE):
                continue
            typed[place] = figure.text
    filled = sum(typed[place] != sheet.typed.get(place) for place in typed)
    return _read(typed, rows, sheet.seen), filled
