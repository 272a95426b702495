"""What people were told about a form: each occasion once, until they have read it or it is no news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, Q

from accounts.models import User
from common.jobs import enqueue
from reporting.models import Notice, Round, Row, Submission
from reporting.states import EDITABLE, State

LONGEST_TEXT = 300
# By the first word of the key, the states of the rows that somebody has to do something about.
WAITING = {
    **dict.fromkeys(("opened", "due", "overdue", "returned"), EDITABLE),
    "submitted": frozenset({State.SUBMITTED}),
    "reviewed": frozenset({State.REVIEWED}),
}


@dataclass(frozen=True)
class Occasion:
    """Something to be told; `key` names it, and nobody is told of the same one twice."""

    kind: Notice.Kind
    key: str
    text: str
    submission: Submission
    people: Iterable[int]


def tell(occasions: Iterable[Occasion], at: datetime) -> int:
    fresh = [
        Notice(
            person_id=person,
            kind=each.kind,
            key=each.key,
            text=_cut(each.text),
            submission=each.submission,
            at=at,
        )
        for each in occasions
        for person in each.people
    ]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    if fresh and settings.SENDS_MAIL:
        enqueue("reporting.send_mail")
    return len(fresh)


def read_notice(*, notice_id: int, by: User, at: datetime) -> Notice | None:
    """One's own notice, from now on read; None where there is none."""
    Notice.objects.filter(pk=notice_id, person=by, read_at=None).update(read_at=at)
    return Notice.objects.filter(pk=notice_id, person=by).first()


def read_notices(*, newest_id: int, by: User, at: datetime) -> int:
    """All of one's own up to this one are read; how many were not."""
    return Notice.objects.filter(person=by, read_at=None, pk__lte=newest_id).update(read_at=at)


def read_long_ago(closed: Round) -> None:
    """Of a round that is over long since, nothing is news."""
    Notice.objects.filter(submission__round=closed, read_at=None).update(read_at=F("at"))


def catch_up(by: User, submission: Submission, at: datetime) -> None:
    """Whoever acts on a form knows what was told about it; and what nobody has to do any more is no news."""
    rows = Row.objects.filter(submission=submission).order_by()
    present = {State(state) for state in rows.values_list("state", flat=True).distinct()}
    known = Q(person=by)
    for occasion, states in WAITING.items():
        if not states & present:
            known |= Q(key__startswith=f"{occasion}:")
    Notice.objects.filter(known, submission=submission, read_at=None).update(read_at=at)


def named(submission: Submission) -> str:
    return f"{submission.region}{submission.department or ''} {submission.round.year} 年填报单"


def day(when: date) -> str:
    return f"{when.month} 月 {when.day} 日"


def _cut(text: str) -> str:
    """On one line, which is the subject of a mail as well."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"
