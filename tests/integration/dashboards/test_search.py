"""查找: one word over everything one may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services import add_department
from indicators.services.catalogue import add_alias
from plans.models import Plan
from plans.services import Pledge, add_commitments
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
SEARCH = reverse("dashboards:search")


def found(browser: Client, text: str, **more: str) -> dict[str, Any]:
    page = browser.get(SEARCH, {"q": text, **more}).context["page"]
    return {kind.label: kind for kind in page.kinds}


def test_every_kind_is_found(world: World, signed_in: SignedIn) -> None:
    add_commitments(plan_id=world.plans["980000"].pk, pledges=[Pledge(name="东县零工市场")], by=None, at=AT)
    add_department(region_id="980000", name="东县联络处", by=None, at=AT)
    add_alias(indicator_id=world.indicators["pension"].pk, name="东县叫法", by=None, at=AT)
    kinds = found(signed_in("leader"), " 东县 ")
    assert set(kinds) == {"地区", "规划", "规划中的指标", "指标目录", "重点任务", "部门"}
    assert kinds["指标目录"].hits[0].about.endswith("又称东县叫法")
    assert kinds["规划中的指标"].count == 3
    for kind in kinds.values():
        for hit in kind.hits:
            assert not hit.url or signed_in("leader").get(hit.url).status_code == 200


def test_stranger_finds_only_what_may_be_seen(world: World, signed_in: SignedIn) -> None:
    add_commitments(plan_id=world.plans["980101"].pk, pledges=[Pledge(name="零工市场")], by=None, at=AT)
    browser = signed_in("stranger")
    assert found(browser, "零工市场") == {}
    assert found(browser, "就业促进科") == {}
    assert [hit.about for hit in found(browser, "规划")["规划"].hits] == ["示范省，2021—2025"]
    assert found(browser, "城镇新增就业")["规划中的指标"].count == 1


def test_drafts_are_found_by_their_planner_only(world: World, signed_in: SignedIn) -> None:
    Plan.objects.filter(region="980100").update(state=Plan.State.DRAFT)
    hits = found(signed_in("planner"), "甲市")["规划"].hits
    assert hits[0].about == "甲市，2021—2025（草稿）"
    assert signed_in("planner").get(hits[0].url).status_code == 200
    assert "规划" not in found(signed_in("leader"), "甲市")


def test_eight_of_a_kind_and_the_way_to_all(world: World, signed_in: SignedIn) -> None:
    plan_of_size("980100", 60)
    browser = signed_in("planner")
    kind = found(browser, "size60")["规划中的指标"]
    assert (kind.count, len(kind.hits)) == (60, 8)
    answer = browser.get(kind.all_url)
    assert len(answer.context["page"].kinds[0].hits) == 50
    assert "kind=plan_indicator&amp;page=2" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?kind=plan"])
def test_without_a_word_the_box_alone(world: World, signed_in: SignedIn, query: str) -> None:
    assert "输入要找的内容" in signed_in("leader").get(SEARCH + query).content.decode()


def test_nothing_found_is_said(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    assert "没有找到" in browser.get(SEARCH, {"q": "<b>100%_"}).content.decode()
    assert "没有找到" in browser.get(SEARCH, {"q": "没有", "kind": "plan"}).content.decode()


def test_who_has_no_grant_finds_no_page_and_no_box(world: World, signed_in: SignedIn) -> None:
    world.people["stranger"].grants.all().delete()
    browser = signed_in("stranger")
    assert browser.get(SEARCH).status_code == 404
    assert "who-search" not in browser.get(reverse("dashboards:home")).content.decode()


def test_box_stands_in_the_head_of_every_page(world: World, signed_in: SignedIn) -> None:
    assert f'action="{SEARCH}"' in signed_in("clerk").get(reverse("dashboards:home")).content.decode()


def test_search_makes_as_many_queries_for_two_as_for_forty(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("planner")
    plan_of_size("980100", 2)
    browser.get(SEARCH)  # the first request after signing in also stores the session
    few = count_queries(lambda: browser.get(SEARCH, {"q": "size"}))
    plan_of_size("980100", 40, start=2016)
    assert count_queries(lambda: browser.get(SEARCH, {"q": "size"})) == few
