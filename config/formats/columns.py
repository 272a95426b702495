"""The columns of a resource as a table, taken from its serializer, so that every form says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models.manager import BaseManager
from rest_framework import serializers
from rest_framework.fields import Field

from accounts.api.reading import LEFT_OUT, values_of
from config.document.meanings import COMMON
from indicators.serializers.figures import FigureField, figure_in
from plans.serializers import DecimalText

Kind = Literal["text", "whole", "decimal", "truth", "date", "instant"]
KINDS: tuple[tuple[type[Field[Any, Any, Any, Any]], Kind], ...] = (
    (serializers.BooleanField, "truth"),
    (serializers.IntegerField, "whole"),
    (serializers.DateTimeField, "instant"),
    (serializers.DateField, "date"),
    (DecimalText, "decimal"),
)
Rows = Sequence[Any]
Read = Callable[[Rows], list[Any]]
BRACKETS = re.compile(r"（[^（）]{4,}）")  # not those of a unit: （%）
NESTED = (serializers.ListField, serializers.ListSerializer, serializers.DictField, serializers.JSONField)


@dataclass(frozen=True)
class Column:
    """`path` is the member as JSON has it (region.code), `name` the same for tools (region_code).

    `values` takes its cells from many rows at once: str, int, Decimal, bool, date, datetime, or None where
    there is nothing. What several columns share (a region, a figure) is read once for the same sequence of
    rows, which therefore must not change in between.
    """

    path: str
    kind: Kind
    meaning: str
    values: Read
    heading: str = ""  # the beginning of the meaning, for people

    @property
    def name(self) -> str:
        return self.path.replace(".", "_")


@dataclass(frozen=True)
class Said:
    """A meaning in full, and what of it stands over a column: 目标（当年有效）；…：数值；… → 目标：数值."""

    meaning: str = ""
    heading: str = ""

    def and_then(self, meaning: str) -> Said:
        """Of a member of what this is said of."""
        short = re.split("[；，。：]", BRACKETS.sub("", meaning))[0].strip()
        return Said(
            "：".join(filter(None, (self.meaning, meaning))), "：".join(filter(None, (self.heading, short)))
        )


ALL = Said()


def columns_of(serializer: serializers.Serializer[Any], asked: Sequence[str] = ()) -> list[Column]:
    """Members of members become columns of their own.

    What is a list or an object of its own (a plan's targets, a verdict's inputs) is no cell: it is given,
    as JSON, only where it is `asked` for by name.
    """
    return list(_columns(serializer, "", list, frozenset(asked)))


def _columns(
    serializer: serializers.Serializer[Any],
    prefix: str,
    whole: Read,
    asked: frozenset[str],
    within: Said = ALL,
) -> Iterator[Column]:
    for name, field in serializer.fields.items():
        path, read, said = f"{prefix}{name}", _reader(field, whole), within.and_then(_meaning(field))
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, f"{path}.", _once(read), asked, said)
        elif isinstance(field, FigureField):
            figures = _once(_each(figure_in, read))
            for part in field.PARTS:
                told = said.and_then(part.meaning)
                yield Column(
                    f"{path}.{part.name}", part.kind, told.meaning, _each(part.take, figures), told.heading
                )
        elif _is_words(field):
            yield Column(path, "text", said.meaning, _each(_joined, read), said.heading)
        elif not _is_nested(field):
            yield Column(path, _kind(field), said.meaning, read, said.heading)
        elif path in asked:
            yield Column(path, "text", said.meaning, _each(_json_of(field), read), said.heading)


def _meaning(field: Field[Any, Any, Any, Any]) -> str:
    """Its help text, else the name of the model's field, else what such a member means everywhere."""
    label = str(field.label or "")
    return (
        str(field.help_text or "")
        or ("" if label.isascii() else label)
        or COMMON.get(str(field.field_name), "")
    )


def _reader(field: Field[Any, Any, Any, Any], whole: Read) -> Read:
    """As REST framework reads the member, before it is made JSON of."""
    computed = isinstance(field, serializers.SerializerMethodField)

    def read(rows: Rows) -> list[Any]:
        found = _where_any(lambda holders: values_of(field, holders), whole(rows))
        return (
            _where_any(lambda values: list(map(field.to_representation, values)), found)
            if computed
            else found
        )

    return read


def _where_any(work: Read, values: list[Any]) -> list[Any]:
    """The work on those that are there; None for the others."""
    there = [value for value in values if value is not None and value is not LEFT_OUT]
    done = work(there)
    if len(there) < len(values):
        rest = iter(done)
        done = [None if value is None or value is LEFT_OUT else next(rest) for value in values]
    return [None if value is LEFT_OUT else value for value in done]


def _each(work: Callable[[Any], Any], read: Read) -> Read:
    """The work on each value that is there."""

    def worked(rows: Rows) -> list[Any]:
        return [None if value is None else work(value) for value in read(rows)]

    return worked


def _once(read: Read) -> Read:
    """Read once for the columns that follow one another on the same rows."""
    last: Rows | None = None
    found: list[Any] = []

    def remembered(rows: Rows) -> list[Any]:
        nonlocal last, found
        if last is not rows:
            found, last = read(rows), rows
        return found

    return remembered


def _is_words(field: Field[Any, Any, Any, Any]) -> bool:
    """A list of words (flags, names): one cell, separated by blanks or 、."""
    if isinstance(field, serializers.ManyRelatedField):
        return True
    return isinstance(field, serializers.ListField) and isinstance(field.child, serializers.CharField)


def _is_nested(field: Field[Any, Any, Any, Any]) -> bool:
    return isinstance(field, NESTED) or getattr(field, "is_nested", False)


def _kind(field: Field[Any, Any, Any, Any]) -> Kind:
    return next((kind for cls, kind in KINDS if isinstance(field, cls)), "text")


def _joined(found: Any) -> str:
    """Words with blanks or 、 between them; sentences follow one another."""
    # A queryset holds what was read for all rows at once; its all() would ask again.
    words = [str(each) for each in (found.all() if isinstance(found, BaseManager) else found)]
    if all(each.isascii() for each in words):
        return " ".join(words)
    return ("" if all(each.endswith("。") for each in words) else "、").join(words)


def _json_of(field: Field[Any, Any, Any, Any]) -> Callable[[Any], str]:
    def dumped(found: Any) -> str:
        said = found if isinstance(found, dict | list) else field.to_representation(found)
        return json.dumps(said, ensure_ascii=False, default=_plain)

    return dumped


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value.isoformat()
