"""Rounds and forms as pages and services read them: which there are, and how far along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localdate

from accounts.models import Grant, User
from accounts.queries import reach_of
from accounts.roles import Role
from regions.models import Region
from reporting.models import Round, Submission
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
    found = found.prefetch_related("extensions")
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
    return max(0, (reached - due_date_of(submission)).days)


def due_date_of(submission: Submission) -> date:
    """Of the round, or as extended for this form."""
    granted = [each.until_date for each in submission.extensions.all()]
    return max([submission.round.due_date, *granted[-1:]])


def is_open(submission: Submission, today: date) -> bool:
    """Whether the form takes figures: its round is not closed, or it was given more time."""
    granted = [each.until_date for each in submission.extensions.all()]
    return submission.round.closed_at is None or any(today <= until for until in granted[-1:])


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
    found = found.select_related("round__region", "region__parent__parent__parent", "department")
    return found.prefetch_related("extensions").first()
