"""各地区: numbers are those of each region's own board, and only who may read it finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant
from dashboards.pages.address import Asked
from dashboards.pages.board import board_page
from dashboards.pages.landscape import LandscapePage, landscape_page
from dashboards.queries.landscape import counts_by_level
from regions.models import Region
from regions.services import add_region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
ADDRESS = "/board/{}/regions/"


def shown(user: User, code: str, params: dict[str, str] | None = None, **asked: Any) -> LandscapePage:
    page = landscape_page(user=user, code=code, asked=Asked(**asked), params=params or {})
    assert page is not None
    assert page.tiles is not None
    assert page.heat is not None
    assert page.table is not None
    return page


def table(page: LandscapePage) -> Any:
    assert page.table is not None
    return page.table


def tiles(page: LandscapePage) -> dict[str, Any]:
    assert page.tiles is not None
    return {tile.code: tile for tile in page.tiles.tiles}


def test_numbers_of_a_region_are_those_of_its_board(leader: User) -> None:
    page = shown(leader, "980100", year=2023)
    board = board_page(user=leader, code="980101", asked=Asked(year=2023))
    assert board is not None
    row = table(page).rows[0]
    assert row.tally == board.tally
    assert (row.met.number, row.lagging.number) == (row.tally.met, row.tally.lagging)
    assert tiles(page)["980101"].counts == f"{row.tally.met}/{row.tally.assessable}"
    assert page.heat is not None
    assert page.heat.rows[1].count == f"达标 {row.tally.met}/{row.tally.assessable}"


def test_numbers_lead_to_lists_that_hold_as_many(leader: User, signed_in: SignedIn) -> None:
    row = table(shown(leader, "980100", year=2023)).rows[0]
    browser = signed_in("leader")
    for counted in (row.total, row.met, row.lagging, row.binding, row.stale, row.unassessed):
        assert bool(counted.url) == bool(counted.number)
        if counted.url:
            assert len(browser.get(counted.url).context["page"].rows) == counted.number


def test_region_without_a_plan_is_shown_as_such_and_never_as_nought(leader: User) -> None:
    page = shown(leader, "980000")
    assert [row.name for row in table(page).rows] == ["甲市"]
    assert [row.name for row in table(page).without] == ["乙市"]
    tile = tiles(page)["980200"]
    assert (tile.value, tile.shade, tile.url) == ("无规划", 0, "")
    assert page.heat is not None
    assert [row.name for row in page.heat.rows] == ["示范省", "甲市"]


def test_tile_without_plan_leads_on_where_plans_stand_below(leader: User) -> None:
    plan_of_size("980201", 1)
    assert tiles(shown(leader, "980000"))["980200"].url == "/board/980200/"


def test_year_without_figures_is_unassessable_and_not_ranked(leader: User) -> None:
    page = shown(leader, "980100", {"order": "rate"}, year=2024)
    assert tiles(page)["980101"].value == "无法评价"
    assert table(page).rows[0].rank == ""
    assert page.heat is not None
    assert {cell.note for cell in page.heat.rows[1].cells} == {"2023 年"}
    assert {cell.style for cell in page.heat.rows[1].cells} == {"na"}


def test_columns_are_the_own_plan_binding_first_and_matched_by_meaning(leader: User, world: World) -> None:
    other = world.row("980101", "unemployment")
    other.own_sense = "higher"
    other.save()
    page = shown(leader, "980100", year=2023)
    assert page.heat is not None
    assert page.heat.columns[0].name == "基本养老保险参保率"
    assert [column.is_binding for column in page.heat.columns] == [True, False, False, False]
    place = [column.name for column in page.heat.columns].index("城镇调查失业率")
    own, below = page.heat.rows
    assert own.is_own
    assert (below.cells[place].word, below.cells[place].url, below.more) == ("—", "", 1)
    assert all(cell.url for number, cell in enumerate(below.cells) if number != place)


def test_tiles_of_one_indicator_say_its_verdict(leader: User) -> None:
    page = shown(leader, "980100", {"indicator": "pension"}, year=2023)
    tile = tiles(page)["980101"]
    assert page.tiles is not None
    assert page.tiles.shows == "基本养老保险参保率"
    assert (tile.value, tile.laggards) == ("滞后", 1)
    assert [choice.code for choice in page.tiles.choices if choice.chosen] == ["pension"]


@pytest.mark.parametrize("query", ["indicator=nothing", "order=name", "year=x", "indicator=%00&order=%FF"])
def test_what_cannot_be_read_is_told(signed_in: SignedIn, query: str) -> None:
    answer = signed_in("leader").get(f"{ADDRESS.format('980100')}?{query}")
    assert answer.status_code == 200
    assert "notice-warning" in answer.content.decode()


def test_orders_of_the_table(leader: User, world: World) -> None:
    for number, places in ((980300, 3), (980400, 2), (980500, 0)):
        add_region(code=str(number), name=f"{number} 市", level="city", parent_id="980000", is_fictional=True)
        if places:
            plan_of_size(str(number), places)
    rates = {order: table(shown(leader, "980000", {"order": order}, year=2021)) for order in ("", "rate")}
    assert [row.code for row in rates[""].rows] == ["980100", "980300", "980400"]
    assert [row.rank for row in rates[""].rows] == ["", "", ""]
    shares = [row.tally.share_met for row in rates["rate"].rows]
    assert shares == sorted(shares, reverse=True)
    binding = table(shown(leader, "980000", {"order": "binding"}, year=2021)).rows
    assert [row.code for row in binding] == ["980100", "980300", "980400"]
    assert [row.rank for row in binding] == ["1", "2", "2"]


def test_levels_add_up_the_tables(leader: User) -> None:
    page = shown(leader, "980000", year=2023)
    assert [level.label for level in page.levels] == ["本级", "市级", "县级"]
    for level, code in zip(page.levels, ("980000", "980100", "980101"), strict=True):
        board = board_page(user=leader, code=code, asked=Asked(year=2023))
        assert board is not None
        assert board.tally is not None
        count, tally = level.count, board.tally
        assert (count.plans, count.total, count.met) == (1, tally.total, tally.met)
        assert (count.lagging, count.binding_lagging) == (tally.lagging, tally.binding_lagging)


def test_counts_by_level_hold_nothing_submitted_by_regions_that_are_only_published(
    clerk: User, world: World
) -> None:
    """A clerk of a county and of the city above it reads the other counties as published, and no more."""
    grant(user=clerk, region=world.regions["980100"], role=Role.CLERK, by=None, at=AT)
    beside = User.objects.get(pk=world.people["stranger"].pk)
    for code in ("980100", "980102"):
        grant(user=beside, region=world.regions[code], role=Role.CLERK, by=None, at=AT)
    counts = {
        person: counts_by_level(
            person, world.regions["980100"], start_year=2021, end_year=2025, year=2024, standing="provisional"
        )
        for person in (clerk, beside)
    }
    assert [each.met + each.lagging > 0 for each in counts[clerk] if each.level == "county"] == [True]
    assert [each.met + each.lagging for each in counts[beside] if each.level == "county"] == [0]


def test_provisional_counts_what_was_submitted_within_reach_only(leader: User, stranger: User) -> None:
    accepted, provisional = (
        tiles(shown(leader, "980100", year=2024, standing=each))["980101"]
        for each in ("accepted", "provisional")
    )
    assert accepted.value == "无法评价"
    assert provisional.counts
    found = landscape_page(user=stranger, code="980000", asked=Asked(standing="provisional"), params={})
    assert found is None


def test_siblings_are_shown_where_nothing_is_below_and_only_as_accepted(clerk: User, world: World) -> None:
    plan_of_size("980102", 2)
    page = shown(clerk, "980101", year=2022, standing="provisional")
    assert page.beside
    assert [row.name for row in table(page).rows] == ["东县", "西县"]
    assert (page.standings, page.standing_label) == ((), "已接收")
    assert "同级地区只提供已接收的数据" in " ".join(notice.text for notice in page.notices)
    assert tiles(page)["980102"].value == "无法评价", "西县 has submitted 2022, but nothing is accepted"


def test_region_without_anything_around_it_says_so(leader: User, signed_in: SignedIn) -> None:
    Region.objects.filter(pk="980102").update(valid_to="2020-01-01")
    assert "没有可以并列的地区" in signed_in("leader").get(ADDRESS.format("980101")).content.decode()
    assert "乙市没有已发布的规划" in signed_in("leader").get(ADDRESS.format("980200")).content.decode()


def test_year_outside_every_plan_is_told(signed_in: SignedIn) -> None:
    answer = signed_in("leader").get(f"{ADDRESS.format('980000')}?year=2040")
    assert "没有覆盖 2040 年的规划" in answer.content.decode()


@pytest.mark.parametrize("code", ["980100", "980101", "110000", "xx", "98%000000"])
def test_it_is_not_found_by_a_stranger(signed_in: SignedIn, code: str) -> None:
    assert signed_in("stranger").get(ADDRESS.format(code)).status_code == 404


def test_addresses_keep_what_was_chosen(leader: User) -> None:
    page = shown(leader, "980100", {"indicator": "pension", "order": "rate"}, year=2023)
    for each in (*page.years, *page.standings, *table(page).orders):
        assert not each.url or "indicator=pension" in each.url
    assert all("year=2023" in each.url and "plan=" in each.url for each in table(page).orders)


def test_query_count_does_not_grow_with_regions_or_indicators(
    signed_in: SignedIn, world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("leader")

    def ask() -> LandscapePage:
        page: LandscapePage = browser.get(ADDRESS.format("980100")).context["page"]
        return page

    _counties(0, 2, indicators=2)
    ask()
    few = count_queries(ask)
    _counties(2, 40, indicators=40)
    assert count_queries(ask) == few
    assert len(tiles(ask())) == 42


def _counties(first: int, last: int, *, indicators: int) -> None:
    """New ones; the first and the last with a plan."""
    codes = [str(980110 + number) for number in range(first, last)]
    for code in codes:
        add_region(code=code, name=f"{code} 县", level="county", parent_id="980100", is_fictional=True)
    plan_of_size(codes[0], indicators)
    plan_of_size(codes[-1], indicators + 1)


def test_board_shows_the_regions_below(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    page = browser.get("/board/980100/?year=2023").context["page"]
    assert page.regions is not None
    assert [row.name for row in page.regions.worst] == ["东县"]
    assert browser.get("/board/980101/").context["page"].regions is None
    assert page.regions.url.startswith(f"{ADDRESS.format('980100')}?year=2023&plan=")
