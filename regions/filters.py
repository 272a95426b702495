"""Filters of the API: places by code or subtree; bad values are refused in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override

from regions.codes import bounds, is_code
from regions.models import Region
from regions.queries import region_exists

EARLIEST, LATEST = 1950, 2100
LARGEST_ID = 2**63 - 1
CODE_SCHEMA = {"type": "string", "pattern": "^[1-9][0-9]{5}$"}


def refusal(words: str) -> ValidationError:
    """Words that may hold a typed %: passed as a parameter, since messages are formatted with it."""
    return ValidationError("%(words)s", params={"words": words})


class DescribedFilter(filters.Filter):
    """A filter that tells the API's document its own schema."""

    def __init__(self, schema: dict[str, Any], help_text: str, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, **kwargs)
        set_override(self, "field", {**schema, "description": help_text})


class KnownWordField(forms.ChoiceField):
    """Refuses an unknown word and lists the known ones."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values and not self.valid_value(value):
            known = "、".join(
                f"{code}（{label}）" for code, label in cast(list[tuple[str, str]], self.choices)
            )
            raise refusal(f"没有“{str(value)[:40]}”这个值。可用：{known}。")


class WordFilter(DescribedFilter):
    """One of some words; `words` are (code, label)."""

    field_class = KnownWordField

    def __init__(self, words: Iterable[tuple[str, Any]], help_text: str, **kwargs: Any) -> None:
        choices = [(code, str(label)) for code, label in words]
        listed = "、".join(f"{code}（{label}）" for code, label in choices)
        schema = {"type": "string", "enum": [code for code, _ in choices]}
        super().__init__(schema, f"{help_text}：{listed}", choices=choices, **kwargs)


class WholeNumberField(forms.IntegerField):
    """Plain digits within bounds."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20):
            raise refusal(f"“{text[:40]}”不是整数，或超出范围。")
        return super().to_python(text)


class WholeNumberFilter(DescribedFilter):
    field_class = WholeNumberField

    def __init__(self, least: int, most: int, help_text: str, **kwargs: Any) -> None:
        schema = {"type": "integer", "minimum": least, "maximum": most}
        super().__init__(schema, help_text, min_value=least, max_value=most, **kwargs)


def year_filter(help_text: str, **kwargs: Any) -> WholeNumberFilter:
    return WholeNumberFilter(EARLIEST, LATEST, help_text, **kwargs)


def id_filter(help_text: str, **kwargs: Any) -> WholeNumberFilter:
    return WholeNumberFilter(1, LARGEST_ID, help_text, **kwargs)


class RegionCodeField(forms.CharField):
    """The code of a region there is."""

    def clean(self, value: Any) -> str:
        code = str(super().clean(value))
        if code and not is_code(code):
            raise refusal(f"“{code[:40]}”不是六位数字的行政区划代码。")
        if code and not region_exists(code):
            raise refusal(f"没有代码为“{code}”的地区。")
        return code


class RegionFilter(DescribedFilter):
    """Rows of this region only."""

    field_class = RegionCodeField

    def __init__(self, help_text: str, **kwargs: Any) -> None:
        super().__init__(CODE_SCHEMA, help_text, **kwargs)


class SubtreeFilter(RegionFilter):
    """Rows of this region and everything below it."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__range": bounds(value)}) if value else qs


class PlaceFilters(filters.FilterSet):
    """Filters of rows that have a region."""

    region = RegionFilter("地区代码：只要这个地区", field_name="region__code")
    subtree = SubtreeFilter("地区代码：这个地区及其全部下级", field_name="region__code")
    level = WordFilter(Region.Level.choices, "地区层级", field_name="region__level")


class RegionFilters(filters.FilterSet):
    subtree = SubtreeFilter("地区代码：这个地区及其全部下级", field_name="code")
    parent = RegionFilter("地区代码：其直接下级", field_name="parent_id")
    level = WordFilter(Region.Level.choices, "层级", field_name="level")
