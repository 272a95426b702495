"""A table pasted into a draft plan: read, shown, taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, IndicatorAlias, PlanIndicator
from plans.models import Plan
from tests.integration.intake.drafts_by_hand import draft_of, row
from tests.integration.world import World

SignedIn = Callable[[str], Client]
TABLE = "\n".join(
    "\t".join(cells)
    for cells in (
        ("序号", "指标", "单位", "2025年", "2030年", "属性"),
        ("1", "城镇新增就业", "万人", "6.2", "〔30〕", "预期性"),
        ("2", "城镇调查失业率", "%", "5.2", "≤5.5", "预期性"),
        ("3", "职工养老保险参保率", "%", "90", "95", "约束性"),
        ("4", "零工市场服务人次", "万人次", "—", "完成省下达任务", "预期性"),
    )
)
BARE = "1\t城镇新增就业\t万人\t6.2\t30\n2\t城镇调查失业率\t%\t5.2\t≤5.5\n"


@pytest.fixture
def plan(world: World) -> Plan:
    IndicatorAlias.objects.create(indicator=world.indicators["pension"], name="职工养老保险参保率")
    return draft_of(world, ("skill_mix",))


def sent(browser: Client, plan: Plan, **typed: str) -> str:
    answer = browser.post(reverse("intake:paste_rows", args=[plan.pk]), typed, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(plan: Plan) -> list[str]:
    return list(PlanIndicator.objects.filter(plan=plan).order_by("position").values_list("name", flat=True))[
        1:
    ]


def test_a_table_is_shown_as_understood_and_nothing_is_taken_yet(plan: Plan, signed_in: SignedIn) -> None:
    told = sent(signed_in("planner"), plan, text=TABLE, action="read")
    assert "读出 4 行" in told
    assert 'name="entry-2" value="基本养老保险参保率"' in told
    assert 'name="entry-3" value=""' in told
    assert "目标是文字" in told
    assert names(plan) == []


def test_ticked_rows_are_taken(plan: Plan, signed_in: SignedIn) -> None:
    typed = {
        "take-0": "1", "entry-0": "城镇新增就业", "take-2": "1", "entry-2": "基本养老保险参保率",
        "take-3": "1", "entry-3": "", "basis-3": "cumulative", "sense-3": "higher",
    }  # fmt: skip
    assert "已录入 3 项指标" in sent(signed_in("planner"), plan, text=TABLE, action="take", **typed)
    assert names(plan) == ["城镇新增就业", "职工养老保险参保率", "零工市场服务人次"]
    jobs = row(plan, "new_jobs")
    assert (jobs.number, jobs.baseline.text, jobs.baseline.year) == ("1", "6.2", 2025)
    assert (jobs.targets.get().text, jobs.targets.get().cumulative) == ("〔30〕", True)
    assert Indicator.objects.get(name="零工市场服务人次").basis == "cumulative"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"entry-0": "没有这一项"}, "指标目录中没有“没有这一项”"),
        ({"entry-0": "高技能人才结构", "entry-1": "城镇调查失业率"}, "只能用一次"),
        ({"entry-0": "城镇调查失业率"}, "不是同一种量"),
        ({"entry-0": ""}, "目录中已有“城镇新增就业”"),
    ],
)
def test_a_wrong_row_keeps_all_of_them_out(
    plan: Plan, signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    told = sent(
        signed_in("planner"), plan, text=TABLE, action="take", **{"take-0": "1", "take-1": "1", **typed}
    )
    assert said in told
    assert "没有录入" in told
    assert names(plan) == []


def test_a_table_without_head_is_asked_about(plan: Plan, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    told = sent(browser, plan, text=BARE, action="read")
    assert "请在每一列的上方选定" in told
    columns = {"column-0": "number", "column-1": "name", "column-2": "unit", "column-3": "baseline"}
    assert "请至少指明" in sent(browser, plan, text=BARE, action="read", **columns)
    columns["column-4"] = "target"
    told = sent(browser, plan, text=BARE, action="read", **columns)
    assert "读出 2 行" in told
    assert '<option value="target" selected>' in told
    typed = {"take-0": "1", "entry-0": "城镇新增就业"}
    sent(browser, plan, text=BARE, action="take", **columns, **typed)
    assert names(plan) == ["城镇新增就业"]
    assert row(plan, "new_jobs").targets.get().text == "30"


def test_a_quoted_cell_of_several_lines_is_one_cell(plan: Plan, signed_in: SignedIn) -> None:
    text = TABLE.replace("城镇调查失业率", '"城镇调查\n失业率"')
    told = sent(signed_in("planner"), plan, text=text, action="read")
    assert 'name="entry-1" value="城镇调查失业率"' in told


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "还没有粘贴内容"), ("只是一句话。", "没有读出表格"), ("表" * 200_001, "请只粘贴指标表")],
)
def test_what_is_no_table_is_called_so(plan: Plan, signed_in: SignedIn, text: str, said: str) -> None:
    told = sent(signed_in("planner"), plan, text=text, action="read")
    assert said in told
    assert text in told


def test_rows_the_plan_has_already_are_not_ticked(plan: Plan, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    sent(browser, plan, text=TABLE, action="take", **{"take-1": "1", "entry-1": "城镇调查失业率"})
    told = sent(browser, plan, text=TABLE, action="read")
    assert "规划中已有“城镇调查失业率”" in told
    assert told.count("checked") == 3
