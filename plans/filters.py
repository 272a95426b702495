"""Filters of plans, and of rows that belong to a plan."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from plans.models import CommitmentReport, Plan, PlanQuerySet
from regions.filters import (
    LARGEST_ID,
    PlaceFilters,
    RegionFilter,
    SubtreeFilter,
    WholeNumberFilter,
    WordFilter,
    year_filter,
)
from regions.models import Region


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


class CommitmentFilters(filters.FilterSet):
    region = RegionFilter("地区代码：只要这个地区", field_name="plan__region__code")
    subtree = SubtreeFilter("地区代码：这个地区及其全部下级", field_name="plan__region__code")
    level = WordFilter(Region.Level.choices, "地区层级", field_name="plan__region__level")
    plan = PlanFilter(field_name="plan")
    year = year_filter("有这一年已接收进展的任务", method="reported_in")
    progress = WordFilter(
        CommitmentReport.Progress.choices,
        "进展：给出 year 时指那一年的，否则指最近的",
        method="standing_at",
    )

    def reported_in(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        return queryset.filter(Exists(self._reports().filter(year=value)))

    def standing_at(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        year = self.form.cleaned_data.get("year")
        if year is None:
            return queryset.filter(latest_progress=value)
        return queryset.filter(Exists(self._reports().filter(year=year, progress=value)))

    def _reports(self) -> QuerySet[CommitmentReport]:
        return CommitmentReport.objects.counted().filter(commitment=OuterRef("pk"))
