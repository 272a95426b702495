"""Rounds and forms as pages and services read them: which there are, and how far along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localdate

from accounts.models import Grant, User
from accounts.queries import held, reach_of
from accounts.roles import Role
from regions.models import Region
from reporting.models import Extension, Round, Submission
from reporting.models.rounds import SubmissionQuerySet
from reporting.states import State, form_state

UNFINISHED = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True)
class Form:
    """A form in a list: its rows counted by state, and how late it is (`days_late`, 0: in time).

    `corrected`: how many of those with the clerk are under correction, and so were accepted before;
    `touched`: how many somebody saved.
    """

    submission: Submission
    counts: Mapping[State, int]
    days_late: int
    corrected: int
    touched: int

    @property
    def state(self) -> State:
        return form_state(state for state, count in self.counts.items() if count)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def owed(self) -> int:
        """Rows that the clerk still has to hand up; a correction is no debt."""
        return sum(self.counts[state] for state in UNFINISHED) - self.corrected

    @property
    def is_begun(self) -> bool:
        return self.touched > 0 or self.submission.first_submitted_at is not None


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
    ordered = counted(found).order_by("-round__year", "round__region_id", "region_id", "department_id")
    return [form_of(submission, today) for submission in ordered]


def counted(found: SubmissionQuerySet) -> SubmissionQuerySet:
    """Forms with their rows counted, as `form_of` needs them."""
    counts = {state.value: Count("rows", filter=Q(rows__state=state.value)) for state in State}
    with_clerk = Q(rows__state__in=[state.value for state in UNFINISHED])
    counts["corrected"] = Count("rows", filter=with_clerk & ~Q(rows__correction=""))
    counts["touched"] = Count("rows", filter=Q(rows__saved_at__isnull=False))
    return found.annotate(**counts)


def form_of(submission: Submission, today: date) -> Form:
    counts = {state: getattr(submission, state.value) for state in State}
    corrected, touched = (vars(submission)[name] for name in ("corrected", "touched"))
    late = days_late(submission, counts, today, corrected=corrected)
    return Form(submission, counts, late, corrected, touched)


def days_late(
    submission: Submission, counts: Mapping[State, int], today: date, *, corrected: int = 0
) -> int:
    """Days past the due date: of the first hand-up, or, while rows are still owed by the clerk, of today.

    `corrected` of the counted ones were handed up and accepted before, and make a form no later.
    """
    first, closed = submission.first_submitted_at, submission.round.closed_at
    waiting = sum(counts.get(state, 0) for state in UNFINISHED) > corrected
    until = today if closed is None else min(today, localdate(closed))
    reached = until if waiting or first is None else localdate(first)
    return max(0, (reached - due_date_of(submission)).days)


def due_date_of(submission: Submission) -> date:
    """Of the round, or as extended for this form."""
    granted = [each.until_date for each in submission.extensions.all()]
    return max([submission.round.due_date, *granted[-1:]])


def extensions_of(submission: Submission) -> list[Extension]:
    """Every extension of the form, the first one first, with who granted it."""
    return list(submission.extensions.select_related("granted_by").order_by("id"))


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


def overseen_round(user: User, round_id: int) -> Round | None:
    """A round of which this person reviews or plans at least one form; clerks and others do not find it."""
    forms = Submission.objects.filter(held(user, Role.REVIEWER, Role.PLANNER), round=round_id)
    return Round.objects.filter(pk=round_id, pk__in=forms.values("round")).select_related("region").first()


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
