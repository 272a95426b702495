"""重点任务 as a page of its own and on the board: every count leads to as many rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Department
from plans.models import Commitment
from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from regions.models import Region
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
CITY = "980100"


@pytest.fixture
def made(world: World) -> list[Commitment]:
    office = Department.objects.create(region=world.regions[CITY], name="就业处")
    pledges = [
        Pledge(name="零工驿站", section="专栏1", quantity=Decimal(10), unit="个", due_year=2023),
        Pledge(name="招聘活动", section="专栏1", quantity=Decimal(40), unit="场", is_per_year=True),
        Pledge(name="技能大赛", section="专栏2", unit="届", text="每两年举办一届"),
        Pledge(name="示范园区", section="专栏2", quantity=Decimal(4), unit="个", due_year=2025),
    ]
    found = add_commitments(plan_id=world.plans[CITY].pk, pledges=pledges, by=None, at=AT)
    Commitment.objects.filter(pk=found[0].pk).update(department=office)
    return found


def accept(commitment: Commitment, year: int, done: str, progress: str, note: str = "") -> None:
    entry = CommitmentEntry(commitment.pk, year, progress, Decimal(done), done, note)
    (report,) = report_commitments(entries=[entry], by=None, at=AT)
    accept_reports(report_ids=[report.pk], by=None, at=AT)


@pytest.fixture
def told(made: list[Commitment]) -> list[Commitment]:
    accept(made[0], 2022, "4", "under_way", "选址完成")
    accept(made[0], 2023, "7", "delayed", "三处未验收")
    accept(made[1], 2023, "41", "done")
    accept(made[2], 2022, "1", "done")
    return made


def address(world: World) -> str:
    return reverse("dashboards:plan_commitments", args=[world.plans[CITY].pk])


def html(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def names(text: str) -> list[str]:
    return re.findall(r'<tr id="task-\d+">\s*<th scope="row">(.*?)</th>', text)


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_rows_say_what_was_done_of_what_was_asked(
    world: World, told: list[Commitment], signed_in: SignedIn
) -> None:
    text = words(html(signed_in("leader"), address(world)))
    assert "零工驿站 10 个 2023 年完成 就业处 7 个 70%" in text
    assert "进度滞后 到期未完成 三处未验收" in text
    assert "招聘活动 40 场 每年 — 41 场 当年 102.5%" in text
    assert "1 届" in text
    assert "2022 年所报" in text
    assert "2022 4 个 推进中 选址完成" in text, "the history keeps each year's note"
    assert "示范园区 4 个 2025 年完成 — — 未报" in text


def test_every_count_leads_to_as_many_rows(world: World, told: list[Commitment], signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    page = browser.get(address(world)).context["page"]
    assert sum(each.count for each in page.tally) == page.total == 4
    for each in page.tally:
        assert len(names(html(browser, each.url))) == each.count
    assert len(names(html(browser, page.overdue_url))) == page.overdue == 1
    asked = 0
    for facet in page.facets:
        for option in facet.options:
            query = {"year": "2023", facet.name: option.value}
            answer = browser.get(address(world), query)
            assert len(names(answer.content.decode())) == option.count, (facet.name, option)
            asked += 1
    assert asked >= 10


def test_choices_combine_and_each_can_be_taken_away(
    world: World, told: list[Commitment], signed_in: SignedIn
) -> None:
    browser = signed_in("leader")
    text = html(browser, f"{address(world)}?year=2023&progress=done&section=专栏2")
    assert names(text) == ["技能大赛"]
    links = [unescape(each) for each in re.findall(r'<a href="([^"]+)" title="去掉这一条件">', text)]
    assert [names(html(browser, each)) for each in links] == [
        ["技能大赛", "示范园区"],
        ["招聘活动", "技能大赛"],
    ]
    nothing = html(browser, f"{address(world)}?overdue=1&section=专栏2")
    assert names(nothing) == []
    assert "没有符合条件的任务" in nothing


def test_a_value_that_none_has_is_named_and_not_narrowed_by(
    world: World, told: list[Commitment], signed_in: SignedIn
) -> None:
    text = html(signed_in("leader"), f"{address(world)}?department=<b>无此处&progress=x&due=1&overdue=9")
    assert "没有“&lt;b&gt;无此处”这种责任单位，未按它筛选；可选：" in text
    assert len(names(text)) == 4


def test_nothing_reported_claims_nothing(world: World, made: list[Commitment], signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    text = html(browser, address(world))
    assert "各项进展尚未填报或尚未接收。" in text
    assert 'name="progress"' not in text
    assert "推进中" not in text
    assert len(names(text)) == 4
    Region.objects.update(is_fictional=False)
    assert "各项进展：未找到公开数据。" in html(browser, address(world))


def test_plan_without_commitments_says_so(world: World, signed_in: SignedIn) -> None:
    assert "本规划没有登记重点任务" in html(signed_in("leader"), address(world))


def test_board_counts_and_names_what_is_overdue(
    world: World, told: list[Commitment], signed_in: SignedIn
) -> None:
    browser = signed_in("leader")
    text = html(browser, reverse("dashboards:board", args=[CITY]))
    block = re.search(r'<section[^>]* id="tasks">.*?</section>', text, re.DOTALL)
    assert block
    said = words(block.group())
    assert "1 进度滞后" in said
    assert "2 已完成" in said
    assert "1 未报" in said
    assert "零工驿站 到期未完成 要求 10 个，已完成 7 个 · 2023 年完成 · 就业处" in said
    links = [unescape(each) for each in re.findall(r'href="([^"]+)"', block.group())]
    assert all(browser.get(each).status_code == 200 for each in links)
    assert names(html(browser, links[-1])) == ["零工驿站"]
    assert "不能识别" not in html(browser, links[-1])


def test_board_of_a_plan_without_commitments_has_no_block(world: World, signed_in: SignedIn) -> None:
    text = html(signed_in("leader"), reverse("dashboards:board", args=[CITY]))
    assert 'id="tasks"' not in text


def test_stranger_of_another_city_finds_nothing(
    world: World, told: list[Commitment], signed_in: SignedIn
) -> None:
    assert signed_in("stranger").get(address(world)).status_code == 404


def test_queries_do_not_grow_with_commitments(
    world: World,
    told: list[Commitment],
    signed_in: SignedIn,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    browser = signed_in("leader")
    board = reverse("dashboards:board", args=[CITY])
    html(browser, address(world))
    few = [count_queries(lambda url=url: html(browser, url)) for url in (address(world), board)]
    pledges = [Pledge(name=f"任务{number}") for number in range(36)]
    for each in add_commitments(plan_id=world.plans[CITY].pk, pledges=pledges, by=None, at=AT):
        accept(each, 2023, "1", "delayed")
    assert [count_queries(lambda url=url: html(browser, url)) for url in (address(world), board)] == few
