"""Filters of what is measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from indicators.calc import LAMPS, STATUSES
from indicators.models import Indicator, PlanIndicator, Standing
from indicators.models.catalogue import BASES, SENSES
from plans.filters import PlanFilter
from plans.models import Plan
from regions.filters import (
    DescribedFilter,
    PlaceFilters,
    RegionFilter,
    SubtreeFilter,
    WordFilter,
    refusal,
    year_filter,
)
from regions.models import Region


class IndicatorCodeField(forms.CharField):
    """A code of the catalogue."""

    def clean(self, value: Any) -> str:
        code = str(super().clean(value))
        if code and not Indicator.objects.filter(code=code).exists():
            raise refusal(f"指标目录中没有“{code[:60]}”。全部代码见 /api/v1/indicators/。")
        return code


class IndicatorFilter(DescribedFilter):
    """Rows of one indicator, by its code."""

    field_class = IndicatorCodeField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string"}, "指标代码", **kwargs)


class DomainField(forms.CharField):
    """A domain of the catalogue."""

    def clean(self, value: Any) -> str:
        domain = str(super().clean(value))
        if domain and not Indicator.objects.filter(domain=domain).exists():
            known = "、".join(sorted(set(Indicator.objects.values_list("domain", flat=True))))
            raise refusal(f"没有“{domain[:40]}”这个领域。可用：{known}。")
        return domain


class DomainFilter(DescribedFilter):
    field_class = DomainField


class StandingFilter(WordFilter):
    """Accepted where nothing is said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Standing.choices, "数据范围，默认 accepted", **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(standing=value or Standing.ACCEPTED)


class IndicatorFilters(filters.FilterSet):
    domain = DomainFilter({"type": "string"}, "领域", field_name="domain")
    basis = WordFilter(BASES, "口径", field_name="basis")
    sense = WordFilter(SENSES, "方向", field_name="sense")


class PlanIndicatorFilters(filters.FilterSet):
    region = RegionFilter("地区代码：只要这个地区", field_name="plan__region__code")
    subtree = SubtreeFilter("地区代码：这个地区及其全部下级", field_name="plan__region__code")
    level = WordFilter(Region.Level.choices, "地区层级", field_name="plan__region__level")
    plan = PlanFilter(field_name="plan")
    state = WordFilter(Plan.State.choices, "规划状态", field_name="plan__state")
    indicator = IndicatorFilter(field_name="indicator__code")
    attribute = WordFilter(PlanIndicator.Attribute.choices, "属性", field_name="attribute")
    year = year_filter("规划期包含这一年", method="covering")

    def covering(self, queryset: QuerySet[PlanIndicator], name: str, value: int) -> QuerySet[PlanIndicator]:
        return queryset.filter(plan__start_year__lte=value, plan__end_year__gte=value)


class ActualFilters(PlaceFilters):
    indicator = IndicatorFilter(field_name="indicator__code")
    year = year_filter("年度", field_name="year")
    standing = WordFilter(
        Standing.choices,
        "accepted 为已接收的数值（默认），provisional 为已上报、未接收的数值",
        method="as_it_is",
    )

    def as_it_is(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The view chose the rows by it already: whose figure may be read depends on it."""
        return queryset


class ProgressFilters(PlaceFilters):
    plan = PlanFilter(field_name="plan")
    indicator = IndicatorFilter(field_name="plan_indicator__indicator__code")
    year = year_filter("评价到哪一年", field_name="year")
    standing = StandingFilter(field_name="standing")
    attribute = WordFilter(PlanIndicator.Attribute.choices, "属性", field_name="attribute")
    status = WordFilter(
        [(code, status.label) for code, status in STATUSES.items()], "评价", field_name="status"
    )
    lamp = WordFilter([(code, lamp.label) for code, lamp in LAMPS.items()], "灯", field_name="lamp")
