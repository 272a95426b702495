"""Filters of rounds and of forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.filters import SeenFilter
from regions.filters import PlaceFilters, WordFilter, YearFilter
from reporting.models import Row, Submission
from reporting.models.rows import STATES
from reporting.states import ORDER, State

OPENNESS = (("open", "进行中"), ("closed", "已结束"))


class RoundFilters(PlaceFilters):
    year = YearFilter("年度", field_name="year")
    state = WordFilter(OPENNESS, "任务状态", method="as_open_or_closed")

    def as_open_or_closed(self, queryset: QuerySet[Any], name: str, value: Sequence[str]) -> QuerySet[Any]:
        return queryset if len(value) > 1 else queryset.filter(closed_at__isnull="open" in value)


class RoundFilter(SeenFilter):
    parameter, what = "round", "填报任务"

    def seen(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        return Submission.objects.visible_to(user).filter(round__in=ids).values_list("round", flat=True)


class SubmissionFilters(PlaceFilters):
    round = RoundFilter(field_name="round")
    year = YearFilter("年度", field_name="round__year")
    state = WordFilter(STATES, "填报单状态", method="in_state")

    def in_state(self, queryset: QuerySet[Any], name: str, value: Sequence[str]) -> QuerySet[Any]:
        return queryset.filter(reduce(or_, (_is_in(State(each)) for each in value)))


def _is_in(state: State) -> Q:
    """The state of a form is that of the row least far along: none before it in the order."""
    found = Q(_has_row_in(state))
    for before in ORDER[: ORDER.index(state)]:
        found &= ~Q(_has_row_in(before))
    return found


def _has_row_in(state: State) -> Exists:
    return Exists(Row.objects.filter(submission=OuterRef("pk"), state=state.value))
