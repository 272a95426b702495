"""Rounds and forms as pages and services read them: which there are, and how far along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localdate

from accounts.models import Grant, User
from accounts.queries import held, reach_of
from accounts.roles import Role
from regions.models import Region
from reporting.models import Extension, Round, Row, Submission
from reporting.models.rounds import SubmissionQuerySet
from reporting.states import EDITABLE, State, form_state

IN_REVIEW = (State.SUBMITTED, State.REVIEWED)


@dataclass(frozen=True)
class Form:
    """A form in a list: its rows counted by state, and how late it is (`days_late`, 0: in time).

    `corrected`: how many of those with the clerk are under correction, and so were accepted before;
    `waiting`: how many can be reviewed or accepted now, by the state they are in; `touched`: how many
    somebody saved.
    """

    submission: Submission
    counts: Mapping[State, int]
    days_late: int
    corrected: int
    waiting: Mapping[State, int]
    touched: int

    @property
    def state(self) -> State:
        return form_state(state for state, count in self.counts.items() if count)

    @property
    def counts_by_name(self) -> dict[str, int]:
        return {state.value: self.counts[state] for state in State}

    @property
    def due_date(self) -> date:
        return due_date_of(self.submission)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def owed(self) -> int:
        """Rows that the clerk still has to hand up; a correction is no debt."""
        return sum(self.counts[state] for state in EDITABLE) - self.corrected

    @property
    def is_begun(self) -> bool:
        return self.touched > 0 or self.submission.first_submitted_at is not None


def forms_shown(
    user: User, *, today: date, round_id: int | None = None, open_only: bool = False
) -> list[Form]:
    """The forms this person may see, newest round first, then by region. Two queries, whatever their number.

    `open_only`: those that take figures, or in which a correction is under way.
    """
    found = Submission.objects.visible_to(user).select_related(
        "round__region", "region__parent__parent__parent", "department"
    )
    found = found.prefetch_related("extensions")
    if round_id is not None:
        found = found.filter(round=round_id)
    if open_only:
        corrected = Row.objects.filter(submission=OuterRef("pk")).exclude(correction="")
        found = found.filter(takes_figures(today) | Exists(corrected))
    ordered = counted(found).order_by("-round__year", "round__region_id", "region_id", "department_id")
    return [form_of(submission, today) for submission in ordered]


def counted(found: SubmissionQuerySet) -> SubmissionQuerySet:
    """Forms with their rows counted, as `form_of` needs them."""
    counts = {state.value: Count("rows", filter=Q(rows__state=state.value)) for state in State}
    for state in (*EDITABLE, *IN_REVIEW):
        under_way = Q(rows__state=state.value) & ~Q(rows__correction="")
        counts[f"corrected_{state.value}"] = Count("rows", filter=under_way)
    counts["touched"] = Count("rows", filter=Q(rows__saved_at__isnull=False))
    return found.annotate(**counts)


def form_of(submission: Submission, today: date) -> Form:
    counts = {state: getattr(submission, state.value) for state in State}
    under_way = {state: vars(submission)[f"corrected_{state.value}"] for state in (*EDITABLE, *IN_REVIEW)}
    corrected = sum(under_way[state] for state in EDITABLE)
    late = days_late(submission, counts, today, corrected=corrected)
    moving = counts if is_open(submission, today) else under_way
    waiting = {state: moving[state] for state in IN_REVIEW}
    return Form(submission, counts, late, corrected, waiting, vars(submission)["touched"])


def days_late(submission: Submission, counts: Mapping[State, int], today: date, *, corrected: int = 0) -> int:
    """Days past the due date: of the first hand-up, or, while rows are still owed by the clerk, of today; no
    more after the round was closed, save where the form was given more time than that.

    `corrected` of the counted ones were handed up and accepted before, and make a form no later.
    """
    first, in_round, due = submission.first_submitted_at, submission.round, due_date_of(submission)
    waiting = sum(counts.get(state, 0) for state in EDITABLE) > corrected
    until = today
    if in_round.closed_at is not None and due <= max(in_round.due_date, localdate(in_round.closed_at)):
        until = min(today, localdate(in_round.closed_at))
    reached = until if waiting or first is None else localdate(first)
    return max(0, (reached - due).days)


def due_date_of(submission: Submission) -> date:
    """Of the round, or as extended for this form."""
    granted = [each.until_date for each in submission.extensions.all()]
    return max([submission.round.due_date, *granted[-1:]])


def extensions_of(submission: Submission) -> list[Extension]:
    """Every extension of the form, the first one first, with who granted it."""
    return list(submission.extensions.select_related("granted_by").order_by("id"))


def takes_figures(today: date) -> Q:
    """The forms that are open, as `is_open` says it of one."""
    extended = Extension.objects.filter(submission=OuterRef("pk"), until_date__gte=today)
    return Q(round__closed_at=None) | Q(Exists(extended))


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
