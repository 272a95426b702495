"""填报 (list): the forms a person may see, and the rounds they belong to."""

from __future__ import annotations

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
from reporting.pages.choices import Choice
from reporting.pages.dates import day, until_due
from reporting.pages.head import lateness_of
from reporting.pages.round_lines import RoundLine, round_lines
from reporting.permissions import can_accept, can_fill, can_review
from reporting.queries import (
    Form,
    due_date_of,
    forms_shown,
    is_open,
    regions_with_reviewers,
    rounds_shown,
)
from reporting.services import Outcome
from reporting.states import EDITABLE, MOVES, ORDER, State

OPEN, ALL = "open", "all"
PAGE_SIZE = 50


@dataclass(frozen=True)
class FormLine:
    """`action` is the next thing this person can do with the form; `waits`: it is theirs to do.

    `verbs` are the moves that they can make with many forms at once.
    """

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
    verbs: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True)
class BulkVerb:
    """A button under the list."""

    code: str
    label: str


@dataclass(frozen=True)
class Result:
    """What became of one form of many."""

    id: int
    name: str
    text: str
    is_refused: bool


@dataclass(frozen=True)
class ListPage:
    """`waiting` counts the forms on which this person has something to do, on all pages together.

    `query` keeps the list as it is narrowed; `results` follow on a move of many forms.
    """

    forms: tuple[FormLine, ...]
    bulk_verbs: tuple[BulkVerb, ...]
    results: tuple[Result, ...]
    query: str
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


def list_page(
    *,
    user: User,
    params: Mapping[str, str],
    now: datetime,
    outcomes: Sequence[Outcome] = (),
    complaint: str = "",
) -> ListPage:
    """Narrowed by round (open ones unless asked otherwise) and by state.

    `outcomes` of a move of many forms at once, or a `complaint` why there was none. `?tick=all` ticks every
    form that this person can move.
    """
    today, rounds = localdate(now), rounds_shown(user)
    wanted, state, unknown = _asked(params, rounds)
    chosen = int(wanted) if wanted not in (OPEN, ALL) else None
    forms = forms_shown(user, today=today, round_id=chosen, open_only=wanted == OPEN)
    narrowed = [form for form in forms if state is None or form.state is state]
    registered = regions_with_reviewers()
    lines = [_line(user, form, today, registered, ticks=params.get("tick") == "all") for form in narrowed]
    lines.sort(key=lambda line: not line.waits)
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    page = min(max(1, _number(params.get("page", "")) or 1), pages)
    on_page = tuple(lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return ListPage(
        forms=on_page,
        bulk_verbs=tuple(
            BulkVerb(code, MOVES[code].label)
            for code in ("review", "accept")
            if any(code in line.verbs for line in on_page)
        ),
        results=tuple(_result(each) for each in outcomes),
        query=_query(wanted, state, page),
        rounds=round_lines(
            user, [each for each in rounds if wanted != OPEN or each.closed_at is None], forms, today
        ),
        round_choices=_round_choices(rounds, wanted),
        state_choices=_state_choices(state),
        found=len(lines),
        waiting=sum(line.waits for line in lines),
        page=page,
        pages=pages,
        previous=_link(wanted, state, page - 1) if page > 1 else "",
        next=_link(wanted, state, page + 1) if page < pages else "",
        complaint=complaint or unknown,
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
    return f"{reverse('reporting:list')}?{_query(wanted, state, page)}"


def _query(wanted: str, state: State | None, page: int) -> str:
    params = {"round": wanted, "state": state.value if state else "", "page": page}
    return urlencode({name: value for name, value in params.items() if value})


def _result(outcome: Outcome) -> Result:
    form, text = outcome.submission, outcome.refused
    department = f" · {form.department}" if form.department else ""
    if not text:
        left = f"，其余 {outcome.left} 项有疑问，留待逐项核对" if outcome.left else ""
        text = f"已{outcome.label} {outcome.done} 项{left}。"
    return Result(form.pk, f"{form.region}{department} {form.round.year} 年", text, bool(outcome.refused))


def _line(user: User, form: Form, today: date, registered: frozenset[str], *, ticks: bool) -> FormLine:
    submission, in_round = form.submission, form.submission.round
    verbs = _verbs(user, form, registered)
    action, waiting, due = _action(user, form, today, verbs), form.owed > 0, due_date_of(submission)
    owed = waiting and is_open(submission, today) and not form.days_late
    return FormLine(
        id=submission.pk,
        region=submission.region.name,
        above=submission.region.parent.name if submission.region.parent else "",
        department=submission.department.name if submission.department else "",
        year=in_round.year,
        round_title=in_round.title,
        state=form.state,
        tally="，".join(f"{state.label} {form.counts[state]}" for state in ORDER if form.counts[state]),
        done=form.total - sum(form.counts[state] for state in EDITABLE),
        total=form.total,
        due=day(due),
        remaining=until_due(due, today) if owed else "",
        lateness=lateness_of(submission, form.days_late, waiting=waiting),
        action=action or "查看",
        waits=bool(action),
        verbs=verbs,
        is_chosen=ticks and bool(verbs),
    )


def _action(user: User, form: Form, today: date, verbs: Sequence[str]) -> str:
    """修改, 填报, 更正, 审核 or 接收, where this person has it to do now."""
    owed = form.owed if _can_work(form, today) else 0
    if (owed or form.corrected) and can_fill(user, form.submission):
        if form.counts[State.RETURNED]:
            return "修改"
        return "填报" if owed else "更正"
    return "审核" if "review" in verbs else "接收" if "accept" in verbs else ""


def _verbs(user: User, form: Form, registered: frozenset[str]) -> tuple[str, ...]:
    reviews = form.waiting[State.SUBMITTED] and can_review(user, form.submission, registered)
    accepts = form.waiting[State.REVIEWED] and can_accept(user, form.submission, registered)
    return tuple(verb for verb, may in (("review", reviews), ("accept", accepts)) if may)


def _can_work(form: Form, today: date) -> bool:
    return is_open(form.submission, today) and today >= form.submission.round.opens_date


def _round_choices(rounds: Sequence[Round], wanted: str) -> tuple[Choice, ...]:
    usual = ((OPEN, "进行中的任务"), (ALL, "全部任务"))
    named = [(str(each.pk), f"{each.region} {each.year} 年") for each in rounds]
    return tuple(Choice(value, label, value == wanted) for value, label in (*usual, *named))


def _state_choices(state: State | None) -> tuple[Choice, ...]:
    return (
        Choice("", "全部状态", state is None),
        *(Choice(each.value, each.label, each is state) for each in ORDER),
    )
