"""大屏: the panels of a board, with the board's numbers, one under the other without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from regions.services import add_region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import World

SignedIn = Callable[[str], Client]
CITY = "980100"


def wall(browser: Client, code: str = CITY, query: str = "") -> str:
    answer = browser.get(reverse("dashboards:board_wall", args=[code]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_without_script_all_panels_stand_under_each_other(world: World, signed_in: SignedIn) -> None:
    text = wall(signed_in("leader"))
    panels = re.findall(r'<section class="wall-panel[^"]*" id="([^"]+)" data-panel', text)
    assert panels == ["overview", "gaps-1", "regions", "changes"]
    assert re.findall(r'<a href="#([^"]+)" data-place>', text) == panels
    assert not re.findall(r"<section[^>]* hidden", text)
    assert re.search(r"data-keys hidden", text), "keys that do nothing without script are not shown"
    assert "演示数据" in text
    assert "数据更新至" in text


def test_numbers_are_those_of_the_board(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    board = browser.get(reverse("dashboards:board", args=[CITY])).context["page"]
    text = words(wall(browser))
    assert squeezed(board.headline.text) in squeezed(text)
    for row in board.gaps:
        assert row.name in text
        assert row.gap in text
    (tile,) = (each for each in board.regions.tiles.tiles if each.code == "980101")
    assert f"{tile.value} {tile.detail}" in text
    assert [group.label for group in board.changes.groups if group.label not in text] == []


def test_long_gap_list_fills_three_panels_and_counts_the_rest(world: World, signed_in: SignedIn) -> None:
    plan = plan_of_size("980102", 40)
    browser = signed_in("leader")
    query = f"?plan={plan.pk}"
    text = wall(browser, "980102", query)
    assert re.findall(r'id="(gaps-\d)" data-panel', text) == ["gaps-1", "gaps-2", "gaps-3"]
    total = len(browser.get(f"/board/980102/{query}").context["page"].gaps)
    assert total == 20
    assert "第 11–15 项，共 20 项；其余 5 项见驾驶舱" in words(text)


@pytest.mark.parametrize(
    ("asked", "used"), [("", 15), ("30", 30), ("5", 5), ("4", 15), ("1e9", 15), ("x", 15)]
)
def test_seconds_are_those_asked_for_or_said_to_be_wrong(
    world: World, signed_in: SignedIn, asked: str, used: int
) -> None:
    text = wall(signed_in("leader"), query=f"?seconds={asked}")
    assert f'data-seconds="{used}"' in text
    assert ("每屏秒数请填" in text) is (asked not in ("", str(used)))


def test_way_back_keeps_what_was_asked_for(world: World, signed_in: SignedIn) -> None:
    plan = world.plans[CITY].pk
    text = wall(signed_in("leader"), query=f"?year=2022&plan={plan}&seconds=30")
    assert f'data-exit="/board/{CITY}/?year=2022&amp;plan={plan}"' in text
    assert f"/board/{CITY}/wall/?year=2022&amp;plan={plan}&amp;seconds=60" in text


def test_region_without_a_plan_has_an_empty_wall(world: World, signed_in: SignedIn) -> None:
    text = wall(signed_in("leader"), "980201")
    assert "没有已发布的规划" in text
    assert "data-panel" not in text


def test_nobody_sees_the_wall_of_a_place_that_is_not_there_for_them(
    world: World, signed_in: SignedIn
) -> None:
    for code in (CITY, "980101"):
        address = reverse("dashboards:board_wall", args=[code])
        assert signed_in("stranger").get(address).status_code == 404
        assert signed_in("administrator").get(address).status_code == 404


def test_queries_grow_with_nothing(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("leader")
    wall(browser)
    few = count_queries(lambda: wall(browser))
    for number in range(10, 22):
        code = f"9801{number}"
        add_region(code=code, name=f"{number} 县", level="county", parent_id=CITY, is_fictional=True)
        plan_of_size(code, number)
    assert count_queries(lambda: wall(browser)) == few
