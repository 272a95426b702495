"""Rounds: one form per region and department, each figure once; closed, nothing moves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from indicators.models import PlanIndicator
from reporting import services
from reporting.models import Round, Row, Submission
from reporting.services import RoundError
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT, World

DATES = {"opens_date": date(2025, 1, 5), "due_date": date(2025, 3, 31)}


def test_open_round_makes_a_form_for_every_region_with_a_plan(office: Office) -> None:
    assert set(office.forms) == {"980100", "980101"}
    assert Row.objects.filter(submission=office.county).count() == 4
    assert office.states() == ["draft"] * 4


def test_open_round_gives_each_department_its_own_form(world: World) -> None:
    PlanIndicator.objects.filter(pk=world.row("980101", "pension").pk).update(department=world.department)
    opened = services.open_round(region_id="980100", year=2024, by=world.people["planner"], at=AT, **DATES)
    forms = Submission.objects.filter(round=opened, region="980101")
    rows = {form.department_id: form.rows.count() for form in forms}
    assert rows == {None: 3, world.department.pk: 1}


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "stranger", "administrator"])
def test_open_round_is_for_planners(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied, match="规划管理员"):
        services.open_round(region_id="980100", year=2024, by=world.people[person], at=AT, **DATES)


def test_open_round_elsewhere_is_refused(world: World) -> None:
    for region in ("980000", "980101", "980200"):
        with pytest.raises(PermissionDenied):
            services.open_round(region_id=region, year=2024, by=world.people["planner"], at=AT, **DATES)


@pytest.mark.parametrize("year", [1800, 2020, 2026, 2101])
def test_open_round_for_a_year_in_no_plan_says_so(world: World, year: int) -> None:
    with pytest.raises(RoundError, match=f"{year} 年"):
        services.open_round(region_id="980100", year=year, by=world.people["planner"], at=AT, **DATES)


def test_open_round_twice_is_refused(office: Office) -> None:
    with pytest.raises(RoundError, match="已经发起"):
        services.open_round(region_id="980100", year=2025, by=office.people["planner"], at=AT, **DATES)


def test_open_round_does_not_ask_for_a_figure_twice(office: Office) -> None:
    from accounts.roles import Role
    from accounts.services import grant

    leader = office.people["leader"]
    grant(user=leader, region=office.world.regions["980000"], role=Role.PLANNER, by=None, at=AT)
    with pytest.raises(RoundError, match="同一数据不能报两次"):
        services.open_round(region_id="980000", year=2025, by=leader, at=AT, **DATES)


def test_open_round_with_dates_reversed_is_refused(world: World) -> None:
    with pytest.raises(RoundError, match="截止日期"):
        services.open_round(
            region_id="980100",
            year=2024,
            opens_date=date(2025, 2, 1),
            due_date=date(2025, 1, 1),
            by=world.people["planner"],
            at=AT,
        )


def test_close_round_locks_what_is_accepted_and_stops_the_rest(office: Office) -> None:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    office.fill("980100", "city_clerk")
    office.submit("980100", "city_clerk")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert office.states() == ["locked"] * 4
    assert office.states("980100") == ["submitted"] * 4
    with pytest.raises(MoveRefusedError, match="已经结束"):
        office.review("980100", "reviewer")
    with pytest.raises(MoveRefusedError, match="已经结束"):
        office.fill("980100", "city_clerk")


def test_close_round_is_for_its_planner_and_once(office: Office) -> None:
    with pytest.raises(PermissionDenied):
        services.close_round(round_id=office.round.pk, by=office.people["reviewer"], at=LATER)
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    with pytest.raises(RoundError, match="已经结束"):
        services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert Round.objects.get().closed_at == LATER
