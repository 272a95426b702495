"""工作台: what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from dashboards.pages.address import Asked, board_link, plan_link
from dashboards.pages.board import BoardPage, board_page
from dashboards.queries import people
from dashboards.queries.people import CheckEntry, GrantLabel, PlanEntry, ReturnedRow, RoundEntry
from reporting.queries import Form, due_date_of
from reporting.states import State

OFFICERS = {
    "system_admin": "负责账号和参数设置。",
    "security_admin": "负责授权和解除锁定。",
    "audit_admin": "负责查阅审计记录。",
}


TONES = {State.SUBMITTED: "tag-provisional", State.ACCEPTED: "tag-ok", State.LOCKED: "tag-ok"}


@dataclass(frozen=True)
class Task:
    """A form to fill in or to check. `tone` is the class of the tag."""

    title: str
    url: str
    state: str
    tone: str
    words: str
    returned: tuple[ReturnedRow, ...]
    action: str
    is_urgent: bool


@dataclass(frozen=True)
class PlanLine:
    title: str
    url: str
    region: str
    period: str
    state: str
    is_draft: bool
    indicators: int


@dataclass(frozen=True)
class HomePage:
    """Panels for the roles held; a panel that is None is not shown, an empty one says that nothing waits."""

    name: str
    roles: tuple[str, ...]
    is_fictional: bool
    to_fill: tuple[Task, ...] | None
    to_check: tuple[Task, ...] | None
    board: BoardPage | None
    board_url: str
    plans: tuple[PlanLine, ...] | None
    rounds: tuple[RoundEntry, ...] | None
    duties: tuple[str, ...]
    is_stranger: bool

    @property
    def owed(self) -> int:
        """Forms with something still to be filled in or put right."""
        return sum(task.is_urgent for task in self.to_fill or ())

    @property
    def has_several_places(self) -> bool:
        """Whether plans and rounds must name their region."""
        places = {each.region for each in self.plans or ()}
        return len(places | {each.region_name for each in self.rounds or ()}) > 1

    @property
    def data_date(self) -> datetime | None:
        return self.board.data_date if self.board else None

    @property
    def rule_version(self) -> str:
        return self.board.rule_version if self.board else ""


def home_page(*, user: Any, today: date) -> HomePage:
    grants = people.grants_of(user)
    roles = {grant.role for grant in grants}
    code = people.home_region(user)
    board = board_page(user=user, code=code, asked=Asked()) if code else None
    return HomePage(
        name=user.name,
        roles=tuple(_role(grant) for grant in grants),
        is_fictional=board.is_fictional if board else False,
        to_fill=_tasks_to_fill(user, today) if "clerk" in roles else None,
        to_check=_tasks_to_check(user, today) if "reviewer" in roles else None,
        board=board,
        board_url=board_link(code) if code else "",
        plans=tuple(_plan(plan) for plan in people.plans_made_by(user)) if "planner" in roles else None,
        rounds=tuple(people.rounds_of(user)) if "planner" in roles else None,
        duties=tuple(
            f"{grant.role_name}：{OFFICERS[grant.role]}" for grant in grants if grant.role in OFFICERS
        ),
        is_stranger=not grants,
    )


def _role(grant: GrantLabel) -> str:
    place = f"{grant.region_name}{grant.department}"
    return f"{place} · {grant.role_name}"


def _address(form: Form) -> str:
    return reverse("reporting:submission", args=[form.submission.pk])


def _title(form: Form) -> str:
    return (
        f"{form.submission.region}{form.submission.department or ''} {form.submission.round.year} 年度填报单"
    )


def _tasks_to_fill(user: Any, today: date) -> tuple[Task, ...]:
    forms = people.forms_to_fill(user, today=today)
    returned = people.returned_rows(forms)
    return tuple(_to_fill(form, returned.get(form.submission.pk, ()), today) for form in forms)


def _to_fill(form: Form, returned: tuple[ReturnedRow, ...], today: date) -> Task:
    owed = form.owed
    late = owed > 0 and form.days_late > 0
    due = due_words(due_date_of(form.submission), today)
    rest = "更正中" if form.corrected else "无须再填"
    return Task(
        title=_title(form),
        url=_address(form),
        state=form.state.label,
        tone=_tone(form.state, late=late),
        words="；".join([_progress(form), due if owed else rest]),
        returned=returned,
        action="修改" if returned else "填报" if owed else "更正" if form.corrected else "查看",
        is_urgent=bool(owed or returned),
    )


def _tone(state: State, *, late: bool) -> str:
    if late or state is State.RETURNED:
        return "tag-bad"
    return TONES.get(state, "")


def _progress(form: Form) -> str:
    named = [f"{state.label} {form.counts[state]} 项" for state in State if form.counts[state]]
    filled = f"，已填 {form.touched} 项" if form.counts[State.DRAFT] and form.touched < form.total else ""
    return f"共 {form.total} 项：{'，'.join(named)}{filled}"


def due_words(due: date, today: date) -> str:
    """截止 4 月 20 日，还有 9 天."""
    left = (due - today).days
    tail = f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已逾期 {-left} 天"
    return f"{due.year} 年 {due.month} 月 {due.day} 日截止，{tail}"


def _tasks_to_check(user: Any, today: date) -> tuple[Task, ...]:
    return tuple(_check(entry) for entry in people.forms_to_check(user, today=today))


def _check(entry: CheckEntry) -> Task:
    words = [
        f"待审核 {entry.to_review} 项" if entry.to_review else "",
        f"待接收 {entry.to_accept} 项" if entry.to_accept else "",
        f"迟报 {entry.form.days_late} 天" if entry.form.days_late else "",
    ]
    return Task(
        title=_title(entry.form),
        url=_address(entry.form),
        state="待审核" if entry.to_review else "待接收",
        tone="tag-provisional",
        words="，".join(word for word in words if word),
        returned=(),
        action="审核" if entry.to_review else "接收",
        is_urgent=True,
    )


def _plan(plan: PlanEntry) -> PlanLine:
    return PlanLine(
        title=plan.title,
        url=plan_link(plan.id),
        region=plan.region_name,
        period=f"{plan.start_year}—{plan.end_year}",
        state=plan.state_name,
        is_draft=plan.state == "draft",
        indicators=plan.indicators,
    )
