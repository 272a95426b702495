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
from indicators.calc import parse_figure
from indicators.models import Actual, Indicator, IndicatorAlias, PlanIndicator, Target
from indicators.services.drafting import discard_plan
from indicators.services.figures import Reported, record_published
from indicators.services.revision import revise_target
from intake.parsing.reading import Reading
from intake.services.making import Earlier, make_plan
from intake.services.revising import revise_plan
from intake.services.rows import take_rows
from plans.models import Plan, PlanDraft
from plans.services import PlanError
from plans.services.drafts import decide_rows
from tests.integration.intake.drafts import draft_by, indicator, publish, reading, row_named
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


def test_a_figure_on_record_is_kept_and_told(world: World, planner: User) -> None:
    entry = Indicator.objects.get(code="new_jobs")
    known = Reported(
        region_id="980100", indicator_id=entry.pk, year=2025, figure=parse_figure("25.5"), source="统计公报"
    )
    record_published(figures=[known], at=AT)
    draft = make_plan(draft_id=confirmed(planner).pk, earlier=[EARLIER], by=planner, at=AT)
    assert Actual.objects.get(indicator=entry, region="980100", year=2025).versions.count() == 1
    page = Client()
    page.force_login(planner)
    shown = page.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    assert "城镇新增就业 2025 年：系统中为 25.5，文件中为 〔26〕" in shown


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


def test_a_plan_given_up_is_made_again_from_its_document(world: World, planner: User) -> None:
    """What the catalogue was given stays there; the rows know it now."""
    first = make_plan(draft_id=confirmed(planner).pk, earlier=[], by=planner, at=AT)
    assert first.plan is not None
    discard_plan(plan_id=first.plan.pk, by=planner, at=AT)
    assert Event.objects.filter(action="draft.reopened").count() == 1
    second = make_plan(draft_id=first.pk, earlier=[EARLIER], by=planner, at=AT)
    assert second.plan is not None
    assert second.plan.indicators.count() == 4
    assert IndicatorAlias.objects.filter(name="参保率").count() == 1


def test_a_name_remembered_in_two_periods_becomes_one_alias(world: World, planner: User) -> None:
    draft = confirmed(planner)
    again = row_named(draft, "城镇新增就业", 2021)
    again.entry |= row_named(draft, "参保率").entry | {"start_year": 2021, "end_year": 2025}
    again.save()
    make_plan(draft_id=draft.pk, earlier=[EARLIER], by=planner, at=AT)
    assert IndicatorAlias.objects.filter(name="参保率").count() == 1


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
    asked = {"make-2021-2025": "on", "title-2021-2025": EARLIER.title}
    answer = page.post(url, asked | {"seen": draft.version - 1})
    assert "他人改动了这份草稿" in answer.content.decode()
    with zeal_ignore():  # two plans are made, each held on its own
        answer = page.post(url, asked | {"seen": answer.context["page"].seen})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.plan is not None
    publish(page, draft.plan)
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
    assert page.post(url, {**PAPER, "seen": shown.seen}).status_code == 302
    assert Target.objects.filter(version=2).count() == 1


def test_a_target_revised_meanwhile_is_told_before_the_document_revises_it(
    world: World, planner: User
) -> None:
    page, draft = Client(), revising(world, planner)
    page.force_login(planner)
    url = reverse("intake:draft_revise", args=[draft.pk])
    seen = page.get(url).context["page"].seen
    revise_target(
        plan_indicator_id=world.row("980100", "new_jobs").pk, figure=parse_figure("〔31〕"),
        by=planner, at=AT, **PAPER,
    )  # fmt: skip
    told = page.post(url, {**PAPER, "seen": seen})
    assert "他人改动了草稿或现行目标" in told.content.decode()
    assert "〔31〕" in told.content.decode()
    assert page.post(url, {**PAPER, "seen": told.context["page"].seen}).status_code == 302


def test_a_date_outside_the_plan_revises_nothing(world: World, planner: User) -> None:
    draft = revising(world, planner)
    with pytest.raises(Exception, match="生效日期须在规划期内"):
        revise_plan(draft_id=draft.pk, by=planner, at=AT, **{**PAPER, "in_force_date": date(2030, 1, 1)})
    draft.refresh_from_db()
    assert (draft.state, Target.objects.filter(version=2).count()) == ("open", 0)
