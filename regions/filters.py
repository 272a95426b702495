"""Filters of the API: lists of values separated by commas; what is bad is refused by name, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from django_filters.fields import BaseCSVField
from drf_spectacular.drainage import set_override

from regions.codes import bounds, is_code
from regions.models import Region
from regions.queries import codes_known

EARLIEST, LATEST = 1950, 2100
LARGEST_ID = 2**63 - 1
MOST = 200  # values of one parameter
YEAR = "(?:19[5-9][0-9]|20[0-9]{2}|2100)"
SPAN = re.compile(rf"({YEAR})(?:-({YEAR}))?")
CODE_SCHEMA = {"type": "string", "pattern": "^[1-9][0-9]{5}$"}
Spans = Sequence[tuple[int, int]]


def refusal(words: str) -> ValidationError:
    """Words that may hold a typed %: passed as a parameter, since messages are formatted with it."""
    return ValidationError("%(words)s", params={"words": words})


class DescribedFilter(filters.Filter):
    """A filter that tells the API's document its own schema."""

    def __init__(self, schema: dict[str, Any], help_text: str, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, **kwargs)
        set_override(self, "field", {**schema, "description": help_text})


class MemberField(forms.Field):
    """One of the values of a list."""

    def unknown(self, values: Sequence[Any]) -> list[str]:
        """Words on those of all the values that are well formed and yet name nothing there is."""
        return []


class MembersField(BaseCSVField):
    """Values separated by commas: each read as a MemberField reads one, then looked up together."""

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        found, wrong = [], []
        for member in value or ():
            try:
                found.append(self._one(member))
            except ValidationError as error:
                wrong += error.messages
        found = list(dict.fromkeys(found))
        if len(found) > MOST:
            wrong = [f"一次至多 {MOST} 个值。"]
        else:
            wrong += cast(MemberField, self).unknown(found)
        if wrong:
            raise ValidationError([refusal(words) for words in dict.fromkeys(wrong)])
        return found

    def _one(self, member: str) -> Any:
        if not member.strip():
            raise refusal("逗号之间有空的值。")
        return super(BaseCSVField, self).clean(member.strip())


class ListFilter(filters.BaseCSVFilter, DescribedFilter):
    """Rows that have one of the values."""

    base_field_class = MembersField

    def __init__(self, schema: dict[str, Any], help_text: str, **kwargs: Any) -> None:
        super().__init__(schema=schema, help_text=f"{help_text}。可给几个值，逗号分隔", **kwargs)

    def filter(self, qs: QuerySet[Any], value: Sequence[Any]) -> QuerySet[Any]:
        return qs.filter(self.condition(value)) if value else qs

    def condition(self, values: Sequence[Any]) -> Q:
        return Q(**{f"{self.field_name}__in": values})


class KnownWordField(MemberField, forms.ChoiceField):
    """Refuses an unknown word and lists the known ones."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values and not self.valid_value(value):
            known = "、".join(
                f"{code}（{label}）" for code, label in cast(list[tuple[str, str]], self.choices)
            )
            raise refusal(f"没有“{str(value)[:40]}”这个值。可用：{known}。")


def _words(words: Iterable[tuple[str, Any]], help_text: str) -> tuple[dict[str, Any], str, dict[str, Any]]:
    choices = [(code, str(label)) for code, label in words]
    listed = "、".join(f"{code}（{label}）" for code, label in choices)
    schema = {"type": "string", "enum": [code for code, _ in choices]}
    return schema, f"{help_text}：{listed}", {"choices": choices}


class WordFilter(ListFilter):
    """Some of some words; `words` are (code, label)."""

    field_class = KnownWordField

    def __init__(self, words: Iterable[tuple[str, Any]], help_text: str, **kwargs: Any) -> None:
        schema, told, choices = _words(words, help_text)
        super().__init__(schema, told, **choices, **kwargs)


class OneWordFilter(DescribedFilter):
    """Just one of some words."""

    field_class = KnownWordField

    def __init__(self, words: Iterable[tuple[str, Any]], help_text: str, **kwargs: Any) -> None:
        schema, told, choices = _words(words, help_text)
        super().__init__(schema, told, **choices, **kwargs)


class WholeNumberField(MemberField, forms.IntegerField):
    """Plain digits within bounds."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20):
            raise refusal(f"“{text[:40]}”不是整数，或超出范围。")
        return super().to_python(text)


class NumbersFilter(ListFilter):
    """Rows with one of these ids."""

    field_class = WholeNumberField

    def __init__(self, help_text: str, **kwargs: Any) -> None:
        schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
        super().__init__(schema, help_text, min_value=1, max_value=LARGEST_ID, **kwargs)


class SpanField(MemberField):
    """A year, or a span of years: the first and the last of them."""

    def to_python(self, value: Any) -> tuple[int, int]:
        found = SPAN.fullmatch(str(value))
        first, last = (found[1], found[2] or found[1]) if found else ("1", "0")
        if first > last:
            raise refusal(
                f"“{str(value)[:40]}”不是 {EARLIEST}—{LATEST} 的年份，也不是 2021-2025 这样的起止年份。"
            )
        return int(first), int(last)


class YearFilter(ListFilter):
    """Rows of these years; of what goes from its `first` to its `last` year, those that have one of them."""

    field_class = SpanField

    def __init__(self, help_text: str, *, first: str = "", last: str = "", **kwargs: Any) -> None:
        schema = {"type": "string", "pattern": f"^{YEAR}(-{YEAR})?$"}
        super().__init__(schema, f"{help_text}，如 2024、2021-2025", **kwargs)
        self.first, self.last = first, last

    def condition(self, values: Spans) -> Q:
        return in_years(values, self.first or self.field_name, self.last or self.field_name)


def in_years(spans: Spans, first: str, last: str) -> Q:
    """Rows whose years, from `first` to `last`, have one in common with the spans."""
    found = Q()
    for low, high in spans:
        found |= Q(**{f"{first}__lte": high, f"{last}__gte": low})
    return found


class RegionCodeField(MemberField, forms.CharField):
    """The code of a region there is."""

    def clean(self, value: Any) -> str:
        code = str(super().clean(value))
        if not is_code(code):
            raise refusal(f"“{code[:40]}”不是六位数字的行政区划代码。")
        return code

    def unknown(self, values: Sequence[str]) -> list[str]:
        known = codes_known(values)
        return [f"没有代码为“{code}”的地区。" for code in values if code not in known]


class RegionFilter(ListFilter):
    """Rows of these regions only."""

    field_class = RegionCodeField

    def __init__(self, help_text: str, **kwargs: Any) -> None:
        super().__init__(CODE_SCHEMA, help_text, **kwargs)


class SubtreeFilter(RegionFilter):
    """Rows of these regions and everything below them."""

    def condition(self, values: Sequence[str]) -> Q:
        found = Q()
        for code in values:
            found |= Q(**{f"{self.field_name}__range": bounds(code)})
        return found


def places(path: str = "region") -> tuple[RegionFilter, SubtreeFilter, WordFilter]:
    """The filters `region`, `subtree` and `level` of rows whose region stands at the end of a path."""
    return (
        RegionFilter("地区代码：只要这些地区", field_name=f"{path}__code"),
        SubtreeFilter("地区代码：这些地区及其全部下级", field_name=f"{path}__code"),
        WordFilter(Region.Level.choices, "地区层级", field_name=f"{path}__level"),
    )


class PlaceFilters(filters.FilterSet):
    """Filters of rows that have a region."""

    region, subtree, level = places()


class RegionFilters(filters.FilterSet):
    region = RegionFilter("地区代码：只要这些地区", field_name="code")
    subtree = SubtreeFilter("地区代码：这些地区及其全部下级", field_name="code")
    parent = RegionFilter("地区代码：其直接下级", field_name="parent_id")
    level = WordFilter(Region.Level.choices, "层级", field_name="level")
