"""The columns of a resource as a table, taken from its serializer, so that every form says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from rest_framework import serializers
from rest_framework.fields import Field, SkipField

from indicators.serializers.figures import FigureField
from plans.serializers import DecimalText

Kind = Literal["text", "whole", "decimal", "truth", "date", "instant"]
KINDS: tuple[tuple[type[Field[Any, Any, Any, Any]], Kind], ...] = (
    (serializers.BooleanField, "truth"),
    (serializers.IntegerField, "whole"),
    (serializers.DateTimeField, "instant"),
    (serializers.DateField, "date"),
    (DecimalText, "decimal"),
)
Read = Callable[[Any], Any]
NESTED = (serializers.ListField, serializers.ListSerializer, serializers.DictField, serializers.JSONField)


@dataclass(frozen=True)
class Column:
    """`path` is the member as JSON has it (region.code), `name` the same for tools (region_code).

    `value` takes it from a row: str, int, Decimal, bool, date, datetime, or None where there is nothing.
    """

    path: str
    kind: Kind
    meaning: str
    value: Read

    @property
    def name(self) -> str:
        return self.path.replace(".", "_")


def columns_of(serializer: serializers.Serializer[Any], asked: Sequence[str] = ()) -> list[Column]:
    """Members of members become columns of their own.

    What is a list or an object of its own (a plan's targets, a verdict's inputs) is no cell: it is given,
    as JSON, only where it is `asked` for by name.
    """
    return list(_columns(serializer, "", lambda row: row, frozenset(asked)))


def _columns(
    serializer: serializers.Serializer[Any], prefix: str, whole: Read, asked: frozenset[str]
) -> Iterator[Column]:
    for name, field in serializer.fields.items():
        path, read, meaning = f"{prefix}{name}", _reader(field, whole), str(field.help_text or "")
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, f"{path}.", read, asked)
        elif isinstance(field, FigureField):
            for part in field.PARTS:
                yield Column(f"{path}.{part.name}", part.kind, f"{meaning}：{part.meaning}", part.of(read))
        elif _is_words(field):
            yield Column(path, "text", meaning, _joined(read))
        elif not _is_nested(field):
            yield Column(path, _kind(field), meaning, read)
        elif path in asked:
            yield Column(path, "text", meaning, _as_json(field, read))


def _reader(field: Field[Any, Any, Any, Any], whole: Read) -> Read:
    """As REST framework reads the member, before it is made JSON of."""
    computed = isinstance(field, serializers.SerializerMethodField)

    def read(row: Any) -> Any:
        holder = whole(row)
        if holder is None:
            return None
        try:
            found = field.get_attribute(holder)
        except SkipField:
            return None
        return field.to_representation(found) if computed else found

    return read


def _is_words(field: Field[Any, Any, Any, Any]) -> bool:
    """A list of words (flags, names): one cell, separated by blanks or 、."""
    if isinstance(field, serializers.ManyRelatedField):
        return True
    return isinstance(field, serializers.ListField) and isinstance(field.child, serializers.CharField)


def _is_nested(field: Field[Any, Any, Any, Any]) -> bool:
    return isinstance(field, NESTED) or getattr(field, "is_nested", False)


def _kind(field: Field[Any, Any, Any, Any]) -> Kind:
    return next((kind for cls, kind in KINDS if isinstance(field, cls)), "text")


def _joined(read: Read) -> Read:
    def joined(row: Any) -> str | None:
        found = read(row)
        if found is None:
            return None
        words = [str(each) for each in (found.all() if hasattr(found, "all") else found)]
        return ("、" if any(not each.isascii() for each in words) else " ").join(words)

    return joined


def _as_json(field: Field[Any, Any, Any, Any], read: Read) -> Read:
    def dumped(row: Any) -> str | None:
        found = read(row)
        if found is None:
            return None
        said = found if isinstance(found, dict | list) else field.to_representation(found)
        return json.dumps(said, ensure_ascii=False, default=_plain)

    return dumped


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value.isoformat()
