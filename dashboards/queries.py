"""Reads that only pages need: grants with names, and what waits in reporting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from accounts.models import Grant, User
from accounts.queries import reach_of
from accounts.roles import Role
from plans.models import Plan
from regions.codes import contains
from reporting.models import Round, Row, Submission
from reporting.states import State, form_state

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
class FormEntry:
    """A 填报单 of an open round with the number of its rows in each state."""

    id: int
    region: str
    region_name: str
    department: str
    round_title: str
    year: int
    due_date: date
    counts: dict[State, int]
    filled: int
    first_submitted_at: datetime | None
    returned: tuple[ReturnedRow, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def state(self) -> State:
        return form_state(state for state, count in self.counts.items() if count)


@dataclass(frozen=True)
class RoundEntry:
    """A round with how many of its forms have been submitted, and accepted in whole."""

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


def has_forms(region_code: str) -> bool:
    """Whether the region reports through the system; if not, its figures come from published sources alone."""
    return Submission.objects.filter(region=region_code).exists()


def forms_to_fill(user: Viewer) -> list[FormEntry]:
    """A clerk's own forms in open rounds, the most urgent first, with what came back and why."""
    mine = Q(pk__in=())
    for right in reach_of(user).rights:
        if right.role == Role.CLERK:
            own = Q(region=right.region)
            mine |= own if right.department_id is None else own & Q(department=right.department_id)
    return _forms(Submission.objects.visible_to(user).filter(mine, round__closed_at=None))


def forms_to_check(user: Viewer) -> list[FormEntry]:
    """Forms of open rounds in a reviewer's reach that have rows submitted or reviewed."""
    waiting = Row.objects.filter(state__in=[State.SUBMITTED.value, State.REVIEWED.value]).values(
        "submission_id"
    )
    reach = reach_of(user)
    forms = Submission.objects.visible_to(user).filter(round__closed_at=None, pk__in=waiting)
    return [form for form in _forms(forms) if reach.covers(form.region, Role.REVIEWER)]


def reviewing_regions() -> frozenset[str]:
    """Regions that have a reviewer of their own: the next one up accepts."""
    return frozenset(Grant.objects.filter(role=Role.REVIEWER).values_list("region_id", flat=True).distinct())


def accepting_region(code: str, reviewing: Iterable[str]) -> str:
    """The region whose reviewer accepts figures of `code`: the nearest above with one; at the top, itself."""
    above = [each for each in reviewing if each != code and contains(each, code)]
    return max(above, key=lambda each: len(each.rstrip("0")), default=code)


def _forms(submissions: Iterable[Submission]) -> list[FormEntry]:
    counts = {state: Count("rows", Q(rows__state=state.value)) for state in State}
    found = list(
        submissions.select_related("region", "department", "round")  # type: ignore[attr-defined]
        .annotate(
            **{f"in_{state.value}": count for state, count in counts.items()},
            filled=Count("rows", ~Q(rows__typed="")),
        )
        .order_by("round__due_date", "region_id", "department_id", "pk")
    )
    returned = _returned(found)
    return [_form(each, returned.get(each.pk, ())) for each in found]


def _form(submission: Submission, returned: tuple[ReturnedRow, ...]) -> FormEntry:
    return FormEntry(
        id=submission.pk,
        region=submission.region_id,
        region_name=submission.region.name,
        department=submission.department.name if submission.department else "",
        round_title=submission.round.title,
        year=submission.round.year,
        due_date=submission.round.due_date,
        counts={state: getattr(submission, f"in_{state.value}") for state in State},
        filled=submission.filled,  # type: ignore[attr-defined]
        first_submitted_at=submission.first_submitted_at,
        returned=returned,
    )


def _returned(submissions: list[Submission]) -> dict[int, tuple[ReturnedRow, ...]]:
    rows = Row.objects.filter(submission__in=submissions, state=State.RETURNED.value).select_related(
        "indicator"
    )
    found: dict[int, tuple[ReturnedRow, ...]] = {}
    for row in rows.order_by("pk"):
        before = found.get(row.submission_id, ())
        found[row.submission_id] = (*before, ReturnedRow(row.indicator.name, row.comment))
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
            each.title, each.year, each.region.name, each.opens_date, each.due_date, each.closed_at is not None,
            each.forms, each.handed_in,
        )
        for each in rounds.order_by("-year", "region_id")
    ]  # fmt: skip


def plans_made_by(user: Viewer) -> list[PlanEntry]:
    """Plans of the regions where one plans, drafts first."""
    codes = reach_of(user).regions(Role.PLANNER)
    plans = Plan.objects.visible_to(user).filter(region__in=codes).select_related("region")
    found = [
        PlanEntry(
            plan.pk, plan.title, plan.region.name, plan.start_year, plan.end_year, plan.state,
            plan.get_state_display(), plan.indicator_count,
        )
        for plan in plans.annotate(indicator_count=Count("indicators")).order_by("-start_year", "region_id")
    ]  # fmt: skip
    return sorted(found, key=lambda plan: plan.state != Plan.State.DRAFT)


def reads_plans(user: Viewer) -> bool:
    """Whether any of the grants is one of those that read plans and boards."""
    return reach_of(user).has(*READERS)


def reports(user: Viewer) -> bool:
    return reach_of(user).has(Role.CLERK, Role.REVIEWER)


def may_plan(user: Viewer) -> bool:
    return reach_of(user).has(Role.PLANNER)
