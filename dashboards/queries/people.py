"""Reads that only pages need: grants with names, and what waits in reporting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from accounts.models import Grant, User
from accounts.queries import reach_of
from accounts.roles import SUBTREE_ROLES, Role
from plans.models import Plan
from regions.models import Region
from reporting.models import Round, Row, Submission
from reporting.permissions import can_accept, can_fill, can_review
from reporting.queries import Form, due_date_of, forms_shown, regions_with_reviewers
from reporting.states import State

Viewer = User | AnonymousUser
READERS = (Role.LEADER, Role.ANALYST, Role.REVIEWER, Role.PLANNER, Role.CLERK)  # whose region opens first


@dataclass(frozen=True)
class GrantLabel:
    region: str
    region_name: str
    role: str
    role_name: str
    department: str


@dataclass(frozen=True)
class ReturnedRow:
    indicator: str
    comment: str


@dataclass(frozen=True)
class CheckEntry:
    """A form with rows that wait for this reviewer: to be reviewed here, or to be taken in from below."""

    form: Form
    to_review: int
    to_accept: int


@dataclass(frozen=True)
class RoundEntry:
    """A round with how many of its forms have been submitted."""

    id: int
    title: str
    year: int
    region_name: str
    opens_date: date
    due_date: date
    is_closed: bool
    forms: int
    submitted: int


@dataclass(frozen=True)
class PlanEntry:
    id: int
    title: str
    region_name: str
    start_year: int
    end_year: int
    state: str
    state_name: str
    indicators: int


def grants_of(user: Viewer) -> list[GrantLabel]:
    if not isinstance(user, User):
        return []
    grants = Grant.objects.filter(user=user).select_related("region", "department").order_by("id")
    return [
        GrantLabel(
            grant.region_id, grant.region.name, grant.role, grant.get_role_display(),
            grant.department.name if grant.department else "",
        )
        for grant in grants
    ]  # fmt: skip


def home_region(user: Viewer) -> str | None:
    """The code of the region whose board opens first."""
    reach = reach_of(user)
    return next((code for role in READERS for code in reach.regions(role)), None)


def is_public_only(region: Region) -> bool:
    """Whether nothing is reported here: its figures come from published sources alone."""
    return not region.is_fictional and not Submission.objects.filter(region=region).exists()


def forms_to_fill(user: User, *, today: date) -> list[Form]:
    """A clerk's own forms that can be filled in or are being corrected, the most urgent first."""
    forms = [
        form for form in forms_shown(user, today=today, open_only=True) if can_fill(user, form.submission)
    ]
    return sorted(forms, key=lambda form: (due_date_of(form.submission), form.submission.pk))


def returned_rows(forms: Iterable[Form]) -> dict[int, tuple[ReturnedRow, ...]]:
    """What came back and why, by form."""
    ids = [form.submission.pk for form in forms if form.counts[State.RETURNED]]
    rows = Row.objects.filter(submission__in=ids, state=State.RETURNED.value)
    rows = rows.select_related("indicator", "commitment")
    found: dict[int, tuple[ReturnedRow, ...]] = {}
    for row in rows.order_by("pk"):
        before = found.get(row.submission_id, ())
        found[row.submission_id] = (*before, ReturnedRow(str(row.indicator or row.commitment), row.comment))
    return found


def forms_to_check(user: User, *, today: date) -> list[CheckEntry]:
    """Forms with rows that wait for this reviewer."""
    registered, found = regions_with_reviewers(), []
    for form in forms_shown(user, today=today, open_only=True):
        to_review = form.waiting[State.SUBMITTED] if can_review(user, form.submission, registered) else 0
        to_accept = form.waiting[State.REVIEWED] if can_accept(user, form.submission, registered) else 0
        if to_review or to_accept:
            found.append(CheckEntry(form, to_review, to_accept))
    return found


def rounds_of(user: Viewer) -> list[RoundEntry]:
    """Rounds of the regions where one plans, the latest first."""
    codes = reach_of(user).regions(Role.PLANNER)
    rounds = Round.objects.filter(region__in=codes).select_related("region")
    rounds = rounds.annotate(
        forms=Count("submissions"),
        handed_in=Count("submissions", Q(submissions__first_submitted_at__isnull=False)),
    )
    return [
        RoundEntry(
            id=each.pk,
            title=each.title,
            year=each.year,
            region_name=each.region.name,
            opens_date=each.opens_date,
            due_date=each.due_date,
            is_closed=each.closed_at is not None,
            forms=each.forms,
            submitted=each.handed_in,
        )
        for each in rounds.order_by("-year", "region_id")
    ]


def plans_made_by(user: Viewer) -> list[PlanEntry]:
    """Plans of the regions where one plans, drafts first, then the latest."""
    codes = reach_of(user).regions(Role.PLANNER)
    plans = Plan.objects.visible_to(user).filter(region__in=codes).select_related("region")
    counts = plans.annotate(count=Count("indicators")).values_list("pk", "count")
    indicators = dict(counts)
    found = [
        PlanEntry(
            id=plan.pk,
            title=plan.title,
            region_name=plan.region.name,
            start_year=plan.start_year,
            end_year=plan.end_year,
            state=plan.state,
            state_name=plan.get_state_display(),
            indicators=indicators[plan.pk],
        )
        for plan in plans.order_by("-start_year", "region_id")
    ]
    return sorted(found, key=lambda plan: plan.state != Plan.State.DRAFT)


def has_grants(user: Viewer) -> bool:
    """Whether any right has been given, whichever: the catalogue and the regions are open to all of them."""
    return bool(reach_of(user).rights)


def reads_plans(user: Viewer) -> bool:
    """Whether any of the grants is one of those that read plans and boards."""
    return reach_of(user).has(*READERS)


def reads_boards(user: Viewer) -> bool:
    """Whether reports can be had: those who read a region and everything below it."""
    return reach_of(user).has(*SUBTREE_ROLES)


def reports(user: Viewer) -> bool:
    return reach_of(user).has(Role.CLERK, Role.REVIEWER)


def may_plan(user: Viewer) -> bool:
    return reach_of(user).has(Role.PLANNER)
