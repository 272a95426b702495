"""Filters of plans, and of rows that belong to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from accounts.api.known import known_at
from plans.models import CommitmentReport, Plan
from regions.filters import NumbersFilter, PlaceFilters, Spans, WordFilter, YearFilter, in_years, places


class SeenFilter(NumbersFilter):
    """Rows of some things named by their numbers; one that is not there, or not to be seen, is refused."""

    parameter: ClassVar[str]
    what: ClassVar[str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(f"{self.what}编号", **kwargs)

    def seen(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Those of the numbers that the person may see."""
        raise NotImplementedError

    def filter(self, qs: QuerySet[Any], value: Sequence[int]) -> QuerySet[Any]:
        ids = value or ()
        unseen = sorted(set(ids).difference(self.seen(self.parent.request.user, ids)))
        if unseen:
            said = [f"没有编号为 {each} 的{self.what}，或您的授权范围内看不到它。" for each in unseen]
            raise ValidationError({self.parameter: said})
        return super().filter(qs, value)


class PlanFilter(SeenFilter):
    parameter, what = "plan", "规划"

    def seen(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        return Plan.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)


class PlanFilters(PlaceFilters):
    plan = PlanFilter(field_name="id")
    year = YearFilter("规划期包含其中一年的规划", first="start_year", last="end_year")
    state = WordFilter(Plan.State.choices, "状态", field_name="state")


class PlannedFilters(filters.FilterSet):
    """Filters of rows that belong to a plan."""

    region, subtree, level = places("plan__region")
    plan = PlanFilter(field_name="plan")
    state = WordFilter(Plan.State.choices, "规划状态", field_name="plan__state")


class CommitmentFilters(PlannedFilters):
    year = YearFilter("有其中一年已接收进展的任务", method="reported_in")
    progress = WordFilter(
        CommitmentReport.Progress.choices,
        "进展：给出 year 时指那些年的，否则指最近一年的",
        method="standing_at",
    )

    def reported_in(self, queryset: QuerySet[Any], name: str, value: Spans) -> QuerySet[Any]:
        return queryset.filter(Exists(self._reports(value)))

    def standing_at(self, queryset: QuerySet[Any], name: str, value: Sequence[str]) -> QuerySet[Any]:
        years = self.form.cleaned_data.get("year")
        if not years:
            return queryset.filter(latest_progress__in=value)
        return queryset.filter(Exists(self._reports(years).filter(progress__in=value)))

    def _reports(self, years: Spans) -> QuerySet[CommitmentReport]:
        """Those that count, or counted on the day asked for."""
        counted = CommitmentReport.objects.counted(known_at(self.request))
        return counted.filter(in_years(years, "year", "year"), commitment=OuterRef("pk"))
