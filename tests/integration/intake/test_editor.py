"""规划编辑: a plan made by hand, from the empty form to its publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Department
from indicators.models import Indicator, PlanIndicator, Target
from plans.models import Commitment, Plan
from tests.integration.intake.drafts import publish
from tests.integration.intake.drafts_by_hand import CODE, draft_of, draft_of_size, row
from tests.integration.world import World

SignedIn = Callable[[str], Client]
FACTS = {
    "region": CODE, "title": "甲市“十五五”就业规划", "start_year": "2026", "end_year": "2030",
    "cutoff_ahead": "5", "cutoff_on_track": "0", "cutoff_tolerance": "-5", "cutoff_serious": "-30",
    "parent_titles": "《国家就业规划》\n",
}  # fmt: skip
ROW = {"name": "城镇新增就业", "unit": "万人", "target": "〔30〕", "baseline": "5", "attribute": "expected"}


def page(browser: Client, view: str, /, *parts: Any, **typed: Any) -> str:
    url = reverse(view, args=parts)
    answer = browser.post(url, typed, follow=True) if typed else browser.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_plan_is_made_by_hand_and_published(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    assert "还没有指标" in page(browser, "intake:new_plan", **FACTS)
    plan = Plan.objects.get(title=FACTS["title"])
    assert (plan.state, plan.parent_titles) == ("draft", ["国家就业规划"])
    assert "还不能发布" in page(browser, "intake:publish_plan", plan.pk)
    assert "还没有指标" in page(browser, "intake:publish_plan", plan.pk, confirm="1")
    page(browser, "intake:add_row", plan.pk, **ROW)
    page(
        browser, "intake:add_commitment", plan.pk, name="建成零工市场", text="≥3", unit="个", due_year="2028"
    )
    jobs = row(plan, "new_jobs")
    assert (jobs.targets.get().text, jobs.baseline.year, jobs.targets.get().year) == ("〔30〕", 2025, 2030)
    assert Commitment.objects.get(plan=plan).op == ">="
    assert "不能再改" in page(browser, "intake:publish_plan", plan.pk)
    publish(browser, plan)


def test_what_another_planner_changed_meanwhile_is_not_published_unseen(
    world: World, signed_in: SignedIn
) -> None:
    plan, browser = draft_of(world), signed_in("planner")
    shown = browser.get(reverse("intake:publish_plan", args=[plan.pk])).context["seen"]
    Target.objects.filter(plan_indicator__plan=plan).delete()
    assert "他人改动了这份草稿" in page(browser, "intake:publish_plan", plan.pk, seen=shown)
    assert "他人改动了这份草稿" in page(browser, "intake:publish_plan", plan.pk, confirm="1")
    plan.refresh_from_db()
    assert plan.state == "draft"
    publish(browser, plan)
    assert "已不是草稿" in page(browser, "intake:publish_plan", plan.pk, seen=shown)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "请填写规划名称"),
        ({"end_year": "2020"}, "结束年不能早于起始年"),
        ({"start_year": "两千"}, "输入整数"),
        ({"cutoff_ahead": "-9"}, "从大到小"),
        ({"region": "980101"}, "选择一个有效的选项"),
    ],
)
def test_wrong_facts_are_told_and_nothing_typed_is_lost(
    world: World, signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    told = page(signed_in("planner"), "intake:new_plan", **FACTS | typed)
    assert said in told
    assert "《国家就业规划》" in told
    assert not Plan.objects.filter(start_year=2026).exists()


def test_a_parent_plan_of_other_years_is_refused(world: World, signed_in: SignedIn) -> None:
    parent = world.plans["980000"].pk
    assert "没有重叠" in page(signed_in("planner"), "intake:new_plan", **FACTS, parents=str(parent))


@pytest.mark.parametrize("person", ["stranger", "clerk", "leader", "analyst", "reviewer", "administrator"])
def test_nobody_else_finds_the_editor(world: World, signed_in: SignedIn, person: str) -> None:
    plan = draft_of(world)
    first = row(plan, "new_jobs").pk
    task = Commitment.objects.create(plan=plan, position=1, name="建成零工市场").pk
    browser = signed_in(person)
    for name, parts in (
        ("new_plan", []), ("plan_editor", [plan.pk]), ("plan_facts", [plan.pk]), ("publish_plan", [plan.pk]),
        ("discard_plan", [plan.pk]), ("add_row", [plan.pk]), ("paste_rows", [plan.pk]),
        ("add_commitment", [plan.pk]), ("change_row", [first]), ("remove_row", [first]),
        ("move_row", [first]),
        ("change_commitment", [task]), ("remove_commitment", [task]),
    ):  # fmt: skip
        url = reverse(f"intake:{name}", args=parts)
        if name != "plan_editor":
            assert browser.post(url, {"to": "down"}).status_code == 404, name
        if name != "move_row":
            assert browser.get(url).status_code == 404, name
    assert PlanIndicator.objects.filter(plan=plan).count() == 3


def test_a_published_plan_is_not_edited_here(world: World, signed_in: SignedIn) -> None:
    plan = world.plans[CODE]
    jobs = world.row(CODE, "new_jobs")
    browser = signed_in("planner")
    for name, part in (
        ("plan_editor", plan.pk), ("add_row", plan.pk), ("paste_rows", plan.pk), ("discard_plan", plan.pk),
        ("publish_plan", plan.pk), ("add_commitment", plan.pk), ("change_row", jobs.pk),
        ("remove_row", jobs.pk),
    ):  # fmt: skip
        assert "目标调整" in page(browser, f"intake:{name}", part), name
    assert "目标调整" in page(browser, "intake:change_row", jobs.pk, **ROW)
    assert "文号" in page(browser, "intake:plan_facts", plan.pk)
    page(browser, "intake:plan_facts", plan.pk, document_number="甲政发〔2021〕3号", title="别的")
    plan.refresh_from_db()
    assert (plan.document_number, plan.title) == ("甲政发〔2021〕3号", "甲市“十四五”人力资源和社会保障规划")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "请填写指标名称"),
        ({"target": "9x5"}, "读不出数值"),
        ({"weight": "-1"}, "权重不能是负数"),
        ({"name": "全新的指标"}, "指标目录中没有“全新的指标”"),
        ({"indicator": "基本养老保险参保率"}, "已用于本规划的“基本养老保险参保率”"),
        ({"unit": "小时"}, "不是同一种量"),
        ({"name": "全新的指标", "is_new": "on"}, "加入目录的指标须选定"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_typed_is_lost(
    world: World, signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    plan = draft_of(world, ("pension",))
    told = page(signed_in("planner"), "intake:add_row", plan.pk, **{**ROW, "note": "照抄原文", **typed})
    assert said in told
    assert 'value="照抄原文"' in told
    assert PlanIndicator.objects.filter(plan=plan).count() == 1


def test_words_are_kept_as_words_and_told(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world, ("pension",))
    browser = signed_in("planner")
    told = page(browser, "intake:add_row", plan.pk, **{**ROW, "target": "前3名", "is_words": "on"})
    assert "文字目标，无法评价" in told
    assert row(plan, "new_jobs").targets.get().kind == "words"


def test_a_new_indicator_enters_the_catalogue_with_its_row(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world, ("pension",))
    typed = {
        **ROW,
        "name": "零工市场数",
        "unit": "个",
        "is_new": "on",
        "new_basis": "level",
        "new_sense": "higher",
    }
    page(signed_in("planner"), "intake:add_row", plan.pk, **typed)
    entry = Indicator.objects.get(name="零工市场数")
    assert (entry.unit, entry.basis, entry.definition) == ("个", "level", f"见《{plan}》。")
    assert PlanIndicator.objects.filter(plan=plan, indicator=entry).exists()


def test_a_row_is_tied_to_its_department_its_weight_and_the_plan_above(
    world: World, signed_in: SignedIn
) -> None:
    plan = draft_of(world)
    department = Department.objects.create(region=world.regions[CODE], name="就业科")
    plan.parent_plans.add(world.plans["980000"])
    browser = signed_in("planner")
    typed = {
        **ROW, "department": department.pk, "weight": "12.5",
        "split_from": world.row("980000", "new_jobs").pk,
    }  # fmt: skip
    page(browser, "intake:change_row", row(plan, "new_jobs").pk, **typed)
    jobs = row(plan, "new_jobs")
    assert (jobs.department, str(jobs.weight)) == (department, "12.500")
    told = page(browser, "intake:plan_editor", plan.pk)
    assert "分解自示范省“城镇新增就业”" in told
    assert "权重合计 12.5，不是 100" in told


def test_the_same_indicator_of_the_parent_plan_is_suggested(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    plan.parent_plans.add(world.plans["980000"])
    told = page(signed_in("planner"), "intake:change_row", row(plan, "new_jobs").pk)
    assert "上位规划有同一目录指标：示范省：城镇新增就业" in told


def test_the_second_of_two_planners_is_told(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    browser, jobs = signed_in("planner"), row(plan, "new_jobs")
    told = page(browser, "intake:change_row", jobs.pk, **ROW, note="我的", seen="不是现在的")
    assert "他人改动了这一行" in told
    assert 'value="我的"' in told
    told = page(browser, "intake:plan_facts", plan.pk, **FACTS, issuer="我填的", seen="不是现在的")
    assert "他人改动了规划信息" in told
    assert 'value="我填的"' in told


def test_rows_are_moved_and_removed(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    browser = signed_in("planner")
    page(browser, "intake:move_row", row(plan, "new_jobs").pk, to="down")
    assert row(plan, "new_jobs").position == 2
    assert "将从草稿中移除" in page(browser, "intake:remove_row", row(plan, "pension").pk)
    page(browser, "intake:remove_row", row(plan, "pension").pk, confirm="1")
    assert PlanIndicator.objects.filter(plan=plan).count() == 2


def test_commitments_are_changed_and_removed(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    browser = signed_in("planner")
    page(browser, "intake:add_commitment", plan.pk, name="建成零工市场", text="3", unit="个")
    task = Commitment.objects.get(plan=plan)
    told = page(browser, "intake:change_commitment", task.pk, name="零工", text="若干处", due_year="2040")
    assert "读不出数量" in told
    assert "应在规划期 2026—2030 之内" in told
    page(browser, "intake:change_commitment", task.pk, name="零工市场", text="约5", is_per_year="on")
    task.refresh_from_db()
    assert (task.name, task.op, task.is_per_year) == ("零工市场", "~", True)
    page(browser, "intake:remove_commitment", task.pk, confirm="1")
    assert not Commitment.objects.filter(plan=plan).exists()


def test_a_draft_is_given_up(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    browser = signed_in("planner")
    assert "不能恢复" in page(browser, "intake:discard_plan", plan.pk)
    page(browser, "intake:discard_plan", plan.pk, confirm="1")
    assert not Plan.objects.filter(pk=plan.pk).exists()


def test_remarks_name_their_rows(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world, ("unemployment", "new_jobs"))
    browser = signed_in("planner")
    page(browser, "intake:change_row", row(plan, "unemployment").pk, **{**ROW, "name": "失业率", "unit": "%",
         "indicator": "城镇调查失业率", "target": ""})  # fmt: skip
    page(browser, "intake:change_row", row(plan, "new_jobs").pk, **ROW, target_year="2028")
    told = page(browser, "intake:plan_editor", plan.pk)
    assert "1 项没有目标" in told
    assert "1 项的目标年份不是 2030 年" in told


def test_the_plan_page_and_the_list_lead_to_the_editor(world: World, signed_in: SignedIn) -> None:
    plan = draft_of(world)
    browser = signed_in("planner")
    assert reverse("intake:plan_editor", args=[plan.pk]) in page(browser, "dashboards:plan", plan.pk)
    assert reverse("intake:new_plan") in page(browser, "dashboards:plans")
    assert reverse("intake:new_plan") not in page(signed_in("leader"), "dashboards:plans")


@pytest.mark.parametrize("name", ["plan_editor", "publish_plan", "add_row", "paste_rows"])
def test_as_many_queries_for_forty_rows_as_for_two(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int], name: str
) -> None:
    browser = signed_in("planner")
    counts = set()
    for plan in (draft_of_size(2), draft_of_size(40)):
        url = reverse(f"intake:{name}", args=[plan.pk])
        browser.get(url)
        counts.add(count_queries(lambda url=url: browser.get(url)))  # type: ignore[misc]
    assert len(counts) == 1
