"""Rounds: opened for a region and everything below, closed when the year is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from audit.services import record
from indicators.models import PlanIndicator
from plans.models import Commitment, Plan
from regions.codes import bounds
from regions.models import Region
from reporting.models import Extension, Round, Row, Submission
from reporting.queries import due_date_of
from reporting.services.rows import checked_text, locked_submission
from reporting.states import State, check_move

Place = tuple[str, int | None]  # region code, department id


class RoundError(Exception):
    """The round cannot be opened or closed like this; the message says why, in Chinese."""


@transaction.atomic
def open_round(
    *, region_id: str, year: int, opens_date: date, due_date: date, by: User, at: datetime, title: str = ""
) -> Round:
    """Open a year for a region and its subtree: one form per region and department, each figure once."""
    if region_id not in reach_of(by).regions(Role.PLANNER):
        raise PermissionDenied("只有本地区的规划管理员可以发起填报任务。")
    if due_date < opens_date:
        raise RoundError("截止日期不能早于开始日期。")
    Region.objects.select_for_update().get(pk=region_id)  # so that two planners cannot open it at once
    if Round.objects.filter(region=region_id, year=year).exists():
        raise RoundError(f"{year} 年的填报任务已经发起，不能重复。")
    overlapping = Submission.objects.filter(round__year=year, region__code__range=bounds(region_id)).first()
    if overlapping is not None:
        raise RoundError(
            f"{overlapping.region} {year} 年的数据已在“{overlapping.round}”中填报，同一数据不能报两次。"
        )
    places, undertaken = _places(region_id, year), _undertaken(region_id, year)
    if not (places or undertaken):
        raise RoundError(f"本地区及下级没有已发布且包含 {year} 年的规划，没有可填报的指标。")
    opened = Round.objects.create(
        region_id=region_id,
        year=year,
        title=title or f"{year} 年规划指标填报",
        opens_date=opens_date,
        due_date=due_date,
        opened_by=by,
    )
    heads = _heads(region_id, year)
    for place in sorted({*places, *undertaken}, key=lambda place: (place[0], place[1] or 0)):
        region, department = place
        submission = Submission.objects.create(
            round=opened, region_id=region, department_id=department, responsible=heads.get(place, "")
        )
        Row.objects.bulk_create(
            [
                *(Row(submission=submission, indicator_id=each) for each in places.get(place, ())),
                *(Row(submission=submission, commitment_id=each) for each in undertaken.get(place, ())),
            ]
        )
    record(
        "round.opened",
        subject=opened,
        by=by,
        at=at,
        forms=opened.submissions.count(),
        due_date=due_date.isoformat(),
    )
    return opened


@transaction.atomic
def extend(*, submission_id: int, until_date: date, reason: str, by: User, at: datetime) -> Extension:
    """延期: more time for one form, granted by the planner of the region that opened the round."""
    submission = locked_submission(submission_id)
    _check_own_round(submission.round, by, "只有发起地区的规划管理员可以批准延期。")
    why = checked_text(reason, "延期的原因", 300, "请写明延期的原因。")
    if until_date <= due_date_of(submission):
        raise RoundError(f"延期须晚于现在的截止日期 {due_date_of(submission)}。")
    if until_date < localdate(at):
        raise RoundError("延期不能早于今天。")
    granted = Extension.objects.create(
        submission=submission, until_date=until_date, reason=why, granted_by=by, granted_at=at
    )
    record(
        "submission.extended",
        subject=submission,
        by=by,
        at=at,
        until_date=until_date.isoformat(),
        reason=why,
    )
    return granted


@transaction.atomic
def close_round(*, round_id: int, by: User, at: datetime) -> Round:
    """End a round: accepted rows are locked and change only by correction; the others stay as they are."""
    closed = Round.objects.select_for_update(of=("self",)).get(pk=round_id)
    _check_own_round(closed, by, "只有发起地区的规划管理员可以结束填报任务。")
    if closed.closed_at is not None:
        raise RoundError(f"“{closed}”已经结束。")
    closed.closed_at = at
    closed.save(update_fields=["closed_at"])
    goal = check_move(State.ACCEPTED, "lock")
    locked = Row.objects.filter(submission__round=closed, state=State.ACCEPTED.value).update(state=goal.value)
    record("round.closed", subject=closed, by=by, at=at, locked=locked)
    return closed


def _check_own_round(found: Round, by: User, refusal: str) -> None:
    if found.region_id not in reach_of(by).regions(Role.PLANNER):
        raise PermissionDenied(refusal)


def _heads(region_id: str, year: int) -> dict[Place, str]:
    """Who headed each office in the latest earlier round, so that the name need not be typed every year."""
    forms = Submission.objects.filter(region__code__range=bounds(region_id), round__year__lt=year)
    named = forms.exclude(responsible="").order_by("round__year")
    return {(each.region_id, each.department_id): each.responsible for each in named}


def _undertaken(region_id: str, year: int) -> dict[Place, list[int]]:
    """Commitments by region and department, in the order of the plans."""
    rows = (
        Commitment.objects.filter(
            plan__region__code__range=bounds(region_id), plan__start_year__lte=year, plan__end_year__gte=year
        )
        .exclude(plan__state=Plan.State.DRAFT)
        .select_related("plan")
        .order_by("plan__region_id", "plan_id", "position")
    )
    found: dict[Place, list[int]] = {}
    for row in rows:
        found.setdefault((row.plan.region_id, row.department_id), []).append(row.pk)
    return found


def _places(region_id: str, year: int) -> dict[Place, list[int]]:
    """Indicators by region and department, in the order of the plans; one in two plans is asked for once."""
    rows: Iterable[PlanIndicator] = (
        PlanIndicator.objects.filter(
            plan__region__code__range=bounds(region_id), plan__start_year__lte=year, plan__end_year__gte=year
        )
        .exclude(plan__state=Plan.State.DRAFT)
        .select_related("plan")
        .order_by("plan__region_id", "plan_id", "position")
    )
    found: dict[Place, list[int]] = {}
    asked: set[tuple[str, int]] = set()
    for row in rows:
        key = (row.plan.region_id, row.indicator_id)
        if key not in asked:
            asked.add(key)
            found.setdefault((row.plan.region_id, row.department_id), []).append(row.indicator_id)
    return found
