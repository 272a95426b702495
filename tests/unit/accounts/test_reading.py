"""Rows told a member at a time are told as REST framework tells them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import serializers

from accounts.api.reading import LEFT_OUT, represented, values_of


class Inner(serializers.Serializer[Any]):
    code = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)


class Upper(serializers.Serializer[Any]):
    """Tells itself in its own way."""

    code = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {"code": super().to_representation(instance)["code"].upper()}


class Outer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    day = serializers.DateField(allow_null=True)
    inner = Inner(allow_null=True)
    whole = Inner(source="*")
    upper = Upper(source="inner", allow_null=True)
    members = Inner(many=True)
    words = serializers.ListField(child=serializers.CharField())
    deep = serializers.CharField(source="inner.code", allow_null=True, default="none")
    keyed = serializers.CharField(source="given.key", allow_null=True)
    called = serializers.CharField(source="call")
    sometimes = serializers.CharField(required=False)
    computed = serializers.SerializerMethodField()
    secret = serializers.CharField(write_only=True)

    def get_computed(self, row: Any) -> str | None:
        return None if row.id % 2 else f"{row.code}!"


def called() -> str:
    return "answer"


INNERS = st.builds(SimpleNamespace, code=st.text(), size=st.none() | st.integers())
ROWS = st.builds(
    lambda sometimes, **members: SimpleNamespace(**members, **sometimes),
    id=st.integers(),
    code=st.text(),
    size=st.none() | st.integers(),
    day=st.none() | st.dates(),
    inner=st.none() | INNERS | st.fixed_dictionaries({"code": st.text(), "size": st.none()}),
    members=st.lists(INNERS, max_size=3),
    words=st.lists(st.text(), max_size=3),
    given=st.fixed_dictionaries({}, optional={"key": st.none() | st.text(), "keys": st.text()}),
    call=st.sampled_from([called, "answer"]),
    sometimes=st.fixed_dictionaries({}, optional={"sometimes": st.text()}),
)


@given(st.lists(ROWS, max_size=5))
def test_rows_are_told_as_one_by_one(rows: Sequence[Any]) -> None:
    serializer = Outer()
    assert represented(serializer, rows) == [serializer.to_representation(row) for row in rows]


@given(st.lists(ROWS, min_size=1, max_size=5))
def test_a_serializer_with_a_way_of_its_own_keeps_it(rows: Sequence[Any]) -> None:
    serializer = Upper()
    assert represented(serializer, rows) == [{"code": row.code.upper()} for row in rows]


def test_what_a_row_does_not_have_is_left_out() -> None:
    rows = [SimpleNamespace(sometimes="so"), SimpleNamespace()]
    assert values_of(Outer().fields["sometimes"], rows) == ["so", LEFT_OUT]


def test_what_must_be_there_is_missed_in_the_same_words() -> None:
    field = Outer().fields["day"]
    field.allow_null = False
    with pytest.raises(
        AttributeError, match="Got AttributeError when attempting to get a value for field `day`"
    ):
        values_of(field, [SimpleNamespace(day=date(2025, 1, 1)), SimpleNamespace()])


def test_a_relation_that_is_not_there_is_nothing() -> None:
    class Row:
        @property
        def inner(self) -> Any:
            raise ObjectDoesNotExist

    assert values_of(Outer().fields["deep"], [Row()]) == [None]
    assert values_of(Outer().fields["inner"], [Row()]) == [None]


def test_without_members_a_row_is_empty() -> None:
    assert represented(serializers.Serializer[Any](), [SimpleNamespace(), SimpleNamespace()]) == [{}, {}]
