"""年度目标 from the page: the planner of 甲市 fills the grid; what is wrong, doubtful or moved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from audit.models import Event
from indicators.calc import parse_figure
from indicators.models import AnnualTarget, PlanIndicator, Verdict
from indicators.services.annual import (
    AnnualTargetsMovedError,
    Change,
    set_annual_targets,
    set_plan_annual_targets,
)
from plans.models import Plan
from plans.services import close
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, PASSWORD, World

CODE = "980100"
YEARS = range(2021, 2026)
SignedIn = Callable[[str], Client]


def address(world: World) -> str:
    return reverse("indicators:annual_targets", args=[world.plans[CODE].pk])


def texts(row: PlanIndicator) -> dict[int, str]:
    return {each.year: each.text for each in row.annual_targets.all()}


def typed(world: World, **rows: str) -> dict[str, str]:
    """What a browser sends: every cell of the plan, `rows` with five texts in one string."""
    data: dict[str, str] = {"action": "save"}
    for row in PlanIndicator.objects.filter(plan=world.plans[CODE]).select_related("indicator"):
        stored = {each.year: each for each in row.annual_targets.all()}
        data[f"seen-{row.pk}"] = " ".join(f"{year}.{each.pk}" for year, each in stored.items())
        wanted = rows.get(row.indicator.code)
        for place, year in enumerate(YEARS):
            old = stored[year].text if year in stored else ""
            data[f"annual-{row.pk}-{year}"] = wanted.split(",")[place] if wanted is not None else old
    return data


@pytest.mark.parametrize("person", ["stranger", "clerk", "leader", "analyst", "reviewer", "administrator"])
def test_nobody_else_finds_the_page(world: World, signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    assert browser.get(address(world)).status_code == 404
    assert browser.post(address(world), typed(world, pension="91,92,93,94,95")).status_code == 404
    assert not AnnualTarget.objects.exists()


def test_planners_above_and_beside_do_not_find_it(world: World) -> None:
    for code in ("980000", "980200"):
        user = create_user(username=f"planner{code}", name="他", password=PASSWORD, by=None, at=AT)
        grant(user=user, region=world.regions[code], role=Role.PLANNER, by=None, at=AT)
        browser = Client()
        browser.force_login(user)
        assert browser.get(address(world)).status_code == 404


def test_page_shows_rows_and_the_straight_line(world: World, signed_in: SignedIn) -> None:
    said = signed_in("planner").get(address(world)).content.decode()
    for text in (
        "城镇新增就业",
        "〔30〕",
        "直线 6",
        "直线 92",
        "直线 ≤5.5",
        "结构比例不按直线推算",
        "已评价",
    ):
        assert text in said
    assert "改动记录" not in said
    assert reverse("indicators:revise_target", args=[world.row(CODE, "pension").pk]) in said


def test_proposal_fills_and_saves_nothing(world: World, signed_in: SignedIn) -> None:
    browser, row = signed_in("planner"), world.row(CODE, "pension")
    data = typed(world, new_jobs="7.7,,,,")
    said = browser.post(address(world), {**data, "propose": "all"}).content.decode()
    assert "还没有保存" in said
    assert 'value="7.7"' in said
    assert 'value="94"' in said
    one = browser.post(address(world), {**data, "propose": str(row.pk)}).content.decode()
    assert 'value="94"' in one
    assert 'value="≤5.5"' not in one
    over = browser.post(address(world), {**data, "propose": str(world.row(CODE, "new_jobs").pk)})
    assert 'value="7.7"' not in over.content.decode()
    nothing = browser.post(address(world), {**data, "propose": "x"}).content.decode()
    assert "没有可以按直线填入的空格" in nothing
    assert not AnnualTarget.versions.exists()


def test_saved_rows_are_judged_again_and_audited(
    world: World, signed_in: SignedIn, planner: User, django_capture_on_commit_callbacks: Any
) -> None:
    row = world.row(CODE, "pension")
    before = Verdict.objects.get(plan_indicator=row, year=2023, standing="accepted")
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("planner").post(address(world), typed(world, pension="90.2,90.4,90.6,92,95"))
    assert answer.status_code == 302
    said = signed_in("planner").get(address(world)).content.decode()
    assert texts(row) == {2021: "90.2", 2022: "90.4", 2023: "90.6", 2024: "92", 2025: "95"}
    after = Verdict.objects.get(plan_indicator=row, year=2023, standing="accepted")
    assert (before.status, after.status) == ("behind", "ahead")
    event = Event.objects.get(action="annual_targets.set")
    assert (event.by_id, event.subject_id, event.region_code) == (planner.pk, str(row.pk), CODE)
    assert event.details["new"]["2023"] == "90.6"
    assert "年度目标 1 项" in said


def test_message_says_what_is_judged_again(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    said = browser.post(address(world), typed(world, pension="91,92,93,94,95"), follow=True)
    assert "自 2021 年起已有的评价将重新得出" in said.content.decode()
    said = browser.post(address(world), typed(world, pension="91,92,93,94.5,95"), follow=True)
    assert "已保存 1 项指标的 1 处改动。" in said.content.decode()
    assert "起已有的评价" not in said.content.decode()


def test_nothing_changed_is_told(world: World, signed_in: SignedIn) -> None:
    said = signed_in("planner").post(address(world), typed(world), follow=True).content.decode()
    assert "没有改动" in said
    assert not Event.objects.filter(action="annual_targets.set").exists()


def test_unreadable_figure_names_row_and_year_and_loses_nothing(world: World, signed_in: SignedIn) -> None:
    answer = signed_in("planner").post(
        address(world), typed(world, pension="91,abc,93,〔94〕,95", new_jobs="6.1,6.1,6.1,6.1,6.1")
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "有 2 处填写有误" in said
    assert "2022 年</b><span>“abc”不是数字" in said
    assert "2024 年</b><span>“〔94〕”带括号" in said
    assert 'value="abc"' in said
    assert said.count('value="6.1"') == 5
    assert not AnnualTarget.versions.exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"new_jobs": "6,6,6,6,5.5"}, "各年合计 29.5，比目标少 0.5。"),
        ({"pension": "91,92,93,94,94"}, "2025 年的“94”没有达到目标“95”。"),
        ({"pension": "91,90.5,93,94,95"}, "2022 年的“90.5”比 2021 年的“91”还差。"),
        ({"unemployment": "≤5.5,≤5.6,,,"}, "2022 年的“≤5.6”没有达到目标“≤5.5”。"),
    ],
)
def test_doubts_are_told_and_may_be_insisted_on(
    world: World, signed_in: SignedIn, rows: dict[str, str], said: str
) -> None:
    browser, data = signed_in("planner"), typed(world, **rows)
    answer = browser.post(address(world), data).content.decode()
    assert said in answer
    assert "仍然保存" in answer
    assert not AnnualTarget.versions.exists()
    assert browser.post(address(world), {**data, "action": "save_anyway"}).status_code == 302
    assert AnnualTarget.objects.exists()
    again = browser.get(address(world)).content.decode()
    assert said in again
    assert "仍然保存" not in again
    assert browser.post(address(world), typed(world)).status_code == 302  # an old doubt stops no other change


def test_cleared_cell_is_taken_back_and_stays_in_the_history(
    world: World, signed_in: SignedIn, django_capture_on_commit_callbacks: Any
) -> None:
    row = world.row(CODE, "pension")
    set_annual_targets(
        plan_indicator_id=row.pk, figures={2021: parse_figure("91"), 2022: parse_figure("93")}, by=None, at=AT
    )
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("planner").post(address(world), typed(world, pension="91.5,,,,"))
    assert texts(row) == {2021: "91.5"}
    assert [each.replaced_at is None for each in AnnualTarget.versions.order_by("pk")] == [False, False, True]
    said = signed_in("planner").get(address(world)).content.decode()
    assert "改动记录（2 条）" in said
    assert "取消" in said
    event = Event.objects.filter(action="annual_targets.set").order_by("-pk")[0]
    assert event.details == {"old": {"2021": "91", "2022": "93"}, "new": {"2021": "91.5", "2022": ""}}


def test_somebody_else_changed_meanwhile(world: World, signed_in: SignedIn, planner: User) -> None:
    row, browser = world.row(CODE, "pension"), signed_in("planner")
    data = typed(world, pension="91,92,93,94,95", new_jobs="6,6,6,6,6")
    set_annual_targets(plan_indicator_id=row.pk, figures={2022: parse_figure("91.7")}, by=planner, at=AT)
    said = browser.post(address(world), data).content.decode()
    assert "有 1 处在您填写期间被他人改动" in said
    assert "桂划于" in said
    assert "改为“91.7”；您填的是“92”" in said
    assert 'value="92"' in said
    assert texts(row) == {2022: "91.7"}
    again = typed(world, pension="91,92,93,94,95", new_jobs="6,6,6,6,6")
    assert browser.post(address(world), again).status_code == 302
    assert texts(row)[2022] == "92"


def test_what_was_left_alone_undoes_nobodys_change(world: World, signed_in: SignedIn) -> None:
    row = world.row(CODE, "pension")
    data = typed(world, new_jobs="6,6,6,6,6")
    set_annual_targets(plan_indicator_id=row.pk, figures={2022: parse_figure("92")}, by=None, at=AT)
    assert signed_in("planner").post(address(world), data).status_code == 302
    assert texts(row) == {2022: "92"}


def test_two_at_once_are_caught_under_the_lock(world: World, signed_in: SignedIn, planner: User) -> None:
    row = world.row(CODE, "pension")
    change = Change(row.pk, 2022, parse_figure("92"), None)
    asked: dict[str, Any] = {"plan_id": row.plan_id, "by": planner, "at": AT}
    set_plan_annual_targets(changes=[change], **asked)
    with pytest.raises(AnnualTargetsMovedError) as caught:
        set_plan_annual_targets(changes=[change], **asked)
    assert caught.value.places == ((row.pk, 2022),)


@pytest.mark.parametrize("name", ["annual-{row}-2030", "annual-{other}-2022", "annual-x-2022"])
def test_cells_outside_the_plan_are_not_looked_at(world: World, signed_in: SignedIn, name: str) -> None:
    row, other = world.row(CODE, "pension"), world.row("980101", "pension")
    data = {**typed(world), name.format(row=row.pk, other=other.pk): "91"}
    assert signed_in("planner").post(address(world), data).status_code == 302
    assert not AnnualTarget.versions.exists()


@pytest.mark.parametrize("seen", ["", "2022", "2022.x", "2022.999999999999999999999", "x.1 \x00"])
def test_hostile_seal_is_no_seal(world: World, signed_in: SignedIn, seen: str) -> None:
    row = world.row(CODE, "pension")
    data = {**typed(world, pension="91,92,93,94,95"), f"seen-{row.pk}": seen}
    assert signed_in("planner").post(address(world), data).status_code == 302
    assert len(texts(row)) == 5


def test_draft_can_be_filled_and_closed_plan_only_read(world: World, signed_in: SignedIn) -> None:
    browser, plan = signed_in("planner"), world.plans[CODE]
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    data = typed(world, pension="91,92,93,94,95")
    assert browser.post(address(world), data).status_code == 302
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PUBLISHED)
    close(plan_id=plan.pk, by=None, at=AT)
    said = browser.get(address(world)).content.decode()
    assert "规划已结束" in said
    assert "<input class=" not in said
    refused = browser.post(address(world), typed(world, pension="92,93,94,94,95")).content.decode()
    assert "已结束，年度目标不能再改" in refused
    assert texts(world.row(CODE, "pension"))[2021] == "91"


def test_as_many_queries_for_forty_rows_as_for_two(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("planner")
    few, many = plan_of_size(CODE, 2, start=2011), plan_of_size(CODE, 40, start=2011)
    for plan in (few, many):
        for row in plan.indicators.all():
            for text in ("60", "61"):
                set_annual_targets(
                    plan_indicator_id=row.pk, figures={2012: parse_figure(text)}, by=None, at=AT
                )
    pages = [reverse("indicators:annual_targets", args=[plan.pk]) for plan in (few, many)]
    browser.get(pages[0])
    assert len({count_queries(partial(browser.get, page)) for page in pages}) == 1


def test_plan_page_leads_the_planner_here(world: World, signed_in: SignedIn) -> None:
    plan = reverse("dashboards:plan", args=[world.plans[CODE].pk])
    said = signed_in("planner").get(plan).content.decode()
    assert address(world) in said
    assert reverse("indicators:weights", args=[world.plans[CODE].pk]) in said
    assert address(world) not in signed_in("analyst").get(plan).content.decode()
