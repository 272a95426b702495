"""Regions over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regions.services import add_region
from tests.integration.world import World

Caller = Callable[[str], Client]


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [row["code"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["980000", "980100", "980101", "980102", "980200", "980201"]),
        ("?subtree=980100", ["980100", "980101", "980102"]),
        ("?parent=980000", ["980100", "980200"]),
        ("?level=county", ["980101", "980102", "980201"]),
        ("?subtree=980100&level=city", ["980100"]),
    ],
)
def test_regions_and_their_filters(world: World, with_token: Caller, query: str, expected: list[str]) -> None:
    assert codes(with_token("leader").get(f"/api/v1/regions/{query}")) == expected


def test_one_region(world: World, with_token: Caller) -> None:
    assert with_token("leader").get("/api/v1/regions/980101/").json() == {
        "code": "980101", "name": "东县", "level": "county", "level_label": "县级", "parent": "980100",
        "valid_from": None, "valid_to": None, "successor": None, "is_standard": False, "is_fictional": True,
    }  # fmt: skip


def test_what_the_stranger_may_not_see_is_not_there(world: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert codes(program.get("/api/v1/regions/")) == ["980000", "980200", "980201"]
    assert codes(program.get("/api/v1/regions/?subtree=980100")) == []
    answer = program.get("/api/v1/regions/980101/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_queries_do_not_grow_with_regions(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    program.get("/api/v1/regions/")
    few = count_queries(lambda: program.get("/api/v1/regions/"))
    for number in range(50, 90):
        add_region(code=f"9801{number}", name=f"县{number}", level="county", parent_id="980100")
    assert count_queries(lambda: program.get("/api/v1/regions/")) == few
