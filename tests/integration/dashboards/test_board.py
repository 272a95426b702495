"""驾驶舱: what it says follows from stored verdicts, and only who may read it finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from dashboards.pages.address import Asked
from dashboards.pages.board import BoardPage, board_page
from dashboards.views import reading as views
from indicators.models import PendingAssessment
from indicators.services.assessment import assess_everything
from regions.models import Region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import PASSWORD, World

SignedIn = Callable[[str], Client]
TODAY = datetime(2026, 6, 1, tzinfo=UTC)


def shown(user: User, code: str, **asked: Any) -> BoardPage:
    page = board_page(user=user, code=code, asked=Asked(**asked))
    assert page is not None
    return page


def test_board_opens_on_the_latest_year_with_accepted_figures(leader: User) -> None:
    page = shown(leader, "980101")
    assert page.year == 2023
    assert [each.label for each in page.years if each.current] == ["2023"]
    assert page.headline is not None
    assert page.headline.text.startswith("截至 2023 年底，4 项指标中")


def test_board_counts_every_indicator_once_and_lists_what_it_counts(leader: User) -> None:
    page = shown(leader, "980101")
    tally = page.tally
    assert tally is not None
    assert tally.met + tally.lagging + tally.stale + tally.unassessed == tally.total == 4
    assert len(page.gaps) == tally.lagging
    assert len(page.unassessed) == tally.unassessed
    assert sum(len(group.rows) for group in page.groups) == tally.total


def test_board_of_a_year_not_reported_says_so_and_counts_nothing_in_the_rate(leader: User) -> None:
    page = shown(leader, "980101", year=2024)
    assert page.tally is not None
    assert page.tally.assessable == 0
    assert "2024 年还没有已接收的数据" in " ".join(notice.text for notice in page.notices)


def test_provisional_board_counts_submitted_figures_and_marks_them(leader: User) -> None:
    page = shown(leader, "980101", year=2024, standing="provisional")
    assert page.tally is not None
    assert page.tally.stale == 0
    assert any("provisional" in row.marks for group in page.groups for row in group.rows)
    assert any("暂定" in notice.text for notice in page.notices)


def test_standing_is_offered_only_within_reach(leader: User, stranger: User) -> None:
    assert [each.label for each in shown(leader, "980000").standings] == ["已接收", "含未接收"]
    assert shown(stranger, "980000").standings == ()
    assert board_page(user=stranger, code="980000", asked=Asked(standing="provisional")) is None


def test_pending_assessments_are_told(leader: User, world: World, signed_in: SignedIn) -> None:
    row = world.row("980101", "pension")
    PendingAssessment.objects.create(plan_indicator=row, marked_at=TODAY)
    assert "评价待更新：1 项指标" in signed_in("leader").get("/board/980101/").content.decode()


def test_region_switch_leads_up_down_and_sideways(leader: User) -> None:
    switch = shown(leader, "980100").switch
    assert [place.name for place in switch.ancestors] == ["示范省"]
    assert {group.label: [place.name for place in group.places] for group in switch.groups} == {
        "下级": ["东县"]
    }


def test_region_below_one_without_a_plan_is_reached_from_above(leader: User, world: World) -> None:
    plan_of_size("980201", 1)
    groups = {
        group.label: [place.name for place in group.places] for group in shown(leader, "980000").switch.groups
    }
    assert groups == {"下级": ["甲市"], "其他下级地区": ["南县"]}


@pytest.mark.parametrize("code", ["980100", "980101", "110000", "xx", "1", "98%000000"])
def test_board_is_not_found_by_a_stranger(signed_in: SignedIn, code: str) -> None:
    assert signed_in("stranger").get(f"/board/{code}/").status_code == 404


def test_plan_of_another_region_is_not_found_on_this_board(signed_in: SignedIn, world: World) -> None:
    other = world.plans["980101"].pk
    assert signed_in("leader").get(f"/board/980000/?plan={other}").status_code == 404
    assert signed_in("leader").get("/board/980000/?plan=999999").status_code == 404


def test_board_asks_to_sign_in(client: Client, world: World) -> None:
    assert client.get("/board/980000/")["Location"].startswith("/account/login/?next=/board/980000/")


@pytest.mark.parametrize(
    "query", ["year=abc", "year=-1", "year=99999999999999999999", "plan=%00", "standing=%FF"]
)
def test_board_tells_what_it_could_not_read(signed_in: SignedIn, query: str) -> None:
    answer = signed_in("leader").get(f"/board/980000/?{query}")
    assert answer.status_code == 200
    assert "地址中有不能识别的内容" in answer.content.decode()


def test_year_outside_every_plan_is_told(signed_in: SignedIn) -> None:
    text = signed_in("leader").get("/board/980000/?year=2040").content.decode()
    assert "没有覆盖 2040 年的规划" in text


def test_region_without_a_plan_is_told(signed_in: SignedIn) -> None:
    assert "乙市没有已发布的规划" in signed_in("leader").get("/board/980200/").content.decode()


def test_own_board_is_that_of_the_first_grant(signed_in: SignedIn) -> None:
    assert signed_in("analyst").get("/board/")["Location"] == "/board/980100/"


def test_a_plan_switch_is_offered_where_there_are_several(leader: User, world: World) -> None:
    older = plan_of_size("980101", 2, start=2016)
    page = shown(leader, "980101")
    assert [(each.label, each.current) for each in page.plans] == [("2016—2020", False), ("2021—2025", True)]
    assert shown(leader, "980101", year=2017).title == older.title
    assert shown(leader, "980101", plan=older.pk).period == "2016—2020"


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_query_count_does_not_grow_with_indicators(signed_in: SignedIn, world: World) -> None:
    few, many = plan_of_size("980201", 2), plan_of_size("980102", 40)
    browser = signed_in("leader")
    queries_of(browser, "/board/980201/")
    provisional = "/board/{0.region_id}/?year=2022&standing=provisional"
    for template in ("/board/{0.region_id}/", "/plans/{0.pk}/", provisional):
        assert queries_of(browser, template.format(few)) == queries_of(browser, template.format(many))


def test_rendering_asks_only_for_the_grants_and_the_notices_in_the_head(leader: User, world: World) -> None:
    plan_of_size("980102", 40)
    request = RequestFactory().get("/board/980102/")
    request.user = leader
    request.session = {}  # type: ignore[assignment]
    answer: Any = views.board(request, "980102")
    with CaptureQueriesContext(connection) as captured:
        answer.render()
    asked = [query["sql"] for query in captured if "accounts_grant" not in query["sql"]]
    assert len(asked) == 1
    assert "reporting_notice" in asked[0]


@pytest.fixture
def nation(db: None) -> User:
    """A leader of the nation, on the real plans."""
    call_command("load_plans")
    assess_everything(at=TODAY)
    user = create_user(username="nation", name="全", password=PASSWORD, by=None, at=TODAY)
    grant(user=user, region=Region.objects.get(pk="100000"), role=Role.LEADER, by=None, at=TODAY)
    return user


def test_real_plans_come_out_as_their_own_tables_say(nation: User) -> None:
    tallies = {}
    for code in ("430100", "420000", "510524"):
        page = shown(nation, code, year=2020)
        assert page.tally is not None
        tallies[code] = (page.tally.met, page.tally.lagging, page.tally.unassessed)
    assert tallies == {"430100": (11, 1, 1), "420000": (10, 0, 3), "510524": (13, 0, 0)}

    changsha = shown(nation, "430100", year=2020)
    assert changsha.headline is not None
    assert (
        changsha.headline.text == "规划期满（2020 年底），13 项指标中 11 项完成，1 项未完成，1 项无法评价。"
    )
    assert "完成 13.94 万人，比目标 15 万人少 1.06 万人" in changsha.headline.more
    assert [(row.name, row.actual) for row in changsha.unassessed] == [
        ("劳动人事争议仲裁法定时限内结案率", ">90")
    ]

    xuyong = shown(nation, "510524", year=2020)
    assert xuyong.headline is not None
    assert xuyong.headline.text == "规划期满（2020 年底），13 项指标全部完成。"

    huangshi = shown(nation, "420200")
    assert huangshi.headline is not None
    assert "均未找到公开数据" in huangshi.headline.text
    assert {row.reason for row in huangshi.unassessed} == {"未找到公开数据"}
    assert not huangshi.is_fictional
    nation_page = shown(nation, "100000", year=2025)
    assert {(row.name, row.word) for group in nation_page.groups for row in group.rows} >= {
        ("城镇新增就业人数", "完成"),
        ("城镇调查失业率", "完成"),
    }
