"""分解核对: the numbers of a page worked out by hand, who may see it, how many queries it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards.pages.address import Asked
from dashboards.pages.splits import SplitRow, SplitsPage, splits_page
from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, record_published
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import create_plan
from regions.models import Region
from regions.services import add_region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
JOBS = "城镇新增就业"


@pytest.fixture
def additive(world: World) -> World:
    """新增就业 adds up; 甲市 and 东县 of the world promise and report as the province does."""
    Indicator.objects.filter(code="new_jobs").update(is_additive=True)
    return world


def plan_for(
    world: World, region: str, target: str, *, unit: str = "万人", split: bool = False, **figures: str
) -> PlanIndicator:
    """A published plan of the region with 新增就业 alone; figures as y2023="3"."""
    plan = create_plan(region_id=region, title="规划", start_year=2021, end_year=2025, by=None, at=AT)
    promise = Promise(
        indicator_id=world.indicators["new_jobs"].pk,
        name=JOBS,
        unit=unit,
        target=parse_figure(target),
        target_year=2025,
        split_from_id=world.row("980000", "new_jobs").pk if split else None,
    )
    (row,) = add_promises(plan_id=plan.pk, promises=[promise], by=None, at=AT)
    publish_plan(plan_id=plan.pk, by=None, at=AT)
    report_jobs(world, region, **figures)
    assess_plan_indicators(plan_indicator_ids=[row.pk], at=AT)
    return row


def want(world: World, target: str) -> None:
    """The province revises its target."""
    Target.objects.create(
        plan_indicator=world.row("980000", "new_jobs"),
        version=2,
        year=2025,
        in_force_date=date(2022, 1, 1),
        reason="中期调整",
        entered_at=AT,
        **columns_of(parse_figure(target)),
    )


def report_jobs(world: World, region: str, **figures: str) -> None:
    record_published(
        figures=[
            Reported(region, world.indicators["new_jobs"].pk, int(year[1:]), parse_figure(text))
            for year, text in figures.items()
        ],
        at=AT,
    )


def shown(user: User, plan: Plan, params: dict[str, str] | None = None, **asked: Any) -> SplitsPage:
    page = splits_page(user=user, plan_id=plan.pk, asked=Asked(**asked), params=params or {})
    assert page is not None
    return page


def jobs_of(user: User, world: World, **asked: Any) -> SplitRow:
    (row,) = shown(user, world.plans["980000"], **asked).rows
    return row


def opened(user: User, world: World, **asked: Any) -> SplitRow:
    chosen = {"indicator": str(world.row("980000", "new_jobs").pk)}
    page = shown(user, world.plans["980000"], chosen, **asked)
    assert page.chosen is not None
    return page.chosen


def said(judged: Any) -> tuple[str, str, str]:
    return judged.lamp.code, judged.word, judged.detail


def test_enough_although_a_share_is_missing_for_it_can_only_add(additive: World, leader: User) -> None:
    """The province wants 〔30〕; 甲市 alone promises 〔30〕, 乙市 has no plan."""
    row = jobs_of(leader, additive)
    assert (row.target, row.target_sum, row.coverage) == ("〔30〕", "〔30〕", "100%")
    assert said(row.split) == ("ok", "足额", "")
    assert row.missing == "乙市（没有同期规划）"


def test_short_says_by_how_much(additive: World, leader: User) -> None:
    want(additive, "〔40〕")
    plan_for(additive, "980200", "〔4.5〕", split=True)
    row = jobs_of(leader, additive)
    assert (row.target_sum, row.coverage, row.missing) == ("〔34.5〕", "86.3%", "")
    assert said(row.split) == ("warn", "不足", "差 5.5 万人")


def test_missing_share_leaves_a_floor_open(additive: World, leader: User) -> None:
    want(additive, "〔40〕")
    assert said(jobs_of(leader, additive).split) == ("na", "无从判断", "")


def test_ceiling_must_not_be_exceeded(additive: World, leader: User) -> None:
    Indicator.objects.filter(code="new_jobs").update(sense="lower")
    plan_for(additive, "980200", "〔20000〕", unit="人")
    row = jobs_of(leader, additive)
    assert (row.target_sum, said(row.split)) == ("〔32〕", ("warn", "超出", "多 2 万人"))


def test_missing_share_of_a_ceiling_leaves_it_open(additive: World, leader: User) -> None:
    Indicator.objects.filter(code="new_jobs").update(sense="lower")
    assert said(jobs_of(leader, additive).split) == ("na", "无从判断", "")


def test_share_with_a_target_in_words_is_named(additive: World, leader: User) -> None:
    Indicator.objects.filter(code="new_jobs").update(sense="lower")
    plan_for(additive, "980200", "年均增长6%")
    row = jobs_of(leader, additive)
    assert (said(row.split)[1], row.missing) == ("无从判断", "乙市（目标不是数量）")


def test_parts_of_the_open_indicator_have_shares_in_the_unit_of_the_whole(
    additive: World, leader: User
) -> None:
    plan_for(additive, "980200", "〔60000〕", unit="人", split=True, y2023="1.2")
    row = opened(leader, additive)
    first, second = row.parts
    assert (first.name, first.target, first.target_share, first.printed) == ("甲市", "〔30〕", "100%", "")
    assert (second.name, second.target, second.target_share) == ("乙市", "〔6〕", "20%")
    assert second.printed == "〔60000〕 人"
    assert (first.actual, first.actual_share) == ("5.8", "100%")
    assert (second.actual, second.actual_share) == ("1.2", "20.7%")
    assert row.by == "1 个按规划登记的分解关系，1 个按同期规划中的同一指标"


def test_figures_that_do_not_add_up_are_named_beyond_rounding(additive: World, leader: User) -> None:
    """In 2023 the province and 甲市 report 5.8 each; 乙市 1.2 more."""
    plan_for(additive, "980200", "〔6〕", y2023="1.2")
    row = jobs_of(leader, additive)
    assert (row.own, row.actual_sum) == ("5.8", "7")
    assert said(row.actual) == ("warn", "不一致", "下级合计多 1.2 万人")


def test_difference_within_rounding_is_none(additive: World, leader: User) -> None:
    Indicator.objects.filter(code="new_jobs").update(decimals=2)
    plan_for(additive, "980200", "〔6〕", y2023="0.01")
    assert said(jobs_of(leader, additive).actual) == ("ok", "一致", "")


def test_who_has_not_reported_is_named(additive: World, leader: User) -> None:
    row = jobs_of(leader, additive)
    assert (said(row.actual), row.unreported) == (("na", "无从核对", ""), "乙市（未报）")
    Region.objects.update(is_fictional=False)
    assert jobs_of(leader, additive).unreported == "乙市（未找到公开数据）"


def test_inequalities_are_added_as_intervals(additive: World, leader: User) -> None:
    """In 2022 甲市 reports >6 and so does the province."""
    report_jobs(additive, "980200", y2022="1")
    row = jobs_of(leader, additive, year=2022)
    assert (row.actual_sum, said(row.actual)[1]) == ("＞7", "无从核对")


def test_composition_and_rates_are_not_added(additive: World, leader: User) -> None:
    page = shown(leader, additive.plans["980000"])
    assert [row.name for row in page.rows] == [JOBS]
    assert page.rates_not == ("城镇调查失业率", "基本养老保险参保率")
    assert page.rates == ()


def test_rate_is_made_again_where_every_region_has_both_parts(additive: World, leader: User) -> None:
    pension = additive.indicators["pension"].pk
    for region, above, below in (("980100", "90", "100"), ("980200", "210", "300")):
        figure = parse_figure("90")
        record_published(
            figures=[
                Reported(region, pension, 2024, figure, numerator=Decimal(above), denominator=Decimal(below))
            ],
            at=AT,
        )
    page = shown(leader, additive.plans["980000"], year=2024)
    assert [(row.name, row.own, row.recomputed) for row in page.rates] == [("基本养老保险参保率", "—", "75%")]


def test_submitted_figures_count_with_the_standing(additive: World, leader: User) -> None:
    """东县 has submitted 6.1 for 2024; nobody above has reported."""
    plan = additive.plans["980100"]
    assert shown(leader, plan, year=2024).rows[0].actual_sum == "—"
    assert shown(leader, plan, year=2024, standing="provisional").rows[0].actual_sum == "6.1"


def test_region_out_of_sight_is_named_and_nothing_is_judged_without_it(
    additive: World, stranger: User
) -> None:
    """A clerk of 南县 may read the province and his own city, but not 甲市."""
    plan = additive.plans["980000"]
    (row,) = shown(stranger, plan).rows
    assert row.missing == "甲市（不在您的查阅范围内）；乙市（没有同期规划）"
    assert (row.target_sum, row.actual_sum) == ("—", "—")
    assert splits_page(user=stranger, plan_id=plan.pk, asked=Asked(standing="provisional"), params={}) is None


def test_plan_out_of_sight_is_not_found(additive: World, signed_in: SignedIn) -> None:
    address = reverse("dashboards:plan_splits", args=[additive.plans["980101"].pk])
    assert signed_in("stranger").get(address).status_code == 404
    assert signed_in("leader").get(address).status_code == 200


def test_page_opens_an_indicator_by_its_address(additive: World, signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    address = reverse("dashboards:plan_splits", args=[additive.plans["980000"].pk])
    row = additive.row("980000", "new_jobs")
    assert 'id="parts"' in browser.get(f"{address}?indicator={row.pk}").content.decode()
    page = browser.get(f"{address}?indicator=abc").content.decode()
    assert 'id="parts"' not in page
    assert "不在本规划的可汇总指标中" in page


def test_county_has_nobody_below(additive: World, signed_in: SignedIn) -> None:
    address = reverse("dashboards:plan_splits", args=[additive.plans["980101"].pk])
    assert "本地区没有下级地区" in signed_in("leader").get(address).content.decode()


def test_as_many_queries_for_many_regions_and_indicators_as_for_few(
    world: World, leader: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    few, many = plan_of_size("980000", 2), plan_of_size("980000", 40, start=2031)
    Indicator.objects.update(is_additive=True)
    shown(leader, few, year=2021)
    before = count_queries(lambda: shown(leader, few, year=2021))
    for place in range(20):
        add_region(code=f"98{place + 30}00", name=f"第{place}市", level="city", parent_id="980000")
    assert count_queries(lambda: shown(leader, many, year=2031)) == before
