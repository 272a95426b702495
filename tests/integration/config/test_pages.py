"""Pages of a list: no row twice, none lost, whatever happens between two of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from indicators.models import Actual, Verdict
from tests.integration.world import World

Caller = Callable[[str], Client]


def get(program: Client, address: str) -> dict[str, Any]:
    answer = program.get(address)
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def test_rows_are_counted_on_request(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    page = get(program, "/api/v1/progress/?page_size=3&count=1")
    assert (list(page), len(page["results"])) == (["count", "next", "results"], 3)
    assert page["count"] == len(get(program, "/api/v1/progress/?page_size=1000")["results"]) > 3
    assert get(program, page["next"])["count"] == page["count"]
    assert "count" not in get(program, "/api/v1/progress/?page_size=3&count=0")
    assert program.get("/api/v1/progress/?count=yes").json()["code"] == "invalid_parameter"


def test_the_next_page_keeps_the_question(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    first = get(program, "/api/v1/progress/?page_size=2&year=2023&fields=id,year")
    asked = parse_qs(urlsplit(first["next"]).query)
    assert {name: asked[name] for name in ("page_size", "year", "fields")} == {
        "page_size": ["2"], "year": ["2023"], "fields": ["id,year"],
    }  # fmt: skip
    rows = get(program, first["next"])["results"]
    assert {row["year"] for row in rows} == {2023}
    assert set(rows[0]) == {"id", "year"}


def test_rows_that_go_and_come_shift_nothing(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    whole = [row["id"] for row in get(program, "/api/v1/progress/?page_size=1000")["results"]]
    first = get(program, "/api/v1/progress/?page_size=4")
    gone, year, standing = first["results"][3]["id"].split("-")
    Verdict.objects.filter(plan_indicator=gone, year=year, standing=standing).delete()
    second = get(program, first["next"].replace("page_size=4", "page_size=1000"))
    assert [row["id"] for row in second["results"]] == whole[4:]


def test_more_than_a_page_of_rows_alike_in_the_first_column(world: World, with_token: Caller) -> None:
    """The cursor holds the whole place, so that many years of one indicator do not blur it."""
    program = with_token("leader")
    row = Verdict.objects.filter(region="980000", standing="accepted").latest("year")
    for year in range(2030, 2090):
        row.year = year
        row.save(force_insert=True)
    address = f"/api/v1/progress/?plan={row.plan_id}&page_size=7"
    years: list[tuple[str, int]] = []
    while address:
        page = get(program, address)
        years += [(each["plan_indicator"]["id"], each["year"]) for each in page["results"]]
        address = page["next"]
    there = Verdict.objects.filter(plan=row.plan_id, standing="accepted").count()
    assert len(years) == len(set(years)) == there > 60
    assert years == sorted(years)


def test_a_cursor_of_another_list_is_refused(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    other = parse_qs(urlsplit(get(program, "/api/v1/regions/?page_size=1")["next"]).query)["cursor"][0]
    for cursor in (other, other[:-1], "", "W10", "W10:abc", "\x00", "é"):
        answer = program.get("/api/v1/actuals/", {"cursor": cursor})
        assert answer.json()["errors"][0]["parameter"] == "cursor", cursor


@pytest.mark.parametrize("order", [("-year", "id"), ("year", "-id")])
def test_an_order_may_run_downwards(
    world: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    monkeypatch.setattr("indicators.api.ActualViewSet.ordering", order)
    program, address, found = with_token("leader"), "/api/v1/actuals/?page_size=3", []
    while address:
        page = get(program, address)
        found += [row["id"] for row in page["results"]]
        address = page["next"]
    seen = Actual.objects.accepted_to(world.people["leader"]).order_by(*order)
    assert found == list(seen.values_list("pk", flat=True))


def test_only_the_members_asked_for(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    rows = get(program, "/api/v1/progress/?fields=region.code,status,why")["results"]
    assert all(set(row) == {"region", "status", "why"} and set(row["region"]) == {"code"} for row in rows)
    assert all(row["why"] for row in rows)
    assert "why" not in get(program, "/api/v1/progress/")["results"][0]
    single = f"/api/v1/plans/{world.plans['980000'].pk}/"
    assert get(program, f"{single}?fields=title") == {"title": world.plans["980000"].title}
    whole = get(program, f"{single}?fields=cutoffs,cutoffs.ahead")
    assert set(whole["cutoffs"]) == {"ahead", "on_track", "tolerance", "serious"}


def test_members_that_there_are_not_are_named(world: World, with_token: Caller) -> None:
    for asked, wrong in (("id,statos", "statos"), ("id,", ""), ("region.mayor", "region.mayor")):
        refused = with_token("leader").get("/api/v1/progress/", {"fields": asked}).json()
        assert refused["errors"][0]["parameter"] == "fields"
        assert f"“{wrong}”" in refused["detail"]
        assert "region.code" in refused["detail"]
