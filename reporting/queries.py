"""Forms as pages and services read them: which there are, how far along, what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localdate

from accounts.models import Grant, User
from accounts.queries import reach_of
from accounts.roles import Role
from indicators.calc import Figure
from indicators.models import Actual, PlanIndicator
from indicators.models.figures import trimmed
from plans.models import Plan
from regions.models import Region
from reporting.models import Round, Row, Submission
from reporting.rules import Entered
from reporting.states import State, form_state

UNFINISHED = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True)
class Form:
    """A form in a list: its rows counted by state, and how late it is (`days_late`, 0: in time)."""

    submission: Submission
    counts: Mapping[State, int]
    days_late: int

    @property
    def state(self) -> State:
        return form_state(state for state, count in self.counts.items() if count)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def forms_shown(
    user: User, *, today: date, round_id: int | None = None, open_only: bool = False
) -> list[Form]:
    """The forms this person may see, newest round first, then by region. One query, whatever their number."""
    found = Submission.objects.visible_to(user).select_related(
        "round__region", "region__parent__parent__parent", "department"
    )
    if round_id is not None:
        found = found.filter(round=round_id)
    if open_only:
        found = found.filter(round__closed_at=None)
    counted = {state.value: Count("rows", filter=Q(rows__state=state.value)) for state in State}
    ordered = found.annotate(**counted).order_by(
        "-round__year", "round__region_id", "region_id", "department_id"
    )
    return [_form(submission, today) for submission in ordered]


def _form(submission: Submission, today: date) -> Form:
    counts = {state: getattr(submission, state.value) for state in State}
    return Form(submission, counts, days_late(submission, counts, today))


def days_late(submission: Submission, counts: Mapping[State, int], today: date) -> int:
    """Days past the due date: of the first hand-up, or, while rows are still with the clerk, of today."""
    first, closed = submission.first_submitted_at, submission.round.closed_at
    waiting = any(counts.get(state, 0) for state in UNFINISHED)
    until = today if closed is None else min(today, localdate(closed))
    reached = until if waiting or first is None else localdate(first)
    return max(0, (reached - submission.round.due_date).days)


def rounds_shown(user: User) -> list[Round]:
    """Rounds in which this person may see a form."""
    forms = Submission.objects.visible_to(user)
    return list(Round.objects.filter(submissions__in=forms).distinct().select_related("region"))


def regions_planned_by(user: User) -> list[Region]:
    """Regions for which this person may open a round."""
    return list(Region.objects.filter(code__in=reach_of(user).regions(Role.PLANNER)).order_by("code"))


def rounds_to_close(user: User) -> frozenset[int]:
    """Open rounds of the regions for which this person plans."""
    regions = reach_of(user).regions(Role.PLANNER)
    return frozenset(Round.objects.filter(region__in=regions, closed_at=None).values_list("pk", flat=True))


def regions_with_reviewers() -> frozenset[str]:
    """Regions in which somebody can review: those are the levels a form passes through."""
    grants = Grant.objects.filter(role=Role.REVIEWER, user__is_active=True)
    return frozenset(grants.values_list("region_id", flat=True).distinct())


def submission_shown(user: User, submission_id: int) -> Submission | None:
    """The form with its round and the regions above it, where this person may see it."""
    found = Submission.objects.visible_to(user).filter(pk=submission_id)
    return found.select_related("round__region", "region__parent__parent__parent", "department").first()


def rows_of(submission: Submission) -> list[Row]:
    rows = Row.objects.filter(submission=submission)
    related = ("indicator", "version", "saved_by", "submitted_by", "reviewed_by")
    return list(rows.select_related(*related).order_by("pk"))


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


def entered(row: Row, printed: PlanIndicator | None) -> Entered:
    """The row as the rules look at it; `printed` is its indicator as the plan has it."""
    indicator = row.indicator
    return Entered(
        typed=row.typed,
        unit=indicator.unit,
        basis=(printed.own_basis if printed else "") or indicator.basis,
        sense=(printed.own_sense if printed else "") or indicator.sense,
        limit_low=None if indicator.limit_low is None else trimmed(indicator.limit_low),
        limit_high=None if indicator.limit_high is None else trimmed(indicator.limit_high),
    )
