from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from dashboards.pages.address import Asked
from dashboards.pages.indicator import IndicatorPage, indicator_page
from indicators.calc import assess as judge
from indicators.calc import explain, parse_figure
from indicators.calc.inputs import case_of
from indicators.models import PlanIndicator, Verdict
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, accept, report
from indicators.services.revision import revise_target
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]


def shown(user: User, row: PlanIndicator, **asked: Any) -> IndicatorPage:
    page = indicator_page(user=user, plan_id=row.plan_id, plan_indicator_id=row.pk, asked=Asked(**asked))
    assert page is not None
    return page


def address(row: PlanIndicator) -> str:
    return f"/plans/{row.plan_id}/indicators/{row.pk}/"


def test_page_explains_the_stored_verdict(leader: User, world: World) -> None:
    row = world.row("980101", "pension")
    page = shown(leader, row)
    stored = Verdict.objects.get(plan_indicator=row, year=2023, standing="accepted")
    case = case_of(stored.inputs)
    assert page.reasons == tuple(explain(case, judge([case])[0]))
    facts = {fact.label: fact.value for fact in page.facts}
    assert facts["2025 年目标"] == "95%"
    assert facts["2023 年实际"] == "91.5%"
    assert facts["目标实现程度"] == "30%"
    assert (page.word, page.rule_version) == ("滞后", stored.rule_version)


def test_chart_and_its_table_say_the_same(leader: User, world: World) -> None:
    page = shown(leader, world.row("980101", "new_jobs"))
    assert page.chart is not None
    assert ("2022", ">6", "〔＞12.2〕", "12") in page.chart.table.rows
    assert page.is_summed


def test_years_are_judged_each_by_its_own_figures(leader: User, world: World) -> None:
    page = shown(leader, world.row("980101", "pension"))
    rows = {row.year: row for row in page.year_rows}
    assert rows[2023].figure == "91.5"
    assert rows[2023].source == "统计年鉴"
    assert rows[2023].expected == "93"
    assert rows[2024].is_stale
    assert rows[2024].share == "—"


def test_corrections_stand_in_the_history_and_names_follow_the_grants(
    leader: User, stranger: User, clerk: User, world: World
) -> None:
    row = world.row("980000", "pension")
    entry = Reported("980000", row.indicator_id, 2023, parse_figure("92"), reason="与年报核对后更正")
    versions = report(figures=[entry], by=clerk, at=AT)
    assert [each.state for each in shown(leader, row).versions][:2] == ["未接收", "已接收"]
    assert all(each.state != "未接收" for each in shown(stranger, row).versions)
    accept(version_ids=[each.pk for each in versions], by=None, at=AT)
    newest, former, *_ = shown(leader, row).versions
    assert (newest.figure, newest.state, newest.by) == ("92%", "已接收", clerk.name)
    assert "与年报核对后更正" in newest.words
    assert former.state == "已被替代"
    assert shown(stranger, row).versions[0].by == ""


def test_revised_target_is_shown_beside_the_old_one(leader: User, world: World) -> None:
    row = world.row("980101", "pension")
    revise_target(
        plan_indicator_id=row.pk,
        figure=parse_figure("94"),
        in_force_date=date(2023, 6, 1),
        reason="上位规划调整",
        by=None,
        at=AT,
        document_number="示发〔2023〕9号",
        approved_by="东县人民政府",
    )
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=AT)
    now, before = shown(leader, row).targets, shown(leader, row, year=2022).targets
    assert [(each.figure, each.used) for each in now] == [("95%", False), ("94%", True)]
    assert [each.used for each in before] == [True, False]
    assert "上位规划调整；示发〔2023〕9号" in now[1].words


def test_other_regions_are_shown_with_the_same_indicator(leader: User, world: World) -> None:
    page = shown(leader, world.row("980100", "pension"))
    assert [(row.name, row.relation) for row in page.kin] == [("示范省", "上级"), ("东县", "下级")]


def test_shares_are_charted_and_named_as_shares(leader: User, world: World) -> None:
    page = shown(leader, world.row("980101", "skill_mix"))
    assert page.chart is not None
    assert page.chart.caption == "结构变化"
    assert ("2023", "12∶42∶46", "12", "42", "46") in page.chart.table.rows


def test_page_without_data_says_so(signed_in: SignedIn, world: World) -> None:
    row = PlanIndicator.objects.get(plan=plan_of_size("980201", 1, start=2024))
    text = signed_in("leader").get(f"{address(row)}?year=2024").content.decode()
    assert 'data-chart="path-figure"' in text
    Verdict.objects.filter(plan_indicator=row).delete()
    assert "尚未评价" in signed_in("leader").get(address(row)).content.decode()


@pytest.mark.parametrize("region", ["980100", "980101"])
def test_indicator_is_not_found_by_a_stranger(signed_in: SignedIn, world: World, region: str) -> None:
    assert signed_in("stranger").get(address(world.row(region, "pension"))).status_code == 404


def test_indicator_is_found_only_under_its_own_plan(signed_in: SignedIn, world: World) -> None:
    row = world.row("980101", "pension")
    wrong = f"/plans/{world.plans['980000'].pk}/indicators/{row.pk}/"
    assert signed_in("leader").get(wrong).status_code == 404
    assert signed_in("leader").get("/plans/99999999999999999999/indicators/1/").status_code == 404


def test_provisional_page_is_for_those_whose_grants_reach(signed_in: SignedIn, world: World) -> None:
    row = world.row("980101", "pension")
    text = signed_in("leader").get(f"{address(row)}?year=2024&standing=provisional").content.decode()
    assert "含未接收数据" in text
    assert (
        signed_in("stranger")
        .get(f"{address(world.row('980000', 'pension'))}?standing=provisional")
        .status_code
        == 404
    )


def test_query_count_does_not_grow_with_parts_and_regions(signed_in: SignedIn, world: World) -> None:
    browser, counts = signed_in("leader"), []
    few, many = plan_of_size("980102", 3), plan_of_size("980201", 41)
    browser.get("/")
    for plan in (few, many):
        first, *others = PlanIndicator.objects.filter(plan=plan).order_by("position")
        PlanIndicator.objects.filter(pk__in=[each.pk for each in others]).update(parent=first)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(first)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_verdict_by_a_revised_target_has_the_original_beside_it(leader: User, world: World) -> None:
    row = world.row("980101", "pension")
    revise_target(
        plan_indicator_id=row.pk,
        figure=parse_figure("91"),
        in_force_date=date(2023, 6, 1),
        reason="中期调整",
        by=None,
        at=AT,
        document_number="示发〔2023〕9号",
        approved_by="东县人民政府",
    )
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=AT)
    page = shown(leader, row, year=2023)
    assert [each.beside for each in page.targets] == [
        "如按原目标，完成率 96.32%，目标实现程度 30%，评价为“滞后”",
        "",
    ]
    assert page.chart is not None
    assert (page.chart.table.rows[-1][0], page.chart.table.rows[-1][-1]) == ("原目标", "95")
    assert "原目标" in [trace["name"] for trace in page.chart.figure["data"]]
    assert [each.beside for each in shown(leader, row, year=2022).targets] == ["", ""]


def test_only_the_planner_of_the_region_is_led_to_the_editors(
    leader: User, planner: User, world: World
) -> None:
    row = world.row("980100", "pension")
    assert [each.label for each in shown(planner, row).editors] == ["年度目标", "调整目标"]
    assert shown(leader, row).editors == ()
    assert shown(planner, world.row("980101", "pension")).editors == ()


def test_other_regions_lead_to_the_comparison(leader: User, world: World, signed_in: SignedIn) -> None:
    row = world.row("980100", "pension")
    page = shown(leader, row, year=2023)
    assert page.compare_url == f"/board/980100/compare/?indicator=pension&year=2023&plan={row.plan_id}"
    assert signed_in("leader").get(page.compare_url).status_code == 200
