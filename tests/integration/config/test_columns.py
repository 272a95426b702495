"""JSON and columns, made of all rows at once, say what REST framework says of each row by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from rest_framework import serializers
from rest_framework.fields import SkipField

from accounts.api import resource
from accounts.api.reading import represented
from config.api import RESOURCES
from config.formats import tables
from config.formats.columns import Column, columns_of
from indicators.calc import parse_figure
from indicators.serializers.figures import FigureField, figure_in
from indicators.services.annual import set_annual_targets
from plans.services import Pledge, add_commitments
from reporting.services import open_round
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
LISTS = (
    *(f"{name}/?" for name in RESOURCES),
    "progress/?explain=1",
    "progress/?known_on=2025-03-01",
    "progress/?standing=provisional",
    "progress/?fields=id,region.code,target,inputs",
    "actuals/?standing=provisional",
    "actuals/?known_on=2025-03-02",
    "plan-indicators/?fields=targets,baseline,parent",
)


@pytest.fixture
def everything(world: World) -> World:
    """Something in every resource."""
    pledges = [
        Pledge(name="建设零工驿站", section="专栏1", quantity=Decimal(200), unit="个", text="200个以上")
    ]
    add_commitments(plan_id=world.plans["980101"].pk, pledges=pledges, by=None, at=AT)
    target = world.row("980101", "pension").pk
    set_annual_targets(plan_indicator_id=target, figures={2024: parse_figure("93")}, by=None, at=AT)
    open_round(
        region_id="980100", year=2025, opens_date=date(2025, 1, 5), due_date=date(2025, 3, 31),
        by=world.people["planner"], at=AT,
    )  # fmt: skip
    return world


@pytest.mark.parametrize("address", LISTS)
def test_json_is_what_the_framework_makes(
    address: str, everything: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Any, Any]] = []

    def both(serializer: Any, rows: Sequence[Any]) -> list[Any]:
        fast = represented(serializer, rows)
        seen.append((fast, [serializer.to_representation(row) for row in rows]))
        return fast

    monkeypatch.setattr(resource, "represented", both)
    assert with_token("planner").get(f"/api/v1/{address}").status_code == 200
    [(fast, slow)] = seen
    assert fast == slow
    assert fast, "nothing was compared"
    assert [list(row) for row in fast] == [list(row) for row in slow], "the order of members"


@pytest.mark.parametrize("address", LISTS)
def test_cells_are_what_the_framework_reads(
    address: str, everything: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[serializers.Serializer[Any], list[Column]]] = []

    def kept(serializer: Any, asked: Sequence[str] = ()) -> list[Column]:
        seen.append((serializer, columns_of(serializer, asked)))
        return seen[-1][1]

    monkeypatch.setattr(tables, "columns_of", kept)
    chunks: list[Sequence[Any]] = []
    given = resource.Resource.chunks

    def read(view: Any, rows: Any) -> Iterator[Sequence[Any]]:
        for chunk in given(view, rows):
            chunks.append(chunk)
            yield chunk

    monkeypatch.setattr(resource.Resource, "chunks", read)
    answer = with_token("planner").get(f"/api/v1/{address}&format=csv")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    [(serializer, columns)], rows = seen, [row for chunk in chunks for row in chunk]
    assert rows, "nothing was compared"
    for column in columns:
        cells = column.values(rows)
        assert cells == [column.values([row])[0] for row in rows], column.path
        slow = [read_slowly(serializer, column.path.split("."), row) for row in rows]
        if any(isinstance(said, dict | list) for said in slow):
            cells = [None if cell is None else _loaded(cell) for cell in cells]
            slow = [_words(said) for said in slow]
        assert cells == slow, column.path


def _loaded(cell: Any) -> Any:
    """What a cell of JSON holds; words stay as they stand."""
    return json.loads(cell) if isinstance(cell, str) and cell.startswith(("[", "{")) else cell


def _words(said: Any) -> Any:
    """A list of words as they stand in a cell."""
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        return said
    text = "".join(said)
    if text.isascii():
        return " ".join(said)
    return text if all(each.endswith("。") for each in said) else "、".join(said)


def read_slowly(serializer: serializers.Serializer[Any], path: Sequence[str], row: Any) -> Any:
    """One cell, as the framework reads the member, step by step."""
    field, rest = serializer.fields[path[0]], path[1:]
    try:
        found = field.get_attribute(row)
    except SkipField:
        return None
    if found is None:
        return None
    if isinstance(field, serializers.Serializer):
        return read_slowly(field, rest, found)
    if isinstance(field, FigureField):
        figure = figure_in(found)
        [part] = [part for part in field.PARTS if part.name == rest[0]]
        return None if figure is None else part.take(figure)
    if isinstance(field, serializers.SerializerMethodField):
        return field.to_representation(found)
    told = field.to_representation(found)
    return json.loads(json.dumps(told)) if isinstance(told, dict | list) else found
