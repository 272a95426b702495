"""Rounds: one form per region and department, each figure once; closed, nothing moves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from accounts.services import create_user, grant
from audit.models import Event
from indicators.models import PlanIndicator
from plans.models import Commitment
from reporting import services
from reporting.models import Round, Row, Submission
from reporting.queries import due_date_of
from reporting.services import RoundError
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.reporting.test_round_detail import add_county_plan
from tests.integration.world import AT, PASSWORD, World

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


def test_complete_round_adds_what_was_published_since_and_nothing_twice(office: Office) -> None:
    extra = add_county_plan(office)
    made = services.complete_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert (made.rows, made.forms) == (2, 1)
    rows = Row.objects.filter(submission__round=office.round, indicator=extra)
    assert sorted(rows.values_list("submission__region_id", "state")) == [
        ("980101", "draft"),
        ("980102", "draft"),
    ]
    assert Row.objects.filter(submission=office.county).count() == 5
    event = Event.objects.get(action="round.completed")
    assert (event.details, event.by_id) == ({"rows": 2, "forms": 1}, office.people["planner"].pk)
    with pytest.raises(RoundError, match="没有需要补充"):
        services.complete_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)


def test_complete_round_leaves_what_is_filled_in_as_it_is(office: Office) -> None:
    office.fill()
    office.submit()
    add_county_plan(office)
    services.complete_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert sorted(office.states()) == ["draft"] + ["submitted"] * 4


def test_complete_round_adds_commitments_too(office: Office) -> None:
    commitment = Commitment.objects.create(plan=office.world.plans["980101"], position=1, name="建设零工市场")
    made = services.complete_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert (made.rows, made.forms) == (1, 0)
    assert Row.objects.get(commitment=commitment).submission == office.county


def test_complete_round_leaves_alone_what_another_round_asks_for(office: Office) -> None:
    """西县 opened a round of its own after its plan was published."""
    county_planner = create_user(username="xi", name="西划", password=PASSWORD, by=None, at=AT)
    region = office.world.regions["980102"]
    grant(user=county_planner, region=region, role=Role.PLANNER, by=None, at=AT)
    add_county_plan(office)
    services.open_round(region_id="980102", year=2025, by=county_planner, at=AT, **DATES)
    made = services.complete_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert (made.rows, made.forms) == (1, 0)


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "stranger", "administrator", "bystander"])
def test_complete_and_reschedule_are_for_the_round_s_planner(office: Office, person: str) -> None:
    add_county_plan(office)
    by = office.people[person]
    with pytest.raises(PermissionDenied):
        services.complete_round(round_id=office.round.pk, by=by, at=LATER)
    with pytest.raises(PermissionDenied):
        services.reschedule(round_id=office.round.pk, due_date=date(2025, 5, 1), reason="x", by=by, at=LATER)
    assert Row.objects.filter(submission__round=office.round).count() == 8


def test_a_closed_round_is_neither_completed_nor_rescheduled(office: Office) -> None:
    add_county_plan(office)
    planner = office.people["planner"]
    services.close_round(round_id=office.round.pk, by=planner, at=LATER)
    with pytest.raises(RoundError, match="已经结束"):
        services.complete_round(round_id=office.round.pk, by=planner, at=LATER)
    with pytest.raises(RoundError, match="已经结束"):
        services.reschedule(
            round_id=office.round.pk, due_date=date(2025, 5, 1), reason="x", by=planner, at=LATER
        )


def test_reschedule_moves_the_due_date_of_every_form_and_is_audited(office: Office) -> None:
    planner = office.people["planner"]
    services.extend(
        submission_id=office.city.pk, until_date=date(2025, 6, 30), reason="补报", by=planner, at=LATER
    )
    services.reschedule(
        round_id=office.round.pk, due_date=date(2025, 5, 1), reason="全省推迟", by=planner, at=LATER
    )
    due = {form.region_id: due_date_of(form) for form in Submission.objects.select_related("round")}
    assert due == {"980101": date(2025, 5, 1), "980100": date(2025, 6, 30)}
    details = Event.objects.get(action="round.rescheduled").details
    assert details == {"due_date": "2025-05-01", "before": "2025-03-31", "reason": "全省推迟"}


@pytest.mark.parametrize(
    ("due", "reason", "error", "said"),
    [
        (date(2025, 3, 31), "x", RoundError, "没有变化"),
        (date(2025, 1, 4), "x", RoundError, "不能早于开始日期"),
        (date(2025, 5, 1), " ", ValidationError, "请写明调整的原因"),
    ],
)
def test_reschedule_refuses_nonsense(
    office: Office, due: date, reason: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        services.reschedule(
            round_id=office.round.pk, due_date=due, reason=reason, by=office.people["planner"], at=LATER
        )
    assert Round.objects.get().due_date == date(2025, 3, 31)
