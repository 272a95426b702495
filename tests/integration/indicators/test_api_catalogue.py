"""The catalogue over the API."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from indicators.models import Indicator, IndicatorAlias
from tests.integration.world import World

Caller = Callable[[str], Client]


def test_the_catalogue_is_everybodys(world: World, with_token: Caller) -> None:
    IndicatorAlias.objects.create(indicator=world.indicators["new_jobs"], name="城镇新增就业人数")
    said = with_token("stranger").get("/api/v1/indicators/").json()["results"]
    assert [row["code"] for row in said] == ["new_jobs", "pension", "skill_mix", "unemployment"]
    assert said[0]["aliases"] == ["城镇新增就业人数"]
    assert (said[1]["limit_low"], said[1]["limit_high"]) == ("0", "100")
    assert with_token("stranger").get("/api/v1/indicators/new_jobs/").json() == said[0]


def test_filters(world: World, with_token: Caller) -> None:
    program = with_token("analyst")
    for query, expected in (
        ("basis=cumulative", ["new_jobs"]),
        ("sense=lower", ["unemployment"]),
        ("domain=就业", ["new_jobs", "unemployment"]),
    ):
        rows = program.get(f"/api/v1/indicators/?{query}").json()["results"]
        assert [row["code"] for row in rows] == expected
    answer = program.get("/api/v1/indicators/?domain=体育").json()
    assert answer["errors"][0]["detail"] == "没有“体育”这个领域。可用：其他、就业。"


def test_an_unknown_code_is_not_found(world: World, with_token: Caller) -> None:
    answer = with_token("analyst").get("/api/v1/indicators/nothing/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_queries_do_not_grow_with_indicators(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    program.get("/api/v1/indicators/")
    few = count_queries(lambda: program.get("/api/v1/indicators/"))
    parent = world.indicators["new_jobs"]
    for number in range(38):
        made = Indicator.objects.create(
            code=f"more_{number}", name=f"指标{number}", domain="其他", definition="x", basis="level",
            sense="higher", parent=parent,
        )  # fmt: skip
        IndicatorAlias.objects.create(indicator=made, name=f"别名{number}")
    assert count_queries(lambda: program.get("/api/v1/indicators/")) == few
