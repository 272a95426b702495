"""Rounds: opened for a region and everything below, kept up with the plans, closed when the year is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from audit.services import record
from regions.codes import bounds
from regions.models import Region
from reporting.models import Extension, Round, Row, Submission
from reporting.permissions import check_can_plan
from reporting.queries import Asked, Place, asked_of, due_date_of, not_yet_asked
from reporting.services.notices import notify_extended, notify_opened, notify_rescheduled
from reporting.services.rows import checked_text, locked_submission
from reporting.states import State, check_move

LONGEST_REASON = 300


class RoundError(Exception):
    """The round cannot be opened, changed or closed like this; the message says why, in Chinese."""


@dataclass(frozen=True)
class Completed:
    """What a round asks for beyond what it asked before."""

    round: Round
    rows: int
    forms: int


@transaction.atomic
def open_round(
    *, region_id: str, year: int, opens_date: date, due_date: date, by: User, at: datetime, title: str = ""
) -> Round:
    """Open a year for a region and its subtree: one form per region and department, each figure once."""
    check_can_plan(by, region_id, "只有本地区的规划管理员可以发起填报任务。")
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
    asked = asked_of(region_id, year)
    if not asked:
        raise RoundError(f"本地区及下级没有已发布且包含 {year} 年的规划，没有可填报的指标。")
    opened = Round.objects.create(
        region_id=region_id,
        year=year,
        title=title or f"{year} 年规划指标填报",
        opens_date=opens_date,
        due_date=due_date,
        opened_by=by,
    )
    forms = _ask(opened, asked)
    record("round.opened", subject=opened, by=by, at=at, forms=forms, due_date=due_date.isoformat())
    notify_opened(opened, at=at)
    return opened


@transaction.atomic
def complete_round(*, round_id: int, by: User, at: datetime) -> Completed:
    """补充指标: ask also for what plans promise that were published after the round was opened."""
    found = _open_round(round_id, by, "只有发起地区的规划管理员可以补充指标。")
    asked = not_yet_asked(found)
    if not asked:
        raise RoundError("没有需要补充的指标：已发布规划中的指标和重点任务都已列入填报单。")
    forms, rows = _ask(found, asked), sum(len(each) for each in asked.values())
    record("round.completed", subject=found, by=by, at=at, rows=rows, forms=forms)
    notify_opened(found, at=at)
    return Completed(found, rows, forms)


@transaction.atomic
def reschedule(*, round_id: int, due_date: date, reason: str, by: User, at: datetime) -> Round:
    """Another due date for the whole round; a form that was given more time than that keeps it."""
    found = _open_round(round_id, by, "只有发起地区的规划管理员可以调整截止日期。")
    why = checked_text(reason, "调整的原因", LONGEST_REASON, "请写明调整的原因。")
    before = found.due_date
    if due_date == before:
        raise RoundError(f"截止日期本来就是 {before}，没有变化。")
    if due_date < found.opens_date:
        raise RoundError(f"截止日期不能早于开始日期 {found.opens_date}。")
    found.due_date = due_date
    found.save(update_fields=["due_date"])
    dates = {"due_date": due_date.isoformat(), "before": before.isoformat()}
    record("round.rescheduled", subject=found, by=by, at=at, reason=why, **dates)
    notify_rescheduled(found, at=at)
    return found


@transaction.atomic
def extend(*, submission_id: int, until_date: date, reason: str, by: User, at: datetime) -> Extension:
    """延期: more time for one form, granted by the planner of the region that opened the round."""
    submission = locked_submission(submission_id)
    check_can_plan(by, submission.round.region_id, "只有发起地区的规划管理员可以批准延期。")
    why = checked_text(reason, "延期的原因", LONGEST_REASON, "请写明延期的原因。")
    if until_date <= due_date_of(submission):
        raise RoundError(f"延期须晚于现在的截止日期 {due_date_of(submission)}。")
    if until_date < localdate(at):
        raise RoundError("延期不能早于今天。")
    granted = Extension.objects.create(
        submission=submission, until_date=until_date, reason=why, granted_by=by, granted_at=at
    )
    until = until_date.isoformat()
    record("submission.extended", subject=submission, by=by, at=at, until_date=until, reason=why)
    notify_extended(granted, by=by, at=at)
    return granted


@transaction.atomic
def close_round(*, round_id: int, by: User, at: datetime) -> Round:
    """End a round: accepted rows are locked and change only by correction; the others stay as they are."""
    closed = _open_round(round_id, by, "只有发起地区的规划管理员可以结束填报任务。")
    # Whoever holds a form is waited for, and whoever comes after finds the round closed.
    list(closed.submissions.select_for_update().order_by("pk").values_list("pk"))
    closed.closed_at = at
    closed.save(update_fields=["closed_at"])
    goal = check_move(State.ACCEPTED, "lock")
    locked = Row.objects.filter(submission__round=closed, state=State.ACCEPTED.value).update(state=goal.value)
    record("round.closed", subject=closed, by=by, at=at, locked=locked)
    return closed


def _open_round(round_id: int, by: User, refusal: str) -> Round:
    """The round, locked for this transaction, if this person could have opened it and it is not closed."""
    found = Round.objects.select_for_update(of=("self",)).get(pk=round_id)
    check_can_plan(by, found.region_id, refusal)
    if found.closed_at is not None:
        raise RoundError(f"“{found}”已经结束。")
    return found


def _ask(of_round: Round, asked: Mapping[Place, Asked]) -> int:
    """Rows for what is asked, in forms that are made where there are none; how many were made."""
    heads = _heads(of_round.region_id, of_round.year)
    forms = {(each.region_id, each.department_id): each for each in of_round.submissions.all()}
    there = len(forms)
    for place in sorted(asked, key=lambda place: (place[0], place[1] or 0)):
        if place not in forms:
            region, department = place
            forms[place] = Submission.objects.create(
                round=of_round, region_id=region, department_id=department, responsible=heads.get(place, "")
            )
        submission, wanted = forms[place], asked[place]
        Row.objects.bulk_create(
            [
                *(Row(submission=submission, indicator_id=each) for each in wanted.indicators),
                *(Row(submission=submission, commitment_id=each) for each in wanted.commitments),
            ]
        )
    return len(forms) - there


def _heads(region_id: str, year: int) -> dict[Place, str]:
    """Who headed each office in the latest earlier round, so that the name need not be typed every year."""
    forms = Submission.objects.filter(region__code__range=bounds(region_id), round__year__lt=year)
    named = forms.exclude(responsible="").order_by("round__year")
    return {(each.region_id, each.department_id): each.responsible for each in named}
