"""Filters of plans, and of rows that belong to a plan."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from plans.models import Plan, PlanQuerySet
from regions.filters import LARGEST_ID, PlaceFilters, WholeNumberFilter, WordFilter, year_filter


class PlanFilters(PlaceFilters):
    year = year_filter("规划期包含这一年的规划", method="covering")
    state = WordFilter(Plan.State.choices, "状态", field_name="state")

    def covering(self, queryset: PlanQuerySet, name: str, value: int) -> PlanQuerySet:
        return queryset.covering(value)


class PlanFilter(WholeNumberFilter):
    """Rows of one plan; one that is not there, or not to be seen, is refused by its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(1, LARGEST_ID, "规划编号", **kwargs)

    def filter(self, qs: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        if value is None:
            return qs
        if not Plan.objects.visible_to(self.parent.request.user).filter(pk=value).exists():
            raise ValidationError({"plan": [f"没有编号为 {value} 的规划，或您的授权范围内看不到它。"]})
        return qs.filter(**{f"{self.field_name}_id": value})
