"""填报任务: how its forms stand, in the order of the tree, and what its planner may do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from reporting.models import Extension, Round, Submission
from reporting.pages.choices import Choice
from reporting.pages.dates import day, until_due
from reporting.pages.head import lateness_of
from reporting.permissions import can_plan
from reporting.queries import Form, due_date_of, extensions_of, forms_shown, is_open, not_yet_asked
from reporting.states import ORDER, State, form_state

PAGE_SIZE = 60
DONE = (State.ACCEPTED, State.LOCKED)
UNBEGUN, LATE = "unbegun", "late"
Shares = tuple[tuple[State, int], ...]


@dataclass(frozen=True)
class Line:
    """A form, `depth` levels below the region of the round."""

    id: int
    region: str
    department: str
    depth: int
    state: State
    shares: Shares
    total: int
    accepted: int
    due: str
    extended: str
    remaining: str
    lateness: str
    is_begun: bool
    can_extend: bool


@dataclass(frozen=True)
class Branch:
    """A region directly under that of the round, with everything below it; `lines` are those of this page."""

    name: str
    forms: int
    state: State
    shares: Shares
    total: int
    accepted: int
    unbegun: int
    late: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RoundPage:
    """`manages`: the reader opened the round or could have; `missing` counts what plans promise beyond it."""

    id: int
    title: str
    region: str
    year: int
    opens: str
    due: str
    remaining: str
    closed: str
    forms: int
    shares: Shares
    total: int
    accepted: int
    unbegun: int
    late: int
    branches: tuple[Branch, ...]
    choices: tuple[Choice, ...]
    found: int
    page: int
    pages: int
    previous: str
    next: str
    complaint: str
    manages: bool
    missing_rows: int
    is_fictional: bool

    @property
    def is_narrowed(self) -> bool:
        return not self.choices[0].current


def round_page(*, user: User, of_round: Round, params: Mapping[str, str], now: datetime) -> RoundPage:
    today = localdate(now)
    forms = forms_shown(user, today=today, round_id=of_round.pk)
    wanted, complaint = _asked(params)
    shown = [form for form in forms if KINDS[wanted][1](form)]
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(1, _number(params.get("page", ""))), pages)
    manages = can_plan(user, of_round.region_id) and of_round.closed_at is None
    return RoundPage(
        id=of_round.pk,
        title=of_round.title,
        region=of_round.region.name,
        year=of_round.year,
        opens=day(of_round.opens_date),
        due=day(of_round.due_date),
        remaining="" if of_round.closed_at else until_due(of_round.due_date, today),
        closed=day(localdate(of_round.closed_at)) if of_round.closed_at else "",
        forms=len(forms),
        shares=_shares(forms),
        total=sum(form.total for form in forms),
        accepted=_accepted(forms),
        unbegun=sum(not form.is_begun for form in forms),
        late=sum(form.days_late > 0 for form in forms),
        branches=_branches(
            of_round,
            forms,
            shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            today,
            manages=can_plan(user, of_round.region_id),
        ),
        choices=tuple(Choice(value, label, value == wanted) for value, (label, _) in KINDS.items()),
        found=len(shown),
        page=page,
        pages=pages,
        previous=_link(of_round, wanted, page - 1) if page > 1 else "",
        next=_link(of_round, wanted, page + 1) if page < pages else "",
        complaint=complaint,
        manages=manages,
        missing_rows=sum(len(each) for each in not_yet_asked(of_round).values()) if manages else 0,
        is_fictional=of_round.region.is_fictional,
    )


def _of_state(state: State) -> Callable[[Form], bool]:
    return lambda form: form.state is state


KINDS: dict[str, tuple[str, Callable[[Form], bool]]] = {
    "": ("全部填报单", lambda form: True),
    UNBEGUN: ("尚未开始", lambda form: not form.is_begun),
    LATE: ("逾期或迟报", lambda form: form.days_late > 0),
    **{state.value: (state.label, _of_state(state)) for state in ORDER},
}


def _asked(params: Mapping[str, str]) -> tuple[str, str]:
    wanted = params.get("show", "")
    return (wanted, "") if wanted in KINDS else ("", "没有所选的条件，以下是全部填报单。")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _link(of_round: Round, wanted: str, page: int) -> str:
    params = {name: value for name, value in (("show", wanted), ("page", page)) if value}
    return f"{reverse('reporting:round', args=[of_round.pk])}?{urlencode(params)}"


def _shares(forms: Sequence[Form]) -> Shares:
    counts: Counter[State] = Counter()
    for form in forms:
        counts.update(form.counts)
    return tuple((state, counts[state]) for state in ORDER if counts[state])


def _accepted(forms: Sequence[Form]) -> int:
    return sum(form.counts[state] for form in forms for state in DONE)


def _branches(
    of_round: Round, forms: Sequence[Form], shown: Sequence[Form], today: date, *, manages: bool
) -> tuple[Branch, ...]:
    """In the order of the codes, which is that of the tree; the counts are of the whole branch."""
    members: dict[str, list[Form]] = {}
    for form in forms:
        members.setdefault(_way(form.submission, of_round)[0], []).append(form)
    found = []
    for name, whole in members.items():
        lines = [form for form in shown if _way(form.submission, of_round)[0] == name]
        if lines:
            found.append(
                Branch(
                    name=name,
                    forms=len(whole),
                    state=form_state(form.state for form in whole),
                    shares=_shares(whole),
                    total=sum(form.total for form in whole),
                    accepted=_accepted(whole),
                    unbegun=sum(not form.is_begun for form in whole),
                    late=sum(form.days_late > 0 for form in whole),
                    lines=tuple(_line(form, of_round, today, manages=manages) for form in lines),
                )
            )
    return tuple(found)


def _way(submission: Submission, of_round: Round) -> tuple[str, int]:
    """The region directly under that of the round, and how many levels down the form's own is."""
    place, depth, name = submission.region, 0, submission.region.name
    while place.code != of_round.region_id and place.parent is not None:
        name, depth, place = place.name, depth + 1, place.parent
    return (name if depth else f"{submission.region.name}本级"), depth


def _line(form: Form, of_round: Round, today: date, *, manages: bool) -> Line:
    submission = form.submission
    due, extended = due_date_of(submission), list(submission.extensions.all())[-1:]
    runs = is_open(submission, today)
    return Line(
        id=submission.pk,
        region=submission.region.name,
        department=submission.department.name if submission.department else "",
        depth=_way(submission, of_round)[1],
        state=form.state,
        shares=_shares([form]),
        total=form.total,
        accepted=_accepted([form]),
        due=day(due),
        extended=extended[0].reason if extended and due > of_round.due_date else "",
        remaining=until_due(due, today) if form.owed and runs and not form.days_late else "",
        lateness=lateness_of(submission, form.days_late, waiting=form.owed > 0),
        is_begun=form.is_begun,
        can_extend=manages and form.total > _accepted([form]) + form.corrected,
    )


@dataclass(frozen=True)
class Unaccepted:
    """A form that would stay behind if its round were closed now."""

    id: int
    name: str
    shares: Shares
    count: int


@dataclass(frozen=True)
class ClosingPage:
    """结束任务: what will be locked, and what stays as it is."""

    id: int
    title: str
    accepted: int
    left: tuple[Unaccepted, ...]
    is_fictional: bool

    @property
    def rows_left(self) -> int:
        return sum(each.count for each in self.left)


def closing_page(*, user: User, of_round: Round, now: datetime) -> ClosingPage:
    forms = forms_shown(user, today=localdate(now), round_id=of_round.pk)
    behind = [form for form in forms if form.total > _accepted([form])]
    return ClosingPage(
        id=of_round.pk,
        title=of_round.title,
        accepted=_accepted(forms),
        left=tuple(
            Unaccepted(
                id=form.submission.pk,
                name=name_of(form.submission),
                shares=tuple(each for each in _shares([form]) if each[0] not in DONE),
                count=form.total - _accepted([form]),
            )
            for form in behind
        ),
        is_fictional=of_round.region.is_fictional,
    )


def name_of(submission: Submission) -> str:
    department = f" · {submission.department.name}" if submission.department else ""
    return f"{submission.region.name}{department}"


@dataclass(frozen=True)
class Granted:
    until: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class DatePage:
    """Another day by which something is due, with the reason: of one form (延期) or of the whole round."""

    round_id: int
    round_title: str
    heading: str
    explanation: str
    action: str
    history: tuple[Granted, ...]
    is_fictional: bool


def extension_page(*, submission: Submission, of_round: Round) -> DatePage:
    name, due = name_of(submission), due_date_of(submission)
    closed = "任务已结束：延期期间这张填报单可以继续填报、审核和接收。" if of_round.closed_at else ""
    return DatePage(
        round_id=of_round.pk,
        round_title=of_round.title,
        heading=f"{name}延期",
        explanation=f"只延长{name}这一张填报单的期限，现在的截止日期是 {day(due)}。{closed}",
        action="批准延期",
        history=tuple(_granted(each) for each in extensions_of(submission)),
        is_fictional=of_round.region.is_fictional,
    )


def _granted(extension: Extension) -> Granted:
    at = day(localdate(extension.granted_at))
    return Granted(day(extension.until_date), extension.reason, extension.granted_by.name, at)


def due_page(*, of_round: Round) -> DatePage:
    return DatePage(
        round_id=of_round.pk,
        round_title=of_round.title,
        heading="调整截止日期",
        explanation=(
            f"调整全部填报单的截止日期，现在是 {day(of_round.due_date)}。已另行延期到更晚的填报单不受影响。"
        ),
        action="调整",
        history=(),
        is_fictional=of_round.region.is_fictional,
    )
