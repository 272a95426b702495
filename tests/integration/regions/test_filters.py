"""Filters of the API: lists of values, spans of years, and what is wrong with each of them by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regions.filters import MOST
from tests.integration.world import World

Caller = Callable[[str], Client]


def count(answer: Any) -> int:
    assert answer.status_code == 200, answer.content
    return len(answer.json()["results"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("actuals/?year=2021,2023", 24),
        ("actuals/?year=2021-2023", 36),
        ("actuals/?year=2021-2022,2023", 36),
        ("actuals/?region=980100,980101", 24),
        ("actuals/?region=980100, 980101,980100", 24),
        ("actuals/?subtree=980101,980200", 12),
        ("actuals/?level=city,county", 24),
        ("actuals/?indicator=new_jobs,pension&year=2023", 6),
        ("actuals/?domain=就业&year=2023", 6),
        ("actuals/?domain=就业,其他&year=2023", 12),
        ("plans/?year=2019-2021", 3),
        ("plans/?year=2019-2020,2026", 0),
        ("plans/?state=published,closed", 3),
        ("plan-indicators/?attribute=binding,unstated&region=980101", 2),
        ("plan-indicators/?year=2024-2030&domain=就业", 6),
        ("progress/?year=2022-2023&state=published&domain=其他&region=980101", 4),
        ("indicators/?indicator=pension,new_jobs", 2),
        ("indicators/?basis=level,cumulative", 2),
        ("regions/?region=980100,980201", 2),
        ("regions/?parent=980100,980200", 3),
    ],
)
def test_lists_and_spans(world: World, with_token: Caller, query: str, expected: int) -> None:
    assert count(with_token("leader").get(f"/api/v1/{query}")) == expected


def test_several_plans(world: World, with_token: Caller) -> None:
    ids = ",".join(str(world.plans[code].pk) for code in ("980100", "980101"))
    program = with_token("leader")
    assert count(program.get(f"/api/v1/plans/?plan={ids}")) == 2
    assert count(program.get(f"/api/v1/plan-indicators/?plan={ids}")) == 8


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("region=98,980101,999999", "region", ["“98”不是六位数字的行政区划代码", "没有代码为“999999”的地区"]),
        ("subtree=980101,", "subtree", ["逗号之间有空的值"]),
        ("level=city,town,village", "level", ["没有“town”这个值", "没有“village”这个值"]),
        ("indicator=pension,x,y", "indicator", ["没有“x”", "没有“y”"]),
        ("domain=就业,体育", "domain", ["没有“体育”这个领域"]),
        ("year=2021,abc,2025-2021", "year", ["“abc”不是", "“2025-2021”不是"]),
        ("year=1949-2021", "year", ["“1949-2021”不是 1950—2100 的年份"]),
        ("year=2021-", "year", ["“2021-”不是"]),
        ("plan=999998,999999", "plan", ["没有编号为 999998 的规划", "没有编号为 999999 的规划"]),
        ("plan=1,abc", "plan", ["“abc”不是整数"]),
        ("status=behind,late", "status", ["没有“late”这个值"]),
        ("lamp=bad,red", "lamp", ["没有“red”这个值"]),
        ("known_on=20250301", "known_on", ["“20250301”不是日期"]),
        ("known_on=2025-W09-6", "known_on", ["“2025-W09-6”不是日期"]),
        ("region=" + ",".join(str(code) for code in range(110000, 110001 + MOST)), "region", ["一次至多"]),
    ],
)
def test_each_bad_member_is_named(
    world: World, with_token: Caller, query: str, parameter: str, words: list[str]
) -> None:
    answer = with_token("leader").get(f"/api/v1/progress/?{query}")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    for said in words:
        assert said in error["detail"]


def test_long_lists_make_as_many_queries_as_short_ones(
    world: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program = with_token("leader")
    ids = [str(plan.pk) for plan in world.plans.values()]

    def ask(many: bool) -> int:
        most = 3 if many else 1
        query = "&".join(
            f"{name}={','.join(values[:most])}"
            for name, values in (
                ("region", [*world.plans]), ("subtree", [*world.plans]), ("plan", ids),
                ("indicator", [*world.indicators]), ("domain", ["就业", "其他"]),
            )
        )  # fmt: skip
        return count_queries(lambda: count(program.get(f"/api/v1/progress/?{query}")))

    ask(many=False)
    assert ask(many=True) == ask(many=False)


def test_the_document_says_how_lists_are_written(world: World, signed_in: Caller) -> None:
    operation = signed_in("clerk").get("/api/v1/schema").json()["paths"]["/api/v1/progress/"]["get"]
    parameters = {each["name"]: each for each in operation["parameters"]}
    for name in ("region", "subtree", "level", "plan", "indicator", "attribute", "status", "lamp", "year"):
        said = parameters[name]
        assert (said["schema"]["type"], said["style"], said["explode"]) == ("array", "form", False)
        assert "逗号分隔" in said["description"]
    assert "2021-2025" in parameters["year"]["description"]
    assert parameters["standing"]["schema"]["type"] == "string"
