"""Rows made into what the API gives: as REST framework does it, but a member of all rows at a time.

The serializers say what is read and how it is told; nothing about it is written here a second time. What
follows the usual way (attributes and keys along `source`, serializers inside serializers) is done for the
whole list at once, which is many times as fast; all else is left to the field itself, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models.manager import BaseManager
from rest_framework.fields import Field, SkipField
from rest_framework.relations import PKOnlyObject
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

AnyField = Field[Any, Any, Any, Any]
LEFT_OUT = object()  # a member that a row does not have


def represented(serializer: BaseSerializer[Any], rows: Sequence[Any]) -> list[Any]:
    """`serializer.to_representation` of each row."""
    if not isinstance(serializer, Serializer) or not _is_usual(serializer, Serializer):
        return [serializer.to_representation(row) for row in rows]
    fields = [field for field in serializer.fields.values() if not field.write_only]
    names = [str(field.field_name) for field in fields]
    if not rows or not fields:
        return [{} for _ in rows]
    told = zip(*(_told(field, values_of(field, rows)) for field in fields), strict=True)
    return [
        {name: cell for name, cell in zip(names, cells, strict=True) if cell is not LEFT_OUT}
        if LEFT_OUT in cells
        else dict(zip(names, cells, strict=True))
        for cells in told
    ]


def values_of(field: AnyField, rows: Sequence[Any]) -> list[Any]:
    """`field.get_attribute` of each row; LEFT_OUT where the row does not have it."""
    if type(field).get_attribute is Field.get_attribute and rows:
        try:
            return _followed(rows, field.source_attrs)
        except (AttributeError, KeyError, TypeError, ObjectDoesNotExist, _UnusualError):
            pass  # the field knows what to make of it, row by row
    return [_value(field, row) for row in rows]


class _UnusualError(Exception):
    """Something that has to be called first."""


def _followed(rows: Sequence[Any], names: Sequence[str]) -> list[Any]:
    found = list(rows)
    for name in names:
        holders = found
        take: Callable[[Any], Any] = itemgetter(name) if isinstance(holders[0], dict) else attrgetter(name)
        found = list(map(take, holders))
        if any(map(callable, found)):
            found = _labels(holders, found)
    return found


def _labels(holders: Sequence[Any], found: Sequence[Any]) -> list[Any]:
    """The labels of choices (get_…_display), asked for once a choice."""
    fields = {each.keywords.get("field") if isinstance(each, partial) else None for each in found}
    field = fields.pop()
    if fields or field is None:
        raise _UnusualError
    choices = list(map(attrgetter(field.attname), holders))
    labels = {choice: label() for choice, label in dict(zip(choices, found, strict=True)).items()}
    return [labels[choice] for choice in choices]


def _value(field: AnyField, row: Any) -> Any:
    try:
        found = field.get_attribute(row)
    except SkipField:
        return LEFT_OUT
    return None if isinstance(found, PKOnlyObject) and found.pk is None else found


def _told(field: AnyField, values: Sequence[Any]) -> Sequence[Any]:
    """`field.to_representation` of each value; None stays None."""
    given = [value for value in values if value is not None and value is not LEFT_OUT]
    if isinstance(field, Serializer):
        told = represented(field, given)
    elif isinstance(field, ListSerializer) and _is_usual(field, ListSerializer):
        told = _lists(field, given)
    else:
        told = list(map(field.to_representation, given))
    if len(told) == len(values):
        return told
    rest = iter(told)
    return [value if value is None or value is LEFT_OUT else next(rest) for value in values]


def _lists(field: ListSerializer[Any], values: Sequence[Any]) -> list[list[Any]]:
    """Lists of rows (a plan's targets), all of them made at once and given out again."""
    lists = [list(value.all() if isinstance(value, BaseManager) else value) for value in values]
    child: Any = field.child
    told = iter(represented(child, [row for rows in lists for row in rows]))
    return [[next(told) for _ in rows] for rows in lists]


def _is_usual(field: AnyField, base: type[AnyField]) -> bool:
    """Told as its base class does it."""
    return type(field).to_representation is base.to_representation
