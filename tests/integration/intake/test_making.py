"""A confirmed draft becomes a plan, all of it or nothing; a revised document becomes revisions of targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import User
from audit.models import Event
from indicators.models import Actual, Indicator, IndicatorAlias, PlanIndicator, Target
from intake.parsing.reading import Reading
from intake.services.making import Earlier, make_plan
from intake.services.revising import revise_plan
from intake.services.rows import take_rows
from plans.models import Plan, PlanDraft
from plans.services import PlanError
from plans.services.drafts import decide_rows
from tests.integration.intake.drafts import draft_by, indicator, reading, row_named
from tests.integration.world import AT, World

EARLIER = Earlier((2021, 2025), "甲市“十四五”就业规划")


def confirmed(planner: User) -> PlanDraft:
    """All rows decided: 参保率 is what the catalogue calls 基本养老保险参保率."""
    draft = draft_by(planner)
    row = row_named(draft, "参保率")
    row.entry |= {"how": "chosen", "code": "pension", "basis": "level", "sense": "higher", "remember": True}
    row.save()
    new = row_named(draft, "零工市场")
    new.entry |= {"how": "new", "definition": "零工市场的个数。", "domain": "就业"}
    new.save()
    take_rows(draft_id=draft.pk, named=[each.pk for each in draft.rows.all()], by=planner, at=AT)
    return draft


def test_a_draft_becomes_a_plan_with_all_that_was_confirmed(world: World, planner: User) -> None:
    draft = make_plan(draft_id=confirmed(planner).pk, earlier=[], by=planner, at=AT)
    plan = draft.plan
    assert plan is not None
    assert (draft.state, plan.state, plan.document_number) == ("made", "draft", "甲政发〔2026〕1号")
    rows = list(PlanIndicator.objects.filter(plan=plan).select_related("indicator", "baseline"))
    assert [row.indicator.name for row in rows] == [
        "城镇新增就业",
        "城镇调查失业率",
        "基本养老保险参保率",
        "零工市场",
    ]
    assert [row.targets.get().text for row in rows] == ["〔28〕", "＜5.5", "96", "≥10"]
    assert (rows[2].name, rows[2].attribute, rows[2].baseline.text) == ("参保率", "binding", "92")
    assert IndicatorAlias.objects.get(name="参保率").indicator.code == "pension"
    assert Indicator.objects.get(name="零工市场").definition == "零工市场的个数。"
    tasks = [(task.name, task.quantity, task.is_per_year) for task in plan.commitments.all()]
    assert tasks == [("实训基地", Decimal(12), False), ("招聘会", Decimal(100), True)]
    assert Event.objects.filter(action="draft.made", by_id=planner.pk).count() == 1


def test_a_completed_table_becomes_a_closed_plan_with_its_results(world: World, planner: User) -> None:
    draft = make_plan(draft_id=confirmed(planner).pk, earlier=[EARLIER], by=planner, at=AT)
    plan = Plan.objects.get(pk=draft.head["earlier_plans"][0])
    assert (plan.title, plan.state, plan.period) == (EARLIER.title, "closed", "2021—2025")
    actual = Actual.objects.get(region="980100", indicator__code="new_jobs", year=2025)
    assert actual.accepted is not None
    assert (actual.accepted.text, actual.accepted.since_year) == ("〔26〕", 2021)


def test_what_stands_in_the_way_is_said_and_nothing_is_made(world: World, planner: User) -> None:
    draft = draft_by(planner)
    with pytest.raises(PlanError, match=r"还有 4 项指标没有决定.*还有 2 项重点任务.*还没有采用任何指标"):
        make_plan(draft_id=draft.pk, earlier=[], by=planner, at=AT)
    assert Plan.objects.filter(start_year=2026).count() == 0


def test_a_plan_is_not_made_twice(world: World, planner: User) -> None:
    make_plan(draft_id=confirmed(planner).pk, earlier=[], by=planner, at=AT)
    IndicatorAlias.objects.all().delete()
    second = draft_by(planner, digest="1" * 64)
    with pytest.raises(PlanError, match="不能重复建立"):
        make_plan(draft_id=second.pk, earlier=[], by=planner, at=AT)


def test_a_part_without_its_whole_stands_in_the_way(world: World, planner: User) -> None:
    draft = confirmed(planner)
    part = row_named(draft, "零工市场")
    part.entry["parent"] = "市场总数"
    part.save()
    with pytest.raises(PlanError, match="“零工市场”是“市场总数”的其中项"):
        make_plan(draft_id=draft.pk, earlier=[], by=planner, at=AT)


def test_the_plan_is_made_and_published_through_the_pages(world: World, planner: User) -> None:
    page, draft = Client(), confirmed(planner)
    page.force_login(planner)
    url = reverse("intake:draft_make", args=[draft.pk])
    shown = page.get(url).content.decode()
    assert "零工市场" in shown
    assert "2021—2025 年的指标表" in shown
    with zeal_ignore():  # two plans are made, each held on its own
        answer = page.post(url, {"make-2021-2025": "on", "title-2021-2025": EARLIER.title})
    assert answer.status_code == 302
    page.post(reverse("intake:draft_publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.plan is not None
    assert draft.plan.state == "published"
    shown = page.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    assert EARLIER.title in shown


def revised() -> Reading:
    """The plan of 2021–2025 with one target changed, one kept, one new."""
    facts: dict[str, Any] = {"period": (2021, 2025)}
    quote = "城镇新增就业（万人）\t〔25〕\t〔26〕"
    rows = (
        indicator("城镇新增就业", "万人", quote, "5", "〔32〕", **facts),
        indicator("基本养老保险参保率", "%", "参保率（%）\t92\t96", "90", "95", **facts),
        indicator("零工市场", "个", "零工市场（个）\t3\t≥10", "3", "10", **facts),
    )
    found = reading()
    return replace(
        found, head=replace(found.head, period=(2021, 2025)), indicators=rows, conflicts=(), commitments=()
    )


def revising(world: World, planner: User) -> PlanDraft:
    draft = draft_by(planner, revised(), revises=world.plans["980100"])
    ids = [row.pk for row in draft.rows.all()]
    decide_rows(draft_id=draft.pk, row_ids=ids, state="confirmed", by=planner, at=AT)
    return draft


PAPER: dict[str, Any] = {
    "in_force_date": date(2024, 3, 1), "reason": "中期调整", "document_number": "甲政发〔2024〕2号",
    "approved_by": "甲市人民政府",
}  # fmt: skip


def test_a_revised_document_becomes_revisions_of_what_changed(world: World, planner: User) -> None:
    draft = revising(world, planner)
    assert revise_plan(draft_id=draft.pk, by=planner, at=AT, **PAPER) == 1
    target = Target.objects.get(version=2)
    assert (target.plan_indicator, target.text) == (world.row("980100", "new_jobs"), "〔32〕")
    assert (target.reason, target.document_number) == ("中期调整", "甲政发〔2024〕2号")
    draft.refresh_from_db()
    assert draft.state == "made"


def test_the_differences_are_shown_and_asked_for_once(world: World, planner: User) -> None:
    page, draft = Client(), revising(world, planner)
    page.force_login(planner)
    url = reverse("intake:draft_revise", args=[draft.pk])
    shown = page.get(url).context["page"]
    found = {row.name: (row.old, row.new, row.standing) for row in shown.rows}
    assert found["城镇新增就业"] == ("〔30〕", "〔32〕", "changed")
    assert found["基本养老保险参保率"] == ("95", "95", "same")
    assert found["零工市场"] == ("", "10", "new")
    assert found["城镇调查失业率"] == ("≤5.5", "", "gone")
    refused = page.post(url, {**PAPER, "reason": ""}).content.decode()
    assert "请写明调整的原因" in refused
    assert page.post(url, PAPER).status_code == 302
    assert Target.objects.filter(version=2).count() == 1


def test_a_date_outside_the_plan_revises_nothing(world: World, planner: User) -> None:
    draft = revising(world, planner)
    with pytest.raises(Exception, match="生效日期须在规划期内"):
        revise_plan(draft_id=draft.pk, by=planner, at=AT, **{**PAPER, "in_force_date": date(2030, 1, 1)})
    draft.refresh_from_db()
    assert (draft.state, Target.objects.filter(version=2).count()) == ("open", 0)
