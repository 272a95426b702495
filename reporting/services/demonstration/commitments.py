"""The commitments of 示范省: added to its plans, and filled in with each form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from plans.models import Plan
from plans.services import Pledge, add_commitments
from reporting.demo import Deed, Undertaking
from reporting.models import Row, Submission
from reporting.services import Entry, save_rows
from reporting.services.demonstration.calendar import noon
from reporting.services.demonstration.cast import Cast

Deeds = Mapping[tuple[str, str, int], Deed]  # by place, name and year


def deeds_of(undertakings: Iterable[Undertaking]) -> Deeds:
    return {(each.place, each.name, year): deed for each in undertakings for year, deed in each.deeds.items()}


def promise(*, plans: Sequence[Plan], undertakings: Sequence[Undertaking], cast: Cast) -> None:
    """On the day each plan was issued."""
    places = {place.code: place for place in cast.places}
    for plan in plans:
        pledges = [
            _pledge(each, places[each.place].departments[each.group], cast)
            for each in undertakings
            if each.place == plan.region_id
        ]
        if pledges and plan.issued_date is not None:
            by = cast.planner(plan.region_id)
            add_commitments(plan_id=plan.pk, pledges=pledges, by=by, at=noon(plan.issued_date))


def _pledge(undertaking: Undertaking, department: str, cast: Cast) -> Pledge:
    return Pledge(
        name=undertaking.name,
        section=undertaking.section,
        op=undertaking.op,
        quantity=undertaking.quantity,
        unit=undertaking.unit,
        text=undertaking.text,
        is_per_year=undertaking.is_per_year,
        due_year=undertaking.due_year,
        department_id=cast.departments[undertaking.place, department].pk,
    )


def fill(submission: Submission, *, deeds: Deeds, cast: Cast, at: datetime) -> None:
    """Type what was done into the rows of the form's commitments."""
    rows = Row.objects.filter(submission=submission, commitment__isnull=False).select_related("commitment")
    year = submission.round.year
    entries = [_entry(row, deeds[submission.region_id, row.promised.name, year]) for row in rows]
    if entries:
        by = cast.clerk(submission.region_id)
        save_rows(submission_id=submission.pk, entries=entries, by=by, at=at)


def _entry(row: Row, deed: Deed) -> Entry:
    return Entry(row.pk, row.revision, deed.typed, note=deed.note, progress=deed.progress)
