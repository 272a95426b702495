"""填报 (list): the forms a person may see, and the rounds they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from reporting.models import Round
from reporting.pages.dates import day, until_due
from reporting.pages.head import lateness_of
from reporting.permissions import can_accept, can_fill, can_review
from reporting.queries import (
    UNFINISHED,
    Form,
    forms_shown,
    regions_with_reviewers,
    rounds_shown,
    rounds_to_close,
)
from reporting.states import ORDER, State

OPEN, ALL = "open", "all"
PAGE_SIZE = 50


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    current: bool


@dataclass(frozen=True)
class FormLine:
    """`action` is the next thing this person can do with the form; `waits`: it is theirs to do."""

    id: int
    region: str
    above: str
    department: str
    year: int
    round_title: str
    state: State
    tally: str
    done: int
    total: int
    due: str
    remaining: str
    lateness: str
    action: str
    waits: bool


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
    unaccepted: int


@dataclass(frozen=True)
class ListPage:
    """`waiting` counts the forms on which this person has something to do, on all pages together."""

    forms: tuple[FormLine, ...]
    rounds: tuple[RoundLine, ...]
    round_choices: tuple[Choice, ...]
    state_choices: tuple[Choice, ...]
    found: int
    waiting: int
    page: int
    pages: int
    previous: str
    next: str
    complaint: str
    can_open: bool
    shows_filters: bool
    is_narrowed: bool
    is_fictional: bool


def list_page(*, user: User, params: Mapping[str, str], now: datetime) -> ListPage:
    """Narrowed by round (open ones unless asked otherwise) and by state."""
    today, rounds = localdate(now), rounds_shown(user)
    wanted, state, complaint = _asked(params, rounds)
    chosen = int(wanted) if wanted not in (OPEN, ALL) else None
    forms = forms_shown(user, today=today, round_id=chosen, open_only=wanted == OPEN)
    narrowed = [form for form in forms if state is None or form.state is state]
    registered = regions_with_reviewers()
    lines = [_line(user, form, today, registered) for form in narrowed]
    lines.sort(key=lambda line: not line.waits)
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    page = min(max(1, _number(params.get("page", "")) or 1), pages)
    return ListPage(
        forms=tuple(lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        rounds=_rounds(user, rounds, forms, today),
        round_choices=_round_choices(rounds, wanted),
        state_choices=_state_choices(state),
        found=len(lines),
        waiting=sum(line.waits for line in lines),
        page=page,
        pages=pages,
        previous=_link(wanted, state, page - 1) if page > 1 else "",
        next=_link(wanted, state, page + 1) if page < pages else "",
        complaint=complaint,
        can_open=reach_of(user).has(Role.PLANNER),
        shows_filters=len(forms) > 1 or len(rounds) > 1 or bool(params),
        is_narrowed=state is not None or wanted != OPEN,
        is_fictional=any(form.submission.region.is_fictional for form in forms),
    )


def _asked(params: Mapping[str, str], rounds: Sequence[Round]) -> tuple[str, State | None, str]:
    """The round and state asked for; what cannot be read falls back to the usual and is told."""
    wanted, wished, complaint = params.get("round") or OPEN, params.get("state", ""), ""
    known = {OPEN, ALL, *(str(each.pk) for each in rounds)}
    if wanted not in known:
        wanted, complaint = OPEN, "没有所选的填报任务，以下是进行中的任务。"
    state = next((each for each in State if each.value == wished), None)
    if wished and state is None:
        complaint = "没有所选的状态，以下是全部状态。"
    return wanted, state, complaint


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _link(wanted: str, state: State | None, page: int) -> str:
    params = {"round": wanted, "state": state.value if state else "", "page": page}
    return (
        f"{reverse('reporting:list')}?{urlencode({name: value for name, value in params.items() if value})}"
    )


def _line(user: User, form: Form, today: date, registered: frozenset[str]) -> FormLine:
    submission, in_round = form.submission, form.submission.round
    action = _action(user, form, today, registered)
    waiting = any(form.counts[state] for state in UNFINISHED)
    is_open = in_round.closed_at is None
    return FormLine(
        id=submission.pk,
        region=submission.region.name,
        above=submission.region.parent.name if submission.region.parent else "",
        department=submission.department.name if submission.department else "",
        year=in_round.year,
        round_title=in_round.title,
        state=form.state,
        tally="，".join(f"{state.label} {form.counts[state]}" for state in ORDER if form.counts[state]),
        done=form.total - sum(form.counts[state] for state in UNFINISHED),
        total=form.total,
        due=day(in_round.due_date),
        remaining=until_due(in_round.due_date, today) if waiting and is_open and not form.days_late else "",
        lateness=lateness_of(submission, form.days_late, waiting=waiting),
        action=action or "查看",
        waits=bool(action),
    )


def _action(user: User, form: Form, today: date, registered: frozenset[str]) -> str:
    """更正, 填报, 审核 or 接收, where this person has it to do now."""
    submission, counts = form.submission, form.counts
    if submission.round.closed_at is not None or today < submission.round.opens_date:
        return ""
    if can_fill(user, submission) and any(counts[state] for state in UNFINISHED):
        return "更正" if counts[State.RETURNED] else "填报"
    if can_review(user, submission) and counts[State.SUBMITTED]:
        return "审核"
    if counts[State.REVIEWED] and can_accept(user, submission, registered):
        return "接收"
    return ""


def _rounds(user: User, rounds: Sequence[Round], forms: Sequence[Form], today: date) -> tuple[RoundLine, ...]:
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
    accepted = (State.ACCEPTED, State.LOCKED)
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
        unaccepted=sum(form.total - sum(form.counts[state] for state in accepted) for form in forms),
    )


def _round_choices(rounds: Sequence[Round], wanted: str) -> tuple[Choice, ...]:
    usual = ((OPEN, "进行中的任务"), (ALL, "全部任务"))
    named = [(str(each.pk), f"{each.region} {each.year} 年") for each in rounds]
    return tuple(Choice(value, label, value == wanted) for value, label in (*usual, *named))


def _state_choices(state: State | None) -> tuple[Choice, ...]:
    return (
        Choice("", "全部状态", state is None),
        *(Choice(each.value, each.label, each is state) for each in ORDER),
    )
