"""Filters of rounds and of forms."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from rest_framework.exceptions import ValidationError

from regions.filters import LARGEST_ID, PlaceFilters, WholeNumberFilter, WordFilter, year_filter
from reporting.models import Row, Submission
from reporting.models.rows import STATES
from reporting.states import ORDER, State

OPENNESS = (("open", "进行中"), ("closed", "已结束"))


class RoundFilters(PlaceFilters):
    year = year_filter("年度", field_name="year")
    state = WordFilter(OPENNESS, "任务状态", method="as_open_or_closed")

    def as_open_or_closed(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(closed_at__isnull=value == "open")


class RoundFilter(WholeNumberFilter):
    """Forms of one round; one that is not there, or not to be seen, is refused by its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(1, LARGEST_ID, "填报任务编号", **kwargs)

    def filter(self, qs: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        if value is None:
            return qs
        if not Submission.objects.visible_to(self.parent.request.user).filter(round=value).exists():
            raise ValidationError({"round": [f"没有编号为 {value} 的填报任务，或您的授权范围内看不到它。"]})
        return qs.filter(round=value)


class SubmissionFilters(PlaceFilters):
    round = RoundFilter()
    year = year_filter("年度", field_name="round__year")
    state = WordFilter(STATES, "填报单状态", method="in_state")

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The state of a form is that of the row least far along: none before it in the order."""
        place = ORDER.index(State(value))
        for before in ORDER[:place]:
            queryset = queryset.filter(~_has_row_in(before))
        return queryset.filter(_has_row_in(State(value)))


def _has_row_in(state: State) -> Exists:
    return Exists(Row.objects.filter(submission=OuterRef("pk"), state=state.value))
