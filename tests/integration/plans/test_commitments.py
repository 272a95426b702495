"""Commitments into a plan, reports on them, and which of these count."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.services import add_department
from audit.models import Event
from plans.models import Commitment, CommitmentAcceptance, CommitmentReport, Plan
from plans.queries import counted_reports
from plans.services import (
    CommitmentEntry,
    PlanError,
    Pledge,
    accept_reports,
    add_commitments,
    report_commitments,
)
from tests.integration.world import AT, World

STATIONS = Pledge(
    name="建设零工驿站",
    section="专栏1",
    op=">=",
    quantity=Decimal(10),
    unit="个",
    text="10个以上",
    due_year=2025,
)
FAIRS = Pledge(name="举办招聘活动", section="专栏1", quantity=Decimal(40), unit="场", is_per_year=True)
CONTEST = Pledge(name="举办技能大赛", section="专栏2", unit="届", text="每两年举办一届")


def add(world: World, *pledges: Pledge, by: User | None = None, region: str = "980100") -> list[Commitment]:
    return add_commitments(plan_id=world.plans[region].pk, pledges=pledges, by=by, at=AT)


def say(commitment: Commitment, done: str, progress: str = "under_way", year: int = 2024) -> CommitmentReport:
    entry = CommitmentEntry(commitment.pk, year, progress, Decimal(done), done)
    (report,) = report_commitments(entries=[entry], by=None, at=AT)
    return report


def accept(*reports: CommitmentReport, hours: int = 0) -> None:
    ids = [report.pk for report in reports]
    accept_reports(report_ids=ids, by=None, at=AT + timedelta(hours=hours))


def test_commitments_follow_each_other_in_the_order_given(world: World, planner: User) -> None:
    add(world, STATIONS, FAIRS, by=planner)
    add(world, CONTEST, by=planner)
    rows = Commitment.objects.filter(plan=world.plans["980100"]).values_list("position", "name", "quantity")
    assert list(rows) == [
        (1, "建设零工驿站", Decimal(10)),
        (2, "举办招聘活动", Decimal(40)),
        (3, "举办技能大赛", None),
    ]
    assert Event.objects.filter(action="plan.commitments_added", by_id=planner.pk).count() == 2


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "analyst", "administrator", "stranger"])
def test_only_the_regions_planner_adds(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied):
        add(world, STATIONS, by=world.people[person])
    assert not Commitment.objects.exists()


def test_planner_of_the_city_adds_nothing_to_the_county(world: World, planner: User) -> None:
    with pytest.raises(PermissionDenied):
        add(world, STATIONS, by=planner, region="980101")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_year": 2026}, "完成年份 2026 不在规划期"),
        ({"name": "举办招聘活动"}, "“举办招聘活动”在“专栏1”中重复"),
        ({"quantity": Decimal(-1)}, "“建设零工驿站”的数量小于零"),
    ],
)
def test_what_the_plan_cannot_take_is_refused(world: World, fields: dict[str, object], words: str) -> None:
    add(world, FAIRS)
    wrong = Pledge(**{**vars(STATIONS), **fields})
    with pytest.raises(PlanError, match=words):
        add(world, CONTEST, wrong)
    assert Commitment.objects.count() == 1


def test_department_must_be_the_regions_own(world: World) -> None:
    other = add_department(region_id="980200", name="就业科", by=None, at=AT)
    with pytest.raises(PlanError, match="责任单位不是甲市的部门"):
        add(world, Pledge(name="任务", department_id=other.pk))


def test_empty_name_is_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        add(world, Pledge(name=""))


def test_plan_that_has_ended_takes_no_more(world: World) -> None:
    Plan.objects.filter(pk=world.plans["980100"].pk).update(state=Plan.State.CLOSED)
    with pytest.raises(PlanError, match="已结束"):
        add(world, STATIONS)


def test_second_report_is_another_version_with_a_reason(world: World) -> None:
    (stations,) = add(world, STATIONS)
    first, second = say(stations, "3"), say(stations, "4")
    assert [(each.number, each.reason) for each in (first, second)] == [(1, ""), (2, "重新上报")]
    assert say(stations, "5", year=2025).number == 1


def test_reports_and_acceptances_are_never_rewritten(world: World) -> None:
    (stations,) = add(world, STATIONS)
    report = say(stations, "3")
    accept(report)
    for change in (
        lambda: CommitmentReport.objects.filter(pk=report.pk).update(done=9),
        lambda: CommitmentReport.objects.filter(pk=report.pk).delete(),
        lambda: CommitmentAcceptance.objects.update(at=AT + timedelta(days=1)),
        lambda: CommitmentAcceptance.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    report.refresh_from_db()
    assert report.done == 3


def test_last_accepted_counts_and_what_is_not_accepted_does_not(world: World) -> None:
    stations, fairs = add(world, STATIONS, FAIRS)
    first, second = say(stations, "3"), say(stations, "4")
    accept(second)
    accept(first, hours=1)  # a correction dropped for the older figure: the last acceptance decides
    say(stations, "7")
    say(fairs, "38")
    accept(say(stations, "5", year=2025), hours=2)
    found = counted_reports([stations.pk, fairs.pk])
    assert {year: report.done for year, report in found[stations.pk].items()} == {2024: 3, 2025: 5}
    assert fairs.pk not in found
    assert list(CommitmentReport.objects.counted().order_by("year").values_list("done", flat=True)) == [3, 5]


def test_as_known_on_a_day_later_acceptances_are_left_out(world: World) -> None:
    (stations,) = add(world, STATIONS)
    accept(say(stations, "3"))
    accept(say(stations, "4"), hours=48)
    then = counted_reports([stations.pk], AT + timedelta(hours=1))
    assert then[stations.pk][2024].done == 3
    assert counted_reports([stations.pk], AT - timedelta(hours=1)) == {}
    assert counted_reports([stations.pk])[stations.pk][2024].done == 4
