"""区域对比: who may see it, the same numbers as the indicator pages, and an address that can be shared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards.pages.address import Asked
from dashboards.pages.compare import ComparePage, compare_page
from dashboards.pages.compare_choices import Wanted
from dashboards.pages.indicator import indicator_page
from dashboards.queries.compare import shared_indicators
from dashboards.reports.content import content_of
from indicators.calc import parse_figure
from indicators.models import Indicator
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, record_published
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.services import create_plan
from regions.services import add_region
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
Count = Callable[[Callable[[], object]], int]
CITY = "980100"


def beside(world: World, code: str, figures: dict[int, str], *, indicator: str = "pension") -> None:
    """Another region with a plan of the same years that has this one indicator."""
    plan = create_plan(region_id=code, title=f"{code} 规划", start_year=2021, end_year=2025, by=None, at=AT)
    found = world.indicators[indicator]
    promise = Promise(
        indicator_id=found.pk, name=found.name, unit=found.unit, target=parse_figure("95"), target_year=2025,
        baseline=parse_figure("90"), baseline_year=2020,
    )  # fmt: skip
    rows = add_promises(plan_id=plan.pk, promises=[promise], by=None, at=AT)
    publish_plan(plan_id=plan.pk, by=None, at=AT)
    reported = [Reported(code, found.pk, year, parse_figure(text)) for year, text in figures.items()]
    record_published(figures=reported, at=AT)
    assess_plan_indicators(plan_indicator_ids=[row.pk for row in rows], at=AT)


def shown(user: User, code: str = CITY, *, wanted: Wanted | None = None, **asked: Any) -> ComparePage:
    page = compare_page(user=user, code=code, asked=Asked(**asked), wanted=wanted or Wanted("pension"))
    assert page is not None
    return page


def test_children_are_ranked_with_the_numbers_of_their_own_pages(leader: User, world: World) -> None:
    beside(world, "980102", {2021: "91", 2022: "92", 2023: "94"})
    page = shown(leader)
    assert page.scope == "children"
    assert [(row.rank, row.region) for row in page.ranked] == [(1, "西县"), (2, "东县")]
    assert page.measure == "目标实现程度"
    row = world.row("980101", "pension")
    own = indicator_page(user=leader, plan_id=row.plan_id, plan_indicator_id=row.pk, asked=Asked(year=2023))
    assert own is not None
    facts = {fact.label: fact.value for fact in own.facts}
    east = page.ranked[1]
    assert (east.value, east.word, east.url.split("?")[0]) == (
        facts["目标实现程度"],
        own.word,
        f"/plans/{row.plan_id}/indicators/{row.pk}/",
    )
    assert f"{east.actual}%" == facts["2023 年实际"]


def test_what_cannot_be_compared_stands_apart(leader: User, world: World) -> None:
    beside(world, "980102", {2021: "91", 2022: "92"})
    page = shown(leader, year=2023)
    assert [(row.region, row.reason) for row in page.apart] == [("西县", "只有 2022 年数据")]
    assert [row.rank for row in page.ranked] == [1]
    assert page.chart is None, "nobody to be compared with"


def test_region_without_children_is_compared_with_its_siblings(leader: User, world: World) -> None:
    beside(world, "980102", {2023: "94"})
    page = shown(leader, "980101")
    assert page.scope == "siblings"
    assert [row.region for row in page.ranked if row.is_own] == ["东县"]


def test_reports_rank_as_the_page_does(leader: User, world: World) -> None:
    """What the page sets apart, or cannot rank at all, is ranked in no report."""
    add_region(code="980103", name="南县", level="county", parent_id=CITY, is_fictional=True)
    beside(world, "980102", {2023: "94"})
    beside(world, "980103", {2023: "≥93"})
    told = content_of(
        leader, plan_id=world.plans[CITY].pk, kind="notice", year=2023, with_subtree=True, made_at=AT
    )
    page = shown(leader, year=2023)
    (ranking,) = told.rankings
    assert [row.region for row in page.apart] == ["南县"]
    assert (ranking.indicator, ranking.score_name) == (page.name, page.measure)
    assert list(ranking.lines) == [(row.rank, row.region, row.actual, row.value) for row in page.ranked]


def test_measure_scope_and_indicator_stay_in_the_address(leader: User, world: World) -> None:
    beside(world, "980102", {2023: "94"})
    page = shown(leader, "980101", wanted=Wanted("pension", "siblings", "actual"), year=2023)
    assert (page.measure, page.scored) == ("实际值", "")  # the column of 实际 says it already
    year = next(each for each in page.years if each.year == "2022")
    for part in ("indicator=pension", "scope=siblings", "by=actual", "year=2022"):
        assert part in year.url


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?indicator=nonsense", "没有共同的指标“nonsense”"),
        ("?indicator=pension&by=luck", "排名依据“luck”不存在"),
        ("?scope=moon", "对比范围“moon”不存在"),
        ("?year=x", "年度“x”不是数字"),
    ],
)
def test_bad_address_is_told_and_falls_back(world: World, signed_in: SignedIn, query: str, said: str) -> None:
    beside(world, "980102", {2023: "94"})
    answer = signed_in("leader").get(reverse("dashboards:board_compare", args=[CITY]) + query)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert answer.context["page"].ranked


def test_page_works_without_script(world: World, signed_in: SignedIn) -> None:
    beside(world, "980102", {2023: ">94"})
    address = reverse("dashboards:board_compare", args=[CITY]) + "?indicator=pension"
    text = signed_in("leader").get(address).content.decode()
    assert re.search(r'<form method="get">.*<select[^>]* name="indicator">.*type="submit"', text, re.DOTALL)
    assert text.count('<svg viewBox="0 0 300') == 2
    assert "不是确数" in text


def test_nothing_to_compare_is_said(leader: User, world: World) -> None:
    page = shown(leader, "980000", wanted=Wanted())
    assert page.empty == "没有可对比的下级地区"


def test_provisional_figures_of_siblings_follow_the_grants(clerk: User, world: World) -> None:
    beside(world, "980102", {2023: "94"})
    page = shown(clerk, "980101", standing="provisional", year=2023)
    assert page.standing_label == "已接收"
    assert any("同级地区只提供已接收" in notice.text for notice in page.notices)
    assert len(page.ranked) == 2


@pytest.mark.parametrize("query", ["", "?standing=provisional", "?plan=999999"])
def test_what_a_stranger_may_not_see_is_not_there(world: World, signed_in: SignedIn, query: str) -> None:
    code = "980101" if query != "?plan=999999" else "980201"
    answer = signed_in("stranger").get(reverse("dashboards:board_compare", args=[code]) + query)
    assert answer.status_code == 404


def test_queries_do_not_grow_with_the_regions(leader: User, world: World, count_queries: Count) -> None:
    beside(world, "980102", {2023: "94"})
    shown(leader)  # grants are read once
    few = count_queries(lambda: shown(leader))
    for place in range(10, 48):
        code = f"9801{place}"
        add_region(code=code, name=f"{code} 县", level="county", parent_id=CITY, is_fictional=True)
        beside(world, code, {2023: f"9{place % 5}"})
    many: list[ComparePage] = []
    assert count_queries(lambda: many.append(shown(leader))) == few
    assert len(many[0].ranked) == 40
    assert [row.rank for row in many[0].ranked] == sorted(row.rank or 0 for row in many[0].ranked)


def test_only_indicators_of_two_plans_are_offered(leader: User, world: World) -> None:
    beside(world, "980102", {2023: "94"})
    plans = [*world.plans.values()]
    assert {each.code for each in shared_indicators(leader, plans)} == set(world.indicators)
    page = shown(leader)
    assert [option.code for group in page.options for option in group.options] == ["pension"]
    assert Indicator.objects.count() > 1
