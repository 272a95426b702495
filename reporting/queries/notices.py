"""Who is told of what about a form, and what people have not read yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from accounts.models import Grant, User
from accounts.roles import Role
from reporting.models import Notice, Submission
from reporting.queries.forms import takes_figures
from reporting.states import EDITABLE

Told = frozenset[tuple[int, str]]  # ids of people, with the key of the occasion


def clerks_by_form(forms: Sequence[Submission]) -> dict[int, list[int]]:
    """By form id, the ids of those who may fill it in. One query."""
    grants = _granted(Role.CLERK, {form.region_id for form in forms})
    clerks: dict[str, list[tuple[int | None, int]]] = {}
    for region, department, person in grants.values_list("region_id", "department_id", "user_id"):
        clerks.setdefault(region, []).append((department, person))
    return {
        form.pk: sorted(
            {
                person
                for department, person in clerks.get(form.region_id, ())
                if department in (None, form.department_id)
            }
        )
        for form in forms
    }


def reviewers_by_region(regions: Collection[str]) -> dict[str, list[int]]:
    """By region code, the ids of its reviewers. One query."""
    grants = _granted(Role.REVIEWER, regions)
    found: dict[str, list[int]] = {}
    for region, person in grants.values_list("region_id", "user_id"):
        found.setdefault(region, []).append(person)
    return found


def _granted(role: Role, regions: Collection[str]) -> QuerySet[Grant]:
    """Grants of active people; a range of codes, since a list of all regions would be too long."""
    ends = (min(regions, default=""), max(regions, default=""))
    return Grant.objects.filter(role=role, region__code__range=ends, user__is_active=True).order_by("user_id")


def forms_to_remind(today: date, *, round_id: int | None = None) -> list[tuple[Submission, int, int]]:
    """Forms that have begun and take figures, with their rows and those the clerk still owes: a row under
    correction was handed up before and is not owed. Of all rounds, or of one.
    """
    begun = Submission.objects.filter(takes_figures(today), round__opens_date__lte=today)
    if round_id is not None:
        begun = begun.filter(round=round_id)
    owed = Q(rows__state__in=[state.value for state in EDITABLE], rows__correction="")
    forms = begun.annotate(total=Count("rows"), owed=Count("rows", filter=owed)).filter(owed__gt=0)
    related = forms.select_related("round", "region__parent__parent__parent", "department")
    return [
        (form, vars(form)["total"], vars(form)["owed"])
        for form in related.prefetch_related("extensions").order_by("pk")
    ]


def told_about(forms: Iterable[Submission]) -> Told:
    """What was said already about the rounds of these forms."""
    rounds = {form.round_id for form in forms}
    notices = Notice.objects.filter(submission__round__in=rounds)
    return frozenset(notices.values_list("person_id", "key"))


def notices_of(person: User, *, kind: str = "", unread_only: bool = False) -> QuerySet[Notice]:
    """The person's own, unread ones first, the newest first."""
    found = Notice.objects.filter(person=person).select_related("submission__region", "submission__round")
    if kind:
        found = found.filter(kind=kind)
    if unread_only:
        found = found.filter(read_at=None)
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return found.annotate(is_read=is_read).order_by("is_read", "-id")


def unread_notices(person: User) -> int:
    return Notice.objects.filter(person=person, read_at=None).count()


def notices_to_mail(*, since: datetime, most: int) -> list[Notice]:
    """Not mailed, not read, and told since then, to people with an address; the oldest first."""
    waiting = Notice.objects.filter(mailed_at=None, read_at=None, at__gte=since, person__is_active=True)
    found = waiting.exclude(person__email="").select_related("person", "submission")
    return list(found.order_by("id")[:most])
