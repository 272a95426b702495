"""What stands in a form, and what its plan prints of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from indicators.calc import Figure
from indicators.models import Actual, PlanIndicator
from plans.models import Plan
from reporting.models import Row, Submission
from reporting.states import HANDED_UP, State


def rows_of(submission: Submission) -> list[Row]:
    """The figures of the form; its commitments are `commitment_rows_of`."""
    rows = Row.objects.filter(submission=submission, commitment=None)
    related = ("indicator", "version", "saved_by", "submitted_by", "reviewed_by")
    return list(rows.select_related(*related).order_by("pk"))


def rows_named(submission: Submission, row_ids: Collection[int]) -> list[Row]:
    """Those of the rows that are in the form, with what was typed alone."""
    return list(Row.objects.filter(submission=submission, pk__in=row_ids).order_by("pk"))


def text_shown(row: Row) -> str:
    """What others than its clerk see in the cell: of a returned row what was returned; nothing of a draft,
    not even of one that was taken back.
    """
    state, handed_up = State(row.state), row.version or row.report
    if state in HANDED_UP:
        return row.typed
    return handed_up.text if state is State.RETURNED and handed_up is not None else ""


def hide_drafts(rows: Iterable[Row]) -> None:
    """In memory: what is being typed is the clerk's own affair, and no other row is compared with it."""
    for row in rows:
        row.typed = text_shown(row)


def plan_indicators_of(submission: Submission) -> dict[int, PlanIndicator]:
    """By indicator: how the region's plan of that year prints it; the earliest plan where several do."""
    year = submission.round.year
    found = PlanIndicator.objects.filter(
        plan__region=submission.region_id,
        plan__start_year__lte=year,
        plan__end_year__gte=year,
        indicator__in=Row.objects.filter(submission=submission).values("indicator"),
    ).exclude(plan__state=Plan.State.DRAFT)
    found = found.select_related("plan", "indicator", "baseline", "department")
    printed: dict[int, PlanIndicator] = {}
    for row in found.prefetch_related("targets", "annual_targets").order_by("plan_id", "position"):
        printed.setdefault(row.indicator_id, row)
    return printed


def accepted_figures(submission: Submission, years: Sequence[int]) -> dict[int, dict[int, Figure]]:
    """The record of the form's indicators in these years, by indicator and year, in the catalogue's unit."""
    actuals = Actual.objects.filter(
        region=submission.region_id,
        year__in=years,
        accepted__isnull=False,
        indicator__in=Row.objects.filter(submission=submission).values("indicator"),
    ).select_related("accepted")
    found: dict[int, dict[int, Figure]] = {}
    for actual in actuals:
        if actual.accepted is not None:
            found.setdefault(actual.indicator_id, {})[actual.year] = actual.accepted.figure
    return found
