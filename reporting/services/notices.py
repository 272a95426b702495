"""通知: people are told what happened to a form, by the services that made it happen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import User
from reporting.models import Comment, Extension, Notice, Round, Row, Submission
from reporting.permissions import accepting_region, can_fill, reviewing_region
from reporting.queries import clerks_by_form, reviewers_by_region
from reporting.services.reminders import remind
from reporting.services.told import Occasion, catch_up, day, named, tell
from reporting.states import State

Kind = Notice.Kind


def notify_opened(opened: Round, *, at: datetime) -> None:
    """The clerks of a round that has begun; of one that begins later they are told that day."""
    if localdate(at) >= opened.opens_date:
        remind(at=at, round_id=opened.pk)


def notify_rescheduled(moved: Round, *, at: datetime) -> None:
    """The clerks of all its forms: the round is due on another day."""
    forms = list(moved.submissions.select_related("round", "region", "department"))
    clerks, due = clerks_by_form(forms), day(moved.due_date)
    tell(
        (
            Occasion(
                Kind.EXTENDED,
                f"rescheduled:{form.pk}:{at.isoformat()}",
                f"{named(form)}的截止日期调整为 {due}。",
                form,
                clerks[form.pk],
            )
            for form in forms
        ),
        at,
    )


def notify_extended(granted: Extension, *, by: User, at: datetime) -> None:
    """The clerks: there is more time."""
    form = granted.submission
    text = f"{named(form)}延期至 {day(granted.until_date)}：{granted.reason}"
    _tell_clerks(Kind.EXTENDED, f"extended:{granted.pk}", text, form, by, at)


def notify_submitted(submission: Submission, rows: Sequence[Row], *, by: User, at: datetime) -> None:
    """Those who review: something waits."""
    catch_up(by, submission, at)
    region = reviewing_region(submission)
    people = reviewers_by_region([region]).get(region, [])
    text = f"{named(submission)}上报了 {len(rows)} 项，等您审核。"
    key = f"submitted:{submission.pk}:{at.isoformat()}"
    tell([Occasion(Kind.SUBMITTED, key, text, submission, _but(people, by.pk))], at)


def notify_withdrawn(submission: Submission, *, by: User, at: datetime) -> None:
    """Nobody: there is nothing to review any more."""
    catch_up(by, submission, at)


def notify_reviewed(submission: Submission, rows: Sequence[Row], *, by: User, at: datetime) -> None:
    """Those who accept: something waits. At the top, the other reviewers."""
    catch_up(by, submission, at)
    region = accepting_region(submission)
    people = reviewers_by_region([region]).get(region, [])
    others = _but(people, by.pk, *(row.submitted_by_id for row in rows))
    text = f"{named(submission)}审核通过 {len(rows)} 项，等您接收。"
    key = f"reviewed:{submission.pk}:{at.isoformat()}"
    tell([Occasion(Kind.SUBMITTED, key, text, submission, others)], at)


def notify_returned(submission: Submission, rows: Sequence[Row], *, by: User, at: datetime) -> None:
    """The clerks: what came back, and why."""
    catch_up(by, submission, at)
    names = "、".join(str(row.indicator or row.commitment) for row in rows[:3])
    more = "等" if len(rows) > 3 else ""
    reasons = "；".join(dict.fromkeys(row.comment for row in rows))
    text = f"{named(submission)}退回 {len(rows)} 项（{names}{more}）：{reasons}"
    _tell_clerks(Kind.RETURNED, f"returned:{submission.pk}:{at.isoformat()}", text, submission, by, at)


def notify_accepted(submission: Submission, rows: Sequence[Row], *, by: User, at: datetime) -> None:
    """The clerks: it is in the record."""
    catch_up(by, submission, at)
    text = f"{named(submission)}的 {len(rows)} 项已接收。"
    _tell_clerks(Kind.ACCEPTED, f"accepted:{submission.pk}:{at.isoformat()}", text, submission, by, at)


def notify_commented(submission: Submission, comment: Comment, *, by: User, at: datetime) -> None:
    """The other side: of a clerk's word the reviewers who have the row, of a reviewer's the clerks."""
    catch_up(by, submission, at)
    row = comment.row
    text = f"{by.name}对{named(submission)}“{row.indicator or row.commitment}”的意见：{comment.text}"
    key = f"commented:{comment.pk}"
    if not can_fill(by, submission):
        _tell_clerks(Kind.COMMENTED, key, text, submission, by, at)
        return
    with_next = State(row.state) in (State.REVIEWED, State.ACCEPTED, State.LOCKED)
    regions = {reviewing_region(submission), *([accepting_region(submission)] if with_next else [])}
    found = reviewers_by_region(regions)
    people = {person for region in regions for person in found.get(region, ())}
    tell([Occasion(Kind.COMMENTED, key, text, submission, _but(people, by.pk))], at)


def _tell_clerks(
    kind: Notice.Kind, key: str, text: str, submission: Submission, by: User, at: datetime
) -> None:
    people = clerks_by_form([submission])[submission.pk]
    tell([Occasion(kind, key, text, submission, _but(people, by.pk))], at)


def _but(people: Iterable[int], *those: int | None) -> list[int]:
    return sorted(set(people) - set(those))
