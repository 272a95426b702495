"""The head of a form: where, for which year, until when, and how far along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.timezone import localdate

from regions.models import Region
from reporting.models import Row, Submission
from reporting.pages.dates import day, moment, until_due
from reporting.queries import days_late, due_date_of, is_open
from reporting.states import EDITABLE, ORDER, State, form_state


@dataclass(frozen=True)
class Head:
    """`tally` says how many rows are in which state; `crumbs` are the regions above and the region;
    `extension`: why this form was given more time.
    """

    crumbs: tuple[str, ...]
    title: str
    region: str
    department: str
    round_title: str
    number: str
    issuer: str
    year: int
    state: State
    tally: str
    deadline: str
    extension: str
    lateness: str
    people: str
    saved: str
    is_correcting: bool
    is_closed: bool
    is_fictional: bool


def head_of(submission: Submission, rows: Sequence[Row], today: date) -> Head:
    in_round, region = submission.round, submission.region
    counts = {state: sum(State(row.state) is state for row in rows) for state in State}
    corrected = sum(bool(row.correction) for row in rows if State(row.state) in EDITABLE)
    waiting = counts[State.DRAFT] + counts[State.RETURNED] > corrected
    late = days_late(submission, counts, today, corrected=corrected)
    return Head(
        crumbs=(*names_above(region), region.name),
        title=f"{in_round.year} 年度规划指标完成情况",
        region=region.name,
        department=submission.department.name if submission.department else "",
        round_title=in_round.title,
        number=settings.SHEET_FACTS["表号"],
        issuer=settings.SHEET_FACTS["制定机关"] or in_round.region.name,
        year=in_round.year,
        state=form_state(State(row.state) for row in rows),
        tally="，".join(f"{state.label} {counts[state]} 项" for state in ORDER if counts[state]),
        deadline=_deadline(submission, today, waiting=waiting),
        extension=_extension(submission),
        lateness=lateness_of(submission, late, waiting=waiting),
        people=_people(rows),
        saved=_last_saved(rows),
        is_correcting=bool(corrected) and not waiting,
        is_closed=in_round.closed_at is not None,
        is_fictional=region.is_fictional,
    )


def names_above(region: Region) -> tuple[str, ...]:
    """Of the regions above, from the top down."""
    names: list[str] = []
    place = region.parent
    while place is not None:
        names.insert(0, place.name)
        place = place.parent
    return tuple(names)


def _deadline(submission: Submission, today: date, *, waiting: bool) -> str:
    in_round, due = submission.round, due_date_of(submission)
    remaining = f"，{until_due(due, today)}" if waiting else ""
    if in_round.closed_at is not None:
        ended = f"填报任务已于 {day(localdate(in_round.closed_at))}结束"
        return f"{ended}，本表延至 {day(due)}{remaining}" if is_open(submission, today) else ended
    if today < in_round.opens_date:
        return f"{day(in_round.opens_date)}开始，截止 {day(due)}"
    if due > in_round.due_date:
        return f"原定 {day(in_round.due_date)}截止，延至 {day(due)}{remaining}"
    return f"截止 {day(due)}{remaining}"


def _extension(submission: Submission) -> str:
    """Why the last extension was granted, where it gives more time than the round."""
    granted = submission.extensions.all()
    if due_date_of(submission) == submission.round.due_date:
        return ""
    return [each.reason for each in granted][-1]


def lateness_of(submission: Submission, late: int, *, waiting: bool) -> str:
    """Shown apart from achievement: 逾期 while something is still owed, 迟报 once it was handed up late."""
    if not late:
        return ""
    if submission.first_submitted_at is None:
        return f"逾期 {late} 天未报"
    return f"逾期 {late} 天未改报" if waiting else f"迟报 {late} 天"


def _people(rows: Sequence[Row]) -> str:
    """上报 钱进；审核 周核: who stands for the rows that are with the reviewers or beyond."""
    done = [row for row in rows if State(row.state) not in (State.DRAFT, State.RETURNED)]
    submitted = dict.fromkeys(row.submitted_by.name for row in done if row.submitted_by)
    reviewed = dict.fromkeys(row.reviewed_by.name for row in done if row.reviewed_by)
    told = [("上报", submitted), ("审核", reviewed)]
    return "；".join(f"{verb} {'、'.join(names)}" for verb, names in told if names)


def _last_saved(rows: Sequence[Row]) -> str:
    saved = [row for row in rows if row.saved_at is not None]
    if not saved:
        return ""
    last = max(saved, key=lambda row: (row.saved_at, row.pk))
    return f"{last.saved_by.name if last.saved_by else ''} {moment(last.saved_at)}".strip()
