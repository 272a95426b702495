"""Figures of the record over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.calc import parse_figure
from indicators.models import Actual
from indicators.services.figures import Reported, record_published, report
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
PATH = "/api/v1/actuals/"


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 36),
        ("?region=980101", 12),
        ("?subtree=980100", 24),
        ("?level=province", 12),
        ("?indicator=new_jobs", 9),
        ("?year=2023", 12),
        ("?year=2024", 0),
        ("?standing=accepted&year=2023&region=980101&indicator=pension", 1),
        ("?standing=provisional", 4),
        ("?standing=provisional&year=2023", 0),
    ],
)
def test_filters(world: World, with_token: Caller, query: str, count: int) -> None:
    assert len(rows(with_token("leader").get(PATH + query))) == count


def test_one_figure(world: World, with_token: Caller) -> None:
    actual = Actual.objects.get(region="980101", indicator__code="new_jobs", year=2022)
    assert with_token("clerk").get(f"{PATH}{actual.pk}/").json() == {
        "id": actual.pk, "region": {"code": "980101", "name": "东县"},
        "indicator": {"code": "new_jobs", "name": "城镇新增就业"}, "year": 2022, "unit": "万人",
        "standing": "accepted", "figure": {"op": ">", "value": "6", "text": ">6"}, "version": 1,
        "is_estimate": False, "revision": "final", "since_year": None, "breaks_series": False,
        "numerator": None, "denominator": None, "source": "统计年鉴", "scope": "", "note": "",
        "reported_at": "2025-03-01T16:00:00+08:00", "accepted_at": "2025-03-01T16:00:00+08:00",
    }  # fmt: skip


def test_what_is_missing_is_missing(world: World, with_token: Caller) -> None:
    entries = [
        Reported("980101", world.indicators["pension"].pk, 2020, parse_figure("—")),
        Reported("980101", world.indicators["pension"].pk, 2019, parse_figure("0")),
    ]
    record_published(figures=entries, at=AT)
    zero, dash = rows(with_token("clerk").get(f"{PATH}?region=980101&indicator=pension"))[-2:][::-1]
    assert zero["figure"] == {"op": "=", "value": "0", "text": "0"}
    assert dash["figure"] == {"op": "=", "value": None, "text": "—", "kind": "missing"}


def test_submitted_figures_follow_the_grant(world: World, with_token: Caller) -> None:
    """A sibling sees the accepted figure of a year, never the newer one that is only submitted."""
    entry = Reported("980101", world.indicators["pension"].pk, 2023, parse_figure("99"), reason="更正")
    report(figures=[entry], by=None, at=AT)
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2023)
    world.people["stranger"].grants.update(region="980102")
    own, sibling = with_token("clerk"), with_token("stranger")
    for program in (own, sibling):
        assert program.get(f"{PATH}{actual.pk}/").json()["figure"]["text"] == "91.5"
    submitted = own.get(f"{PATH}{actual.pk}/?standing=provisional").json()
    assert (submitted["figure"]["text"], submitted["standing"], submitted["accepted_at"]) == (
        "99",
        "provisional",
        None,
    )
    assert sibling.get(f"{PATH}{actual.pk}/?standing=provisional").status_code == 404
    assert rows(sibling.get(f"{PATH}?standing=provisional")) == []


def test_what_the_stranger_may_not_see_is_not_there(world: World, with_token: Caller) -> None:
    program = with_token("stranger")
    assert {row["region"]["code"] for row in rows(program.get(PATH))} == {"980000"}
    actual = Actual.objects.filter(region="980101", accepted__isnull=False)[0]
    answer = program.get(f"{PATH}{actual.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["", "1/"])
def test_an_unknown_standing_is_refused(world: World, with_token: Caller, path: str) -> None:
    answer = with_token("clerk").get(f"{PATH}{path}?standing=draft")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "standing")


def test_queries_do_not_grow_with_figures(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    for query in ("", "&standing=provisional"):
        program.get(f"{PATH}?page_size=2{query}")
        few = count_queries(lambda: program.get(f"{PATH}?page_size=2{query}"))  # noqa: B023
        entries = [
            Reported("980101", world.indicators["pension"].pk, year, parse_figure("91"))
            for year in range(1960, 2000)
        ]
        report(figures=entries, by=None, at=AT)
        assert count_queries(lambda: program.get(f"{PATH}?page_size=40{query}")) == few  # noqa: B023
