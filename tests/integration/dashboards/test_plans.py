from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant
from dashboards.pages.address import Asked
from dashboards.pages.plans import PlanPage, plan_list_page, plan_page
from plans.models import Plan
from plans.services import create_plan
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]


def shown(user: User, plan: Plan, **asked: Any) -> PlanPage:
    page = plan_page(user=user, plan_id=plan.pk, asked=Asked(**asked))
    assert page is not None
    return page


def test_plan_shows_its_table_as_printed_with_figures_by_year(leader: User, world: World) -> None:
    page = shown(leader, world.plans["980101"])
    assert page.columns == (2021, 2022, 2023)
    jobs, unemployment, _, mix = [row for group in page.groups for row in group.rows]
    assert (jobs.target, [cell.text for cell in jobs.years]) == ("〔30〕", ["6.2", ">6", "5.8"])
    assert (unemployment.target, unemployment.word) == ("≤5.5", "控制在目标内")
    assert mix.baseline == "10∶40∶50"
    assert page.baseline_year == 2020


def test_plan_shows_its_cutoffs_and_parents(leader: User, world: World) -> None:
    plan = world.plans["980101"]
    plan.parent_plans.add(world.plans["980100"])
    plan.parent_titles = ["未入库的规划"]
    plan.save()
    page = shown(leader, plan)
    assert [(each.title, bool(each.url)) for each in page.parents] == [
        (world.plans["980100"].title, True),
        ("未入库的规划", False),
    ]
    assert page.cutoffs[0].bounds == "≥ 5"
    assert page.cutoffs[-1].bounds.startswith("低于 −30")


def test_parent_plan_out_of_sight_is_named_without_a_link(stranger: User, world: World) -> None:
    plan = world.plans["980000"]
    plan.parent_plans.add(world.plans["980101"])
    assert [each.url for each in shown(stranger, plan).parents] == [""]


def test_provisional_figures_are_shown_within_reach_and_marked(leader: User, world: World) -> None:
    page = shown(leader, world.plans["980101"], year=2024, standing="provisional")
    cells = [row.years[-1] for group in page.groups for row in group.rows]
    assert [cell.text for cell in cells] == ["6.1", "5.3", "93", "13∶42∶45"]
    assert all(cell.marks == ("provisional",) for cell in cells)
    accepted = shown(leader, world.plans["980101"], year=2024)
    assert all(row.years[-1].text == "—" for group in accepted.groups for row in group.rows)


def test_planning_one_region_opens_no_draft_of_another(world: World, leader: User) -> None:
    grant(user=leader, region=world.regions["980200"], role=Role.PLANNER, by=None, at=AT)
    drafts = [
        create_plan(region_id=code, title="草稿规划", start_year=2026, end_year=2030, by=None, at=AT)
        for code in ("980100", "980201")
    ]
    reader = User.objects.get(pk=leader.pk)
    assert list(Plan.objects.visible_to(reader).filter(state="draft")) == [drafts[1]]


def test_draft_is_read_by_planners_of_the_region_and_not_found_by_others(
    signed_in: SignedIn, world: World
) -> None:
    draft = create_plan(region_id="980100", title="草稿规划", start_year=2026, end_year=2030, by=None, at=AT)
    assert "尚未发布，不参与评价" in signed_in("planner").get(f"/plans/{draft.pk}/").content.decode()
    for person in ("leader", "clerk", "reviewer", "analyst", "stranger"):
        assert signed_in(person).get(f"/plans/{draft.pk}/").status_code == 404
        assert "草稿规划" not in signed_in(person).get("/plans/").content.decode()


@pytest.mark.parametrize("region", ["980100", "980101"])
def test_plan_is_not_found_by_a_stranger(signed_in: SignedIn, world: World, region: str) -> None:
    assert signed_in("stranger").get(f"/plans/{world.plans[region].pk}/").status_code == 404


def test_plan_of_an_ancestor_is_readable_but_not_its_submitted_figures(
    signed_in: SignedIn, world: World
) -> None:
    address = f"/plans/{world.plans['980000'].pk}/"
    assert signed_in("stranger").get(address).status_code == 200
    assert signed_in("stranger").get(f"{address}?standing=provisional").status_code == 404


def test_plan_list_groups_by_region_and_is_narrowed(leader: User, world: World) -> None:
    plan_of_size("980101", 1, start=2016)
    everything = plan_list_page(user=leader, params={})
    assert [region.name for region in everything.regions] == ["示范省", "甲市", "东县"]
    assert [option.label for option in everything.period_options] == ["2021—2025", "2016—2020"]
    county = plan_list_page(user=leader, params={"region": "980101", "period": "2016"})
    assert [plan.period for region in county.regions for plan in region.plans] == ["2016—2020"]
    assert county.is_filtered
    assert plan_list_page(user=leader, params={"region": "xx", "period": "zz"}).total == 4


def test_plan_list_of_nothing_says_so(signed_in: SignedIn) -> None:
    text = signed_in("leader").get("/plans/?region=110000").content.decode()
    assert "没有符合条件的规划" in text


def test_query_count_of_the_list_does_not_grow_with_plans(signed_in: SignedIn, world: World) -> None:
    browser, counts = signed_in("leader"), []
    browser.get("/plans/")  # the session notes when it was last seen
    for years in (range(1980, 1982), range(1982, 2012)):
        for start in years:
            title = f"规划 {start}"
            create_plan(region_id="980102", title=title, start_year=start, end_year=start + 4, by=None, at=AT)
        Plan.objects.filter(state="draft").update(state="published")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/plans/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
