"""The forms of a year's rounds in a region and below it, for those who may know who is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from accounts.queries import held
from accounts.roles import SUBTREE_ROLES
from dashboards.queries.people import Viewer
from regions.codes import bounds
from reporting.models import Submission
from reporting.queries import Form, counted, form_of


@dataclass(frozen=True)
class Due:
    """A form; `is_open_to_reader`: whether they find its page, and not only how late it is."""

    form: Form
    is_open_to_reader: bool


def forms_due(user: Viewer, code: str, year: int, *, today: date) -> list[Due]:
    """Of the region and everything below it: all of them for those who oversee the region, a clerk's own;
    none for those who read no more than what is published. Three queries, whatever their number.
    """
    if not isinstance(user, User):
        return []
    theirs = Q(pk__in=Submission.objects.filled_by(user).values("pk"))
    found = Submission.objects.filter(theirs | held(user, *SUBTREE_ROLES))
    found = found.filter(round__year=year, region__code__range=bounds(code))
    found = counted(found).select_related("round", "region", "department").prefetch_related("extensions")
    forms = list(found.order_by("region_id", "department_id", "round_id"))
    shown = Submission.objects.visible_to(user).filter(round__year=year, region__code__range=bounds(code))
    readable = set(shown.values_list("pk", flat=True))
    return [Due(form_of(each, today), each.pk in readable) for each in forms]
