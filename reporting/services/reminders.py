"""Reminders: what has begun, is due within days, or is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from reporting.models import Notice, Submission
from reporting.permissions import reviewing_region
from reporting.queries import (
    clerks_by_form,
    due_date_of,
    forms_to_remind,
    regions_with_reviewers,
    reviewers_by_region,
    told_about,
)
from reporting.services.told import Occasion, day, named, tell

REMIND_BEFORE = (1, 3, 7)  # days
Kind = Notice.Kind


def remind(*, at: datetime, round_id: int | None = None) -> int:
    """Tell of what has begun, is due within days, or is overdue; how many notices were written.

    Whoever was told already is not told again, so it may run as often as one likes, and at once twice.
    """
    today = localdate(at)
    due = forms_to_remind(today, round_id=round_id)
    forms = [form for form, _, _ in due]
    clerks, registered = clerks_by_form(forms), regions_with_reviewers()
    places = {form.pk: reviewing_region(form, registered) for form in forms}
    reviewers = reviewers_by_region(frozenset(places.values()))
    occasions = (
        occasion
        for form, total, owed in due
        for occasion in _reminders(
            form, total, owed, today, clerks[form.pk], reviewers.get(places[form.pk], [])
        )
    )
    told = told_about(forms)
    return tell(
        [
            Occasion(each.kind, each.key, each.text, each.submission, fresh)
            for each in occasions
            if (fresh := [person for person in each.people if (person, each.key) not in told])
        ],
        at,
    )


def _reminders(
    form: Submission,
    total: int,
    owed: int,
    today: date,
    clerks: Sequence[int],
    reviewers: Sequence[int],
) -> Iterator[Occasion]:
    """What is to be said about one form today. A day that was missed is caught up on the next."""
    due, name = due_date_of(form), named(form)
    left = (due - today).days
    if form.round.closed_at is None:
        text = f"{name}开始填报，共 {total} 项，{day(due)}截止。"
        yield Occasion(Kind.OPENED, f"opened:{form.pk}", text, form, clerks)
    if left < 0:
        text = f"{name}已于 {day(due)}截止，逾期 {-left} 天，还有 {owed} 项未报。"
        people = sorted({*clerks, *reviewers})
        yield Occasion(Kind.OVERDUE, f"overdue:{form.pk}:{due}", text, form, people)
    elif left <= max(REMIND_BEFORE):
        mark = min(days for days in REMIND_BEFORE if left <= days)
        when = f"将于 {left} 天后（{day(due)}）截止" if left else f"今天（{day(due)}）截止"
        text = f"{name}{when}，{owed} 项未报。"
        yield Occasion(Kind.DUE, f"due:{mark}:{form.pk}:{due}", text, form, clerks)
