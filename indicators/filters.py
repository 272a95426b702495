"""Filters of what is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from accounts.api.known import known_at
from indicators.calc import LAMPS, STATUSES
from indicators.models import Indicator, PlanIndicator, Standing
from indicators.models.catalogue import BASES, SENSES
from indicators.queries.seriousness import BEHIND
from plans.filters import PlanFilter, PlannedFilters
from plans.models import Plan
from regions.filters import (
    ListFilter,
    MemberField,
    OneWordFilter,
    PlaceFilters,
    WordFilter,
    YearFilter,
    places,
)

LAMP_WORDS = [(code, lamp.label) for code, lamp in LAMPS.items()]
STATUS_WORDS = [(code, status.label) for code, status in STATUSES.items()]
BEHIND_STATUSES = [code for code, status in STATUSES.items() if status.lamp.code in BEHIND]


class IndicatorCodeField(MemberField, forms.CharField):
    """A code of the catalogue."""

    def unknown(self, values: Sequence[str]) -> list[str]:
        known = set(Indicator.objects.filter(code__in=values).values_list("code", flat=True))
        return [
            f"指标目录中没有“{code[:60]}”。全部代码见 /api/v1/indicators/。"
            for code in values
            if code not in known
        ]


class IndicatorFilter(ListFilter):
    """Rows of these indicators, by their codes."""

    field_class = IndicatorCodeField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string"}, "指标代码", **kwargs)


class DomainField(MemberField, forms.CharField):
    """A domain of the catalogue."""

    def unknown(self, values: Sequence[str]) -> list[str]:
        domains = set(Indicator.objects.values_list("domain", flat=True)) if values else set()
        known = "、".join(sorted(domains))
        return [f"没有“{value[:40]}”这个领域。可用：{known}。" for value in values if value not in domains]


class DomainFilter(ListFilter):
    field_class = DomainField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string"}, "领域", **kwargs)


def of_indicator(path: str = "indicator") -> tuple[IndicatorFilter, DomainFilter]:
    """The filters `indicator` and `domain` of rows whose indicator stands at the end of a path."""
    return IndicatorFilter(field_name=f"{path}__code"), DomainFilter(field_name=f"{path}__domain")


def attribute_filter(path: str = "attribute") -> WordFilter:
    return WordFilter(PlanIndicator.Attribute.choices, "属性", field_name=path)


class StandingFilter(OneWordFilter):
    """Accepted where nothing is said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Standing.choices, "数据范围，默认 accepted", **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(standing=value or Standing.ACCEPTED)


class OutcomeFilter(WordFilter):
    """Rows with one of these outcomes; where they are judged when asked for, the view chooses afterwards."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs if known_at(self.parent.request) is not None else super().filter(qs, value)


class IndicatorFilters(filters.FilterSet):
    indicator = IndicatorFilter(field_name="code")
    domain = DomainFilter(field_name="domain")
    basis = WordFilter(BASES, "口径", field_name="basis")
    sense = WordFilter(SENSES, "方向", field_name="sense")


class PlanIndicatorFilters(PlannedFilters):
    indicator, domain = of_indicator()
    attribute = attribute_filter()
    year = YearFilter("规划期包含其中一年", first="plan__start_year", last="plan__end_year")


class RollupFilters(PlannedFilters):
    indicator, domain = of_indicator()
    attribute = attribute_filter()


class AnnualTargetFilters(filters.FilterSet):
    region, subtree, level = places("plan_indicator__plan__region")
    plan = PlanFilter(field_name="plan_indicator__plan")
    state = WordFilter(Plan.State.choices, "规划状态", field_name="plan_indicator__plan__state")
    indicator, domain = of_indicator("plan_indicator__indicator")
    attribute = attribute_filter("plan_indicator__attribute")
    year = YearFilter("年度", field_name="year")


class ActualFilters(PlaceFilters):
    indicator, domain = of_indicator()
    year = YearFilter("年度", field_name="year")
    standing = OneWordFilter(
        Standing.choices,
        "accepted 为已接收的数值（默认），provisional 为已上报、未接收的数值",
        method="as_it_is",
    )

    def as_it_is(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The view chose the rows by it already: whose figure may be read depends on it."""
        return queryset


class ProgressFilters(PlaceFilters):
    plan = PlanFilter(field_name="plan")
    state = WordFilter(Plan.State.choices, "规划状态", field_name="plan__state")
    indicator, domain = of_indicator("plan_indicator__indicator")
    attribute = attribute_filter()
    year = YearFilter("评价到哪一年", field_name="year")
    standing = StandingFilter(field_name="standing")
    status = OutcomeFilter(STATUS_WORDS, "评价", field_name="status")
    lamp = OutcomeFilter(LAMP_WORDS, "灯", field_name="lamp")


class GapFilters(ProgressFilters):
    """Of the verdicts that are behind."""

    status = OutcomeFilter(
        [(code, label) for code, label in STATUS_WORDS if code in BEHIND_STATUSES],
        "评价",
        field_name="status",
    )
    lamp = OutcomeFilter([(code, LAMPS[code].label) for code in BEHIND], "灯", field_name="lamp")
