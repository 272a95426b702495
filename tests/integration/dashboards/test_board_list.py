"""清单: every number of a board leads to a list with just so many rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.models import User
from dashboards.pages.lateness import lateness_block
from indicators.models import ActualVersion, Indicator
from reporting.models import Round, Row, Submission
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import World

SignedIn = Callable[[str], Client]
COUNTY = "980101"
LIST = f"/board/{COUNTY}/list/"
NUMBER = re.compile(r"\d+")
PAGES_OF_FORMS = ("/board/980000/?year=2023", "/board/980000/list/?year=2023&reporting=all")


@pytest.fixture
def reported(world: World) -> Round:
    """The round of 2023: handed up in time, handed up late, and still owed; closed long ago."""
    found = Round.objects.create(
        region_id="980000",
        year=2023,
        title="2023 年度填报",
        opens_date=date(2024, 1, 5),
        due_date=date(2024, 3, 31),
        opened_by=world.people["leader"],
        closed_at=datetime(2024, 4, 20, tzinfo=UTC),
    )
    form(found, "980000", "accepted", at=datetime(2024, 3, 1, tzinfo=UTC))
    form(found, "980100", "accepted", at=datetime(2024, 4, 5, tzinfo=UTC))
    form(found, COUNTY, "draft", at=None)
    return found


def form(of_round: Round, region: str, state: str, *, at: datetime | None) -> Submission:
    submission = Submission.objects.create(round=of_round, region_id=region, first_submitted_at=at)
    version = ActualVersion.objects.first() if at else None
    Row.objects.create(
        submission=submission, indicator=Indicator.objects.first(), state=state, version=version
    )
    return submission


def rows_at(browser: Client, address: str) -> int:
    answer = browser.get(address)
    assert answer.status_code == 200
    return len(html.fromstring(answer.content.decode()).xpath("//tr[@data-row]"))


def said_of(browser: Client, address: str) -> str:
    return str(browser.get(address).context["page"].said)


def linked_numbers(browser: Client, address: str) -> dict[str, int]:
    """By address, the number that the link to a list says; names without a number are left out."""
    page = html.fromstring(browser.get(address).content.decode())
    found = {}
    for anchor in page.xpath("//main//a[contains(@href, '/list/?')]"):
        number = NUMBER.search(anchor.text_content())
        within = anchor.xpath(
            "ancestor::nav|ancestor::p[@class='strip-note']|ancestor::*[@class='menu-body']"
        )
        if number and not within and "另有" not in anchor.text_content():
            found[anchor.get("href")] = int(number.group())
    return found


@pytest.mark.parametrize("query", ["year=2023", "year=2022", "year=2024", "year=2024&standing=provisional"])
@pytest.mark.parametrize("region", [COUNTY, "980000"])
def test_every_number_has_just_so_many_rows(
    signed_in: SignedIn, reported: Round, region: str, query: str
) -> None:
    browser = signed_in("leader")
    numbers = linked_numbers(browser, f"/board/{region}/?{query}")
    assert len(numbers) > 5
    assert {address: rows_at(browser, address) for address in numbers} == numbers


def test_numbers_of_a_long_list_and_of_lateness_are_right_too(signed_in: SignedIn, reported: Round) -> None:
    plan = plan_of_size(COUNTY, 40)
    browser = signed_in("leader")
    numbers = linked_numbers(browser, f"/board/{COUNTY}/?plan={plan.pk}&year=2021")
    assert {address: rows_at(browser, address) for address in numbers} == numbers
    lateness = {
        re.findall(r"reporting=(\w+)", address)[0]: number
        for address, number in linked_numbers(browser, "/board/980000/?year=2023").items()
        if "reporting=" in address
    }
    assert lateness == {"all": 3, "overdue": 1, "late": 1, "prompt": 1}


def test_names_in_a_strip_note_lead_to_their_rows(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    page = html.fromstring(browser.get(f"/board/{COUNTY}/?year=2024").content.decode())
    links = page.xpath("//p[@class='strip-note']/a/@href")
    assert links
    assert all(rows_at(browser, address) for address in links)


def test_count_is_said_in_words_and_each_choice_can_be_taken_away(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    assert said_of(browser, f"{LIST}?year=2023") == "全部指标：4 项"
    page = browser.get(f"{LIST}?year=2023&attribute=binding&status=behind").context["page"]
    assert page.said == "约束性、滞后：1 项"
    assert [row.name for row in page.rows] == ["基本养老保险参保率"]
    assert [each.label for each in page.chosen] == ["属性：约束性", "评价：滞后"]
    without_attribute = page.chosen[0].url
    assert "attribute" not in without_attribute
    assert "status=behind" in without_attribute
    assert "year=2023" in without_attribute


def test_list_shows_reason_department_and_flags(signed_in: SignedIn, world: World) -> None:
    row = world.row(COUNTY, "pension")
    row.department = world.department
    row.save(update_fields=["department"])
    browser = signed_in("leader")
    page = browser.get(f"{LIST}?year=2023&department={world.department.name}").context["page"]
    assert [(each.name, each.department) for each in page.rows] == [("基本养老保险参保率", "就业促进科")]
    later = browser.get(f"{LIST}?year=2024&result=stale").content.decode()
    assert "2023 年数据" in later


def test_bad_values_are_told_and_leave_the_list_whole(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    for name, label in (
        ("attribute", "属性"),
        ("status", "评价"),
        ("lamp", "灯色"),
        ("reporting", "填报情况"),
    ):
        answer = browser.get(f"{LIST}?year=2023&{name}=%3Cb%3E{'x' * 40}")
        assert len(answer.context["page"].rows) == 4
        text = answer.content.decode()
        assert f"这种{label}，未按它筛选；可选：" in text
        assert "<b>x" not in text


def test_no_row_matching_is_said_with_a_way_back(signed_in: SignedIn) -> None:
    text = signed_in("leader").get(f"{LIST}?year=2023&status=no_data").content.decode()
    assert "没有符合条件的指标" in text
    assert "无数据：0 项" in text


def test_filters_of_indicators_do_not_narrow_forms(signed_in: SignedIn, reported: Round) -> None:
    text = signed_in("leader").get("/board/980000/list/?year=2023&reporting=all&lamp=ok").content.decode()
    assert "2023 年全部填报单：3 张" in text
    assert "指标的筛选条件未用" in text


def test_place_without_a_plan_and_year_outside_of_plans_are_told(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    assert "乙市没有已发布的规划" in browser.get("/board/980200/list/").content.decode()
    assert "没有覆盖 2040 年的规划" in browser.get(f"{LIST}?year=2040").content.decode()


@pytest.mark.parametrize("code", ["980100", COUNTY, "110000", "xx"])
def test_list_is_not_found_by_a_stranger(signed_in: SignedIn, code: str) -> None:
    assert signed_in("stranger").get(f"/board/{code}/list/").status_code == 404


def test_lists_of_another_plan_or_standing_are_not_found(signed_in: SignedIn, world: World) -> None:
    other = world.plans["980000"].pk
    assert signed_in("leader").get(f"{LIST}?plan={other}").status_code == 404
    assert signed_in("stranger").get("/board/980000/list/?standing=provisional").status_code == 404


def test_lateness_is_for_those_who_oversee_and_for_ones_own_form(
    signed_in: SignedIn, reported: Round
) -> None:
    whole = "/board/980000/?year=2023"
    assert signed_in("leader").get(whole).context["page"].lateness.total == 3
    assert signed_in("analyst").get("/board/980100/?year=2023").context["page"].lateness.total == 2
    assert signed_in("clerk").get(whole).context["page"].lateness.total == 1
    assert signed_in("stranger").get(whole).context["page"].lateness is None
    assert rows_at(signed_in("stranger"), "/board/980000/list/?year=2023&reporting=all") == 0


def test_forms_lead_to_reporting_only_for_those_who_find_them_there(
    signed_in: SignedIn, reported: Round
) -> None:
    address = "/board/980000/list/?year=2023&reporting=all"
    assert not any(each.url for each in signed_in("leader").get(address).context["page"].forms)
    browser = signed_in("reviewer")
    forms = browser.get(address).context["page"].forms
    assert [each.place for each in forms] == ["东县", "甲市"]
    assert all(browser.get(each.url).status_code == 200 for each in forms)


def test_late_forms_are_named_with_their_days_the_owed_ones_first(leader: User, reported: Round) -> None:
    block = lateness_block(user=leader, code="980000", year=2023, today=date(2025, 3, 1))
    assert block is not None
    assert [(row.place, row.said) for row in block.named] == [
        ("东县", "逾期未报 20 天"),
        ("甲市", "迟报 5 天"),
    ]


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_queries_grow_with_neither_indicators_nor_forms(signed_in: SignedIn, reported: Round) -> None:
    few, many = plan_of_size("980201", 2), plan_of_size("980102", 40)
    browser = signed_in("leader")
    queries_of(browser, "/board/980201/list/")
    for tail in ("?year=2021", "?year=2022", "?year=2022&result=gap"):
        assert queries_of(browser, f"/board/980201/list/{tail}") == queries_of(
            browser, f"/board/980102/list/{tail}"
        )
    assert few.region_id != many.region_id
    form(reported, "980201", "draft", at=None)
    before = [queries_of(browser, each) for each in PAGES_OF_FORMS]
    for region in ("980102", "980200"):
        form(reported, region, "draft", at=None)
    assert [queries_of(browser, each) for each in PAGES_OF_FORMS] == before
