"""Reports say what the boards say: the same verdicts, counts and order, whatever the kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from common.numbers import ratio
from dashboards.models import Kind
from dashboards.pages.address import Asked
from dashboards.pages.board import board_page
from dashboards.reports.content import Content, content_of, from_json, kinds_for, to_json
from indicators.models import Actual, ActualVersion
from indicators.services.assessment import assess_everything
from plans.models import Plan
from regions.models import Region
from regions.services import add_region
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import PASSWORD, World

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def content(
    user: User, plan: Plan, year: int, kind: str = "annual", *, with_subtree: bool = False
) -> Content:
    return content_of(user, plan_id=plan.pk, kind=kind, year=year, with_subtree=with_subtree, made_at=NOW)


def agrees_with_the_board(user: User, plan: Plan, year: int, kind: str) -> Content:
    told = content(user, plan, year, kind)
    page = board_page(user=user, code=plan.region_id, asked=Asked(year=year, plan=plan.pk))
    assert page is not None
    assert page.tally is not None
    assert page.headline is not None
    tally, whole = page.tally, told.whole
    assert (whole.total, whole.assessable, whole.met, whole.lagging, whole.stale, whole.unassessed) == (
        tally.total, tally.assessable, tally.met, tally.lagging, tally.stale, tally.unassessed,
    )  # fmt: skip
    assert [(each.label, each.total, each.assessable, each.met) for each in told.counts] == [
        (strip.label, strip.total, strip.assessable, strip.met) for strip in page.strips
    ]
    assert told.paragraphs["overall"][0] == page.headline.text
    assert [(line.name, line.gap, line.word, line.detail) for line in told.laggards] == [
        (row.name, row.gap, row.word, row.detail) for row in page.gaps
    ]
    assert [(line.name, line.reason) for line in told.unassessed] == [
        (row.name, row.reason) for row in page.unassessed
    ]
    rows = [row for group in page.groups for row in group.rows]
    assert [_cells(line) for line in told.indicators] == [
        (row.name, row.baseline, row.target, row.attainment, row.closure, row.schedule, row.word)
        for row in rows
    ]
    return told


def _cells(line: Any) -> tuple[str, ...]:
    numbers = (line.baseline, line.target, line.attainment, line.closure, line.schedule)
    return (line.name, *(each.text for each in numbers), line.word)


@pytest.fixture
def nation(db: None) -> User:
    """A leader of the nation, on the real plans."""
    call_command("load_plans")
    assess_everything(at=NOW)
    user = create_user(username="nation", name="全", password=PASSWORD, by=None, at=NOW)
    grant(user=user, region=Region.objects.get(pk="100000"), role=Role.LEADER, by=None, at=NOW)
    return user


def test_final_reports_on_real_plans_count_as_their_own_tables_do(nation: User) -> None:
    for code, counts in {"420000": (10, 0, 3), "430100": (11, 1, 1), "510524": (13, 0, 0)}.items():
        plan = Plan.objects.get(region=code, start_year=2016, end_year=2020)
        told = agrees_with_the_board(nation, plan, 2020, Kind.FINAL)
        assert (told.whole.met, told.whole.lagging, told.whole.unassessed) == counts
        text = "".join(line for lines in told.paragraphs.values() for line in lines)
        assert ("全部完成" in text) is (code == "510524")
        assert told.title == f"{plan.title}总结评估报告"
        assert not told.is_fictional


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
@pytest.mark.parametrize("kind", ["annual", "midterm", "notice"])
def test_reports_agree_with_the_board(world: World, leader: User, kind: str, year: int) -> None:
    agrees_with_the_board(leader, world.plans["980101"], year, kind)


def test_content_is_kept_without_loss(world: World, leader: User) -> None:
    told = content(leader, world.plans["980000"], 2023, with_subtree=True)
    assert told.regions
    assert from_json(json.loads(json.dumps(to_json(told)))) == told


def test_content_kept_by_an_older_release_can_be_read(world: World, leader: User) -> None:
    kept = to_json(content(leader, world.plans["980000"], 2023))
    del kept["plan_source"]
    assert from_json(kept).plan_source == ""


def test_figures_only_submitted_are_in_no_report(world: World, leader: User) -> None:
    told = content(leader, world.plans["980101"], 2024)
    assert told.whole.assessable == 0
    assert [line.actuals[-1].text for line in told.indicators] == ["—"] * 4


def test_cause_and_measure_are_those_of_the_accepted_figure(world: World, leader: User) -> None:
    plan = world.plans["980101"]
    before = content(leader, plan, 2023)
    assert [line.name for line in before.laggards] == ["基本养老保险参保率"]
    actual = Actual.objects.get(region="980101", indicator=world.indicators["pension"], year=2023)
    assert actual.accepted is not None
    told = ActualVersion.objects.get(pk=actual.accepted.pk)
    told.pk, told.number, told.reason = None, 9, "更正"
    told.cause, told.measure = "转移就业\n人员未参保", "逐户核对"
    told._state.adding = True
    told.save()
    Actual.objects.filter(pk=actual.pk).update(accepted=told)
    (line,) = content(leader, plan, 2023).laggards
    assert (line.cause, line.measure) == ("转移就业 人员未参保", "逐户核对")


def test_regions_below_have_their_own_counts_and_rank_among_siblings(world: World, leader: User) -> None:
    told = content(leader, world.plans["980000"], 2023, with_subtree=True)
    assert [(line.name, line.parent) for line in told.regions] == [("甲市", "示范省"), ("东县", "甲市")]
    for line in told.regions:
        page = board_page(user=leader, code=line.code, asked=Asked(year=2023))
        assert page is not None
        assert page.tally is not None
        assert (line.total, line.met, line.lagging) == (page.tally.total, page.tally.met, page.tally.lagging)
        assert line.rate == ratio(page.tally.met, page.tally.assessable)
        assert line.rank == 1
    assert content(leader, world.plans["980000"], 2023).regions == ()


def test_rankings_want_two_regions_and_the_same_basis(world: World, leader: User) -> None:
    assert content(leader, world.plans["980000"], 2023, with_subtree=True).rankings == ()


def test_queries_grow_neither_with_regions_nor_with_indicators(
    world: World, leader: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def action() -> object:
        return content(leader, world.plans["980000"], 2021, with_subtree=True)

    action()
    few = count_queries(action)
    for place in range(12):
        code = f"9801{place + 20}"
        add_region(code=code, name=f"新{place}县", level="county", parent_id="980100", is_fictional=True)
        plan_of_size(code, place + 1)
    assert len(content(leader, world.plans["980000"], 2021, with_subtree=True).regions) == 14
    assert count_queries(action) == few


def test_what_one_may_not_read_is_in_no_report(world: World) -> None:
    with pytest.raises(PermissionDenied):
        content(world.people["stranger"], world.plans["980101"], 2023)


def test_kinds_depend_on_the_year(world: World) -> None:
    plan = world.plans["980000"]
    found = {year: kinds_for(plan, year) for year in range(2020, 2027)}
    assert found[2020] == found[2026] == ()
    assert found[2021] == found[2022] == found[2024] == ("annual", "notice")
    assert found[2023] == ("annual", "midterm", "notice")
    assert found[2025] == ("annual", "final", "notice")


def test_titles_say_plan_year_and_kind(world: World, leader: User) -> None:
    plan = world.plans["980000"]
    told = {kind: content(leader, plan, 2023, kind).title for kind in ("annual", "midterm", "notice")}
    assert told == {
        "annual": f"{plan.title}2023年度监测报告",
        "midterm": f"{plan.title}中期评估报告",
        "notice": f"关于{plan.title}2023年度进展情况的通报",
    }
