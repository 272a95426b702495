"""地区: the tree, and zones outside GB/T 2260."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import add_zone, change_zone
from audit.models import Event
from regions.models import Region
from regions.services import add_region
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
LIST = reverse("accounts:regions")
EVERYBODY = ("clerk", "reviewer", "leader", "analyst", "planner", "administrator", "stranger")


def page_of(code: str, name: str = "region") -> str:
    return reverse(f"accounts:{name}", args=[code])


def zone(parent: str = "980100", name: str = "甲市高新区", by: User | None = None) -> Region:
    return add_zone(parent_id=parent, name=name, by=by, at=AT)


def test_zone_takes_the_first_free_code_and_is_marked(world: World, planner: User) -> None:
    first = zone(by=planner)
    second = zone(name="甲市经开区", by=planner)
    assert (first.code, second.code) == ("980171", "980172")
    assert (first.level, first.is_standard, first.is_fictional) == ("county", False, True)
    assert zone("980000", "示范新区").code == "989071"
    assert first.is_zone
    assert not world.regions["980101"].is_zone
    event = Event.objects.filter(action="zone.added").earliest("id")
    assert (event.region_code, event.by_name) == ("980171", planner.label)


def test_code_once_given_is_not_given_again_and_the_ninth_is_the_last(world: World) -> None:
    ended = zone()
    change_zone(code=ended.code, name=ended.name, valid_to=date(2024, 12, 31), by=None, at=AT)
    codes = [zone(name=f"甲市{place}区").code for place in range(8)]
    assert codes[0] == "980172"
    with pytest.raises(ValidationError, match="9 个代码已用完"):
        zone(name="甲市又一区")


def test_there_is_no_room_below_a_county_or_the_nation(world: World) -> None:
    add_region(code="100000", name="全国", level="country", parent_id=None)
    for code in ("980101", "100000"):
        with pytest.raises(ValidationError, match="没有余地"):
            zone(code)


def test_names_and_days_are_checked(world: World) -> None:
    with pytest.raises(ValidationError, match="已有名为“东县”"):
        zone(name="东县")
    made = add_zone(parent_id="980100", name="甲市高新区", valid_from=date(2022, 1, 1), by=None, at=AT)
    with pytest.raises(ValidationError, match="不能早于启用日期"):
        change_zone(code=made.code, name=made.name, valid_to=date(2021, 1, 1), by=None, at=AT)
    with pytest.raises(ValidationError, match="GB/T 2260"):
        change_zone(code="980101", name="新名", valid_to=None, by=None, at=AT)


def test_zone_is_renamed_ended_and_taken_up_again(world: World, planner: User) -> None:
    made = zone()
    change_zone(code=made.code, name="甲市新区", valid_to=date(2025, 6, 30), by=planner, at=AT)
    change_zone(code=made.code, name="甲市新区", valid_to=date(2025, 6, 30), by=planner, at=AT)
    event = Event.objects.get(action="zone.changed")
    assert event.details == {
        "old": {"name": "甲市高新区", "valid_to": ""},
        "new": {"name": "甲市新区", "valid_to": "2025-06-30"},
    }
    assert change_zone(code=made.code, name="甲市新区", valid_to=None, by=planner, at=AT).valid_to is None


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "analyst", "stranger"])
def test_nobody_else_keeps_zones(world: World, signed_in: SignedIn, person: str) -> None:
    made = zone()
    with pytest.raises(PermissionDenied):
        zone(name="另区", by=world.people[person])
    browser = signed_in(person)
    assert browser.get(page_of(made.code, "zone")).status_code == 404
    assert browser.post(page_of("980100", "zone_add"), {"name": "另区"}).status_code == 404
    assert not browser.get(page_of("980100")).context["page"].can_keep


@pytest.mark.parametrize("person", EVERYBODY)
def test_everyone_with_a_grant_walks_the_tree(world: World, signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    assert "示范省" in browser.get(LIST).content.decode()
    text = browser.get(page_of("980200")).content.decode()
    assert "南县" in text
    assert "980201" in text


def test_who_has_no_grant_finds_nothing(world: World, signed_in: SignedIn) -> None:
    world.people["stranger"].grants.all().delete()
    browser = signed_in("stranger")
    assert browser.get(LIST).status_code == 404
    assert browser.get(page_of("980000")).status_code == 404


@pytest.mark.parametrize("code", ["980999", "x", "98%00000"])
def test_places_that_are_not_there(world: World, signed_in: SignedIn, code: str) -> None:
    assert signed_in("leader").get(f"{LIST}{code}/").status_code == 404


@pytest.mark.parametrize(("text", "codes"), [("县", 3), ("9801", 3), ("甲", 1), ("没有", 0)])
def test_regions_are_found_by_name_or_code(world: World, signed_in: SignedIn, text: str, codes: int) -> None:
    page = signed_in("leader").get(LIST, {"q": text}).context["page"]
    assert len(page.lines) == codes


def test_successor_and_end_are_shown(world: World, signed_in: SignedIn) -> None:
    Region.objects.filter(pk="980102").update(valid_to=date(2023, 1, 1), successor="980101")
    text = signed_in("leader").get(page_of("980100")).content.decode()
    assert "已停用" in text
    assert "2023-01-01 停用" in text
    assert f'由<a href="{page_of("980101")}">东县</a>接续' in text


def test_zone_pages_add_rename_and_end(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    add = page_of("980100", "zone_add")
    assert "请填写开发区或新区的名称" in browser.post(add, {"name": ""}).content.decode()
    assert "请填写日期" in browser.post(add, {"name": "甲市高新区", "valid_from": "明天"}).content.decode()
    assert "代码 980171" in browser.post(add, {"name": "甲市高新区"}, follow=True).content.decode()
    assert "已有名为" in browser.post(add, {"name": "甲市高新区"}).content.decode()
    change = page_of("980171", "zone")
    browser.post(change, {"name": "甲市新区", "valid_to": "2025-01-31"})
    made = Region.objects.get(pk="980171")
    assert (made.name, made.valid_to) == ("甲市新区", date(2025, 1, 31))
    assert browser.get(page_of("980101", "zone")).status_code == 404


@pytest.mark.parametrize("url", [page_of("980100"), f"{LIST}?q=县"])
def test_lists_make_as_many_queries_for_two_as_for_forty(
    world: World,
    signed_in: SignedIn,
    count_queries: Callable[[Callable[[], object]], int],
    url: str,
) -> None:
    browser = signed_in("planner")
    browser.get(url)  # the first request after signing in also stores the session
    few = count_queries(lambda: browser.get(url))
    for place in range(10, 48):
        add_region(
            code=f"9801{place}", name=f"{place}县", level="county", parent_id="980100", is_fictional=True
        )
    assert count_queries(lambda: browser.get(url)) == few
