"""Above the list of forms: the rounds they belong to, and how these stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from reporting.models import Round
from reporting.pages.dates import day, until_due
from reporting.queries import Form, rounds_to_close
from reporting.states import ORDER, State


@dataclass(frozen=True)
class RoundLine:
    """A round with the forms that the reader may see: how many in which state, how many late."""

    id: int
    title: str
    region: str
    year: int
    due: str
    remaining: str
    is_closed: bool
    forms: int
    states: tuple[tuple[State, int], ...]
    late: int
    can_close: bool


def round_lines(
    user: User, rounds: Sequence[Round], forms: Sequence[Form], today: date
) -> tuple[RoundLine, ...]:
    """Only for those who oversee several forms: reviewers and planners."""
    if not reach_of(user).has(Role.REVIEWER, Role.PLANNER):
        return ()
    closable = rounds_to_close(user)
    found = []
    for each in rounds:
        members = [form for form in forms if form.submission.round_id == each.pk]
        if members:
            found.append(_round_line(each, members, today, can_close=each.pk in closable))
    return tuple(found)


def _round_line(each: Round, forms: Sequence[Form], today: date, *, can_close: bool) -> RoundLine:
    states = Counter(form.state for form in forms)
    closed = each.closed_at is not None
    return RoundLine(
        id=each.pk,
        title=each.title,
        region=each.region.name,
        year=each.year,
        due=day(each.due_date),
        remaining="已结束" if closed else until_due(each.due_date, today),
        is_closed=closed,
        forms=len(forms),
        states=tuple((state, states[state]) for state in ORDER if states[state]),
        late=sum(form.days_late > 0 for form in forms),
        can_close=can_close,
    )
