"""综合指数: worked out by hand, with what could not be assessed beside it; who may see it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards.pages.address import Asked
from dashboards.pages.composite import IndexPage, index_page
from indicators.services.weights import set_weights
from plans.models import Plan
from regions.services import add_region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]


def weigh(world: World, region: str, **weights: int) -> None:
    rows = {world.row(region, code).pk: Decimal(weight) for code, weight in weights.items()}
    set_weights(plan_id=world.plans[region].pk, weights=rows, by=None, at=AT)


def shown(user: User, plan: Plan, **asked: Any) -> IndexPage:
    page = index_page(user=user, plan_id=plan.pk, asked=Asked(**asked))
    assert page is not None
    return page


def test_index_is_the_sum_of_weight_times_score(world: World, leader: User) -> None:
    """2023: 新增就业 is a lower bound (>6 in 2022) and cannot be scored; 失业率 5.0 ≤ 5.5 scores 100 of 20;
    参保率 91.5 of 95 scores 96.32 of 30: 28.896; the shares of tiers score nothing.
    """
    weigh(world, "980000", new_jobs=40, unemployment=20, pension=30, skill_mix=10)
    page = shown(leader, world.plans["980000"])
    assert page.year == 2023
    assert [(row.weight, row.score, row.contribution) for row in page.rows] == [
        ("40", "—", "—"), ("20", "100", "20"), ("30", "96.3", "28.9"), ("10", "—", "—"),
    ]  # fmt: skip
    assert all(page.rows[place].why for place in (0, 3))
    figures = page.figures
    assert (figures.points, figures.full, figures.unassessed, figures.best) == ("48.9", "100", "50", "98.9")
    assert (figures.over_assessed, figures.is_hundred) == ("97.8", True)


def test_kept_bound_scores_all_or_nothing(world: World, leader: User) -> None:
    """失业率 5.6 in 2022, over 5.5, the mean of both years being 5.35: 基本达到, green."""
    weigh(world, "980000", unemployment=100)
    page = shown(leader, world.plans["980000"], year=2022)
    assert (page.rows[0].lamp.code, page.figures.points, page.rows[0].attainment) == ("ok", "100", "—")


def test_year_without_figures_of_its_own_is_not_assessed(world: World, leader: User) -> None:
    weigh(world, "980000", pension=80)
    page = shown(leader, world.plans["980000"], year=2024)
    assert page.rows[0].why == "没有当年数据，只有 2023 年的"
    assert (page.figures.points, page.figures.unassessed, page.figures.over_assessed) == ("—", "80", "—")
    assert not page.figures.is_hundred


def test_chart_shows_the_years_that_could_be_assessed(world: World, leader: User) -> None:
    weigh(world, "980000", pension=100)
    chart = shown(leader, world.plans["980000"]).chart
    assert chart is not None
    assert chart.table.rows == (
        ("2021", "95.3", "0", "95.3"), ("2022", "95.8", "0", "95.8"), ("2023", "96.3", "0", "96.3"),
    )  # fmt: skip


def test_siblings_are_compared_where_they_have_weights(world: World, leader: User) -> None:
    weigh(world, "980100", pension=50, skill_mix=50)
    rows = shown(leader, world.plans["980100"]).siblings
    assert [(row.name, row.is_own, row.why) for row in rows] == [
        ("甲市", True, ""), ("乙市", False, "没有同期规划"),
    ]  # fmt: skip
    assert rows[0].figures is not None
    assert (rows[0].figures.points, rows[0].figures.unassessed) == ("48.2", "50")


def test_submitted_figures_count_with_the_standing(world: World, leader: User, stranger: User) -> None:
    weigh(world, "980101", pension=100)
    plan = world.plans["980101"]
    assert shown(leader, plan, year=2024).figures.points == "—"
    assert shown(leader, plan, year=2024, standing="provisional").figures.points == "97.9"
    own = world.plans["980000"]
    assert index_page(user=stranger, plan_id=own.pk, asked=Asked(standing="provisional")) is None


def test_without_weights_the_page_says_so_and_the_planner_is_led_to_the_form(
    world: World, signed_in: SignedIn
) -> None:
    plan = world.plans["980100"]
    address, form = (
        reverse(name, args=[plan.pk]) for name in ("dashboards:plan_index", "indicators:weights")
    )
    pages = {who: signed_in(who).get(address).content.decode() for who in ("leader", "planner")}
    assert all("本规划没有设置权重" in page for page in pages.values())
    assert form in pages["planner"]
    assert form not in pages["leader"]


def test_page_is_drawn_and_not_found_by_strangers(world: World, signed_in: SignedIn) -> None:
    weigh(world, "980101", new_jobs=40, pension=50)
    address = reverse("dashboards:plan_index", args=[world.plans["980101"].pk])
    page = signed_in("leader").get(address).content.decode()
    assert "权重合计 90，不是 100" in page
    assert "仅按可评价的权重折算" in page
    assert signed_in("stranger").get(address).status_code == 404


def test_as_many_queries_for_many_regions_and_indicators_as_for_few(
    world: World, leader: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    few, many = plan_of_size("980100", 2), plan_of_size("980100", 40, start=2031)
    for place in range(20):
        add_region(code=f"98{place + 30}00", name=f"第{place}市", level="city", parent_id="980000")
    others = [plan_of_size(f"98{place + 30}00", place + 3, start=2031) for place in range(3)]
    for plan in (few, many, plan_of_size("980200", 5), *others):
        rows = dict.fromkeys(plan.indicators.values_list("pk", flat=True), Decimal(2))
        set_weights(plan_id=plan.pk, weights=rows, by=None, at=AT)
    shown(leader, few, year=2021)
    counts = [
        count_queries(lambda plan=plan, year=year: shown(leader, plan, year=year))
        for plan, year in ((few, 2021), (many, 2031))
    ]
    assert counts[0] == counts[1]
