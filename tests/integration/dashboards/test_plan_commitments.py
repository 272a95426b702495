"""重点任务 on the page of a plan: as printed, what was accepted year by year, what is overdue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Commitment
from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from regions.models import Region
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
STATIONS = Pledge(
    name="零工驿站", section="专栏1", op=">=", quantity=Decimal(10), unit="个", text="10个以上", due_year=2023
)
FAIRS = Pledge(name="招聘活动", section="专栏1", quantity=Decimal(40), unit="场", is_per_year=True)
CONTEST = Pledge(name="技能大赛", section="专栏2", unit="届", text="每两年举办一届")


@pytest.fixture
def made(world: World) -> list[Commitment]:
    return add_commitments(
        plan_id=world.plans["980100"].pk, pledges=[STATIONS, FAIRS, CONTEST], by=None, at=AT
    )


def accepted(
    commitment: Commitment, year: int, done: str, progress: str, note: str = "", days: int = 0
) -> None:
    entry = CommitmentEntry(commitment.pk, year, progress, Decimal(done), done, note)
    (report,) = report_commitments(entries=[entry], by=None, at=AT)
    accept_reports(report_ids=[report.pk], by=None, at=AT - timedelta(days=400 - days))


def section(browser: Client, world: World, query: str = "?year=2023", region: str = "980100") -> str:
    """The panel 重点任务, tags taken away."""
    url = reverse("dashboards:plan", args=[world.plans[region].pk])
    text = browser.get(f"{url}{query}").content.decode()
    found = re.search(r'<section[^>]* id="commitments">.*?</section>', text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else ""


def test_plan_without_commitments_has_no_such_panel(world: World, signed_in: SignedIn) -> None:
    assert section(signed_in("leader"), world) == ""


def test_nothing_reported_is_said_once_and_nothing_is_overdue(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    text = section(signed_in("leader"), world)
    assert "各项进展尚未填报或尚未接收。" in text
    assert "10个以上" in text
    assert "到期" not in text
    Region.objects.update(is_fictional=False)
    assert "各项进展：未找到公开数据。" in section(signed_in("leader"), world)


def test_years_progress_and_what_is_overdue(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    stations, fairs, contest = made
    accepted(stations, 2022, "4", "under_way")
    accepted(stations, 2023, "7", "delayed", "三处未验收")
    accepted(fairs, 2022, "38", "under_way")
    accepted(fairs, 2023, "41", "done")
    accepted(contest, 2022, "1", "done")
    text = section(signed_in("leader"), world)
    assert "专栏1 零工驿站 个 10个以上 2023 年完成 — 4 7 进度滞后 到期未完成 三处未验收" in text
    assert "招聘活动 场 40 场 每年 — 38 未达要求 41 已完成" in text
    assert "专栏2 技能大赛 届 每两年举办一届 规划期内 — 1 — 已完成 2022 年" in text
    assert "已完成 2 进度滞后 1 到期未完成 1" in text


def test_as_of_an_earlier_year_it_was_not_overdue(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    accepted(made[0], 2022, "4", "under_way")
    accepted(made[0], 2023, "7", "delayed")
    text = section(signed_in("leader"), world, "?year=2022")
    assert "零工驿站 个 10个以上 2023 年完成 — 4 推进中" in text
    assert "到期" not in text


@pytest.mark.parametrize("progress", ["done", "stopped"])
def test_done_or_given_up_is_not_overdue(
    world: World, made: list[Commitment], signed_in: SignedIn, progress: str
) -> None:
    accepted(made[0], 2023, "10", progress)
    assert "到期" not in section(signed_in("leader"), world)


def test_what_is_not_accepted_is_nobodys_to_see(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    accepted(made[0], 2023, "7", "under_way")
    entries = [CommitmentEntry(made[0].pk, 2023, "done", Decimal(99), "99", "未接收的更正")]
    report_commitments(entries=entries, by=None, at=AT)
    for query in ("?year=2023", "?year=2023&standing=provisional"):
        text = section(signed_in("leader"), world, query)
        assert "99" not in text
        assert "未接收的更正" not in text


def test_stranger_of_another_city_finds_no_plan(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    url = reverse("dashboards:plan", args=[world.plans["980100"].pk])
    assert signed_in("stranger").get(url).status_code == 404


def test_as_known_on_a_day_before_the_correction(
    world: World, made: list[Commitment], signed_in: SignedIn
) -> None:
    accepted(made[0], 2023, "7", "under_way")
    accepted(made[0], 2023, "9", "under_way", days=200)
    before = (AT - timedelta(days=300)).date().isoformat()
    assert " 7 推进中" in section(signed_in("leader"), world, f"?year=2023&known_on={before}")
    assert " 9 推进中" in section(signed_in("leader"), world)


def test_queries_do_not_grow_with_commitments(
    world: World,
    made: list[Commitment],
    signed_in: SignedIn,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    browser = signed_in("leader")
    accepted(made[0], 2023, "7", "under_way")
    section(browser, world)
    few = count_queries(lambda: section(browser, world))
    pledges = [Pledge(name=f"任务{number}") for number in range(38)]
    for each in add_commitments(plan_id=world.plans["980100"].pk, pledges=pledges, by=None, at=AT):
        accepted(each, 2023, "1", "done")
    assert count_queries(lambda: section(browser, world)) == few
