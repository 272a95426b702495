"""工作台: what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards import queries
from dashboards.pages.address import Asked, board_link, plan_link
from dashboards.pages.board import BoardPage, board_page
from dashboards.queries import FormEntry, GrantLabel, PlanEntry, ReturnedRow, RoundEntry
from django.urls import reverse
from reporting.states import State

OFFICERS = {
    "system_admin": "负责账号和参数设置。",
    "security_admin": "负责授权和解除锁定。",
    "audit_admin": "负责查阅审计记录。",
}


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


def home_page(*, user: Any, today: date) -> HomePage:
    grants = queries.grants_of(user)
    roles = {grant.role for grant in grants}
    code = queries.home_region(user)
    board = board_page(user=user, code=code, asked=Asked()) if code else None
    return HomePage(
        name=user.name,
        roles=tuple(_role(grant) for grant in grants),
        is_fictional=board.is_fictional if board else False,
        to_fill=tuple(_to_fill(form, today) for form in queries.forms_to_fill(user))
        if "clerk" in roles
        else None,
        to_check=_to_check(user, today) if "reviewer" in roles else None,
        board=board,
        board_url=board_link(code) if code else "",
        plans=tuple(_plan(plan) for plan in queries.plans_made_by(user)) if "planner" in roles else None,
        rounds=tuple(queries.rounds_of(user)) if "planner" in roles else None,
        duties=tuple(
            f"{grant.role_name}：{OFFICERS[grant.role]}" for grant in grants if grant.role in OFFICERS
        ),
        is_stranger=not grants,
    )


def _role(grant: GrantLabel) -> str:
    place = f"{grant.region_name}{grant.department}"
    return f"{place} · {grant.role_name}"


def _address(form: FormEntry) -> str:
    return reverse("reporting:submission", args=[form.id])


def _title(form: FormEntry) -> str:
    return f"{form.region_name}{form.department} {form.year} 年度填报单"


def _to_fill(form: FormEntry, today: date) -> Task:
    owed = form.counts[State.DRAFT] + form.counts[State.RETURNED]
    late = owed > 0 and today > form.due_date
    return Task(
        title=_title(form),
        url=_address(form),
        state=form.state.label,
        tone=_tone(form.state, late=late),
        words="，".join([_progress(form), due_words(form.due_date, today) if owed else "无须再填"]),
        returned=form.returned,
        action="修改" if form.returned else "填报" if owed else "查看",
        is_urgent=bool(form.returned) or late,
    )


def _tone(state: State, *, late: bool) -> str:
    if late or state is State.RETURNED:
        return "tag-bad"
    return {State.SUBMITTED: "tag-provisional", State.ACCEPTED: "tag-ok", State.LOCKED: "tag-ok"}.get(
        state, ""
    )


def _progress(form: FormEntry) -> str:
    done = sum(
        form.counts[state] for state in (State.SUBMITTED, State.REVIEWED, State.ACCEPTED, State.LOCKED)
    )
    words = [f"共 {form.total} 项，已填 {form.filled} 项，已上报 {done} 项"]
    if form.counts[State.RETURNED]:
        words.append(f"退回 {form.counts[State.RETURNED]} 项")
    return "，".join(words)


def due_words(due: date, today: date) -> str:
    """截止 4 月 20 日，还有 9 天."""
    left = (due - today).days
    tail = f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已逾期 {-left} 天"
    return f"{due.year} 年 {due.month} 月 {due.day} 日截止，{tail}"


def _to_check(user: Any, today: date) -> tuple[Task, ...]:
    reviewing = queries.reviewing_regions()
    mine = [grant.region for grant in queries.grants_of(user) if grant.role == "reviewer"]
    found = [
        _check(form, mine, queries.accepting_region(form.region, reviewing))
        for form in queries.forms_to_check(user)
    ]
    return tuple(task for task in found if task is not None)


def _check(form: FormEntry, mine: Sequence[str], accepting: str) -> Task | None:
    """Submitted rows wait for the region's own reviewer, reviewed ones for the next one up."""
    to_review = form.counts[State.SUBMITTED] if form.region in mine else 0
    to_accept = form.counts[State.REVIEWED] if accepting in mine else 0
    if not to_review and not to_accept:
        return None
    words = [f"待审核 {to_review} 项" if to_review else "", f"待接收 {to_accept} 项" if to_accept else ""]
    if form.first_submitted_at is not None and form.first_submitted_at.date() > form.due_date:
        words.append("迟报")
    return Task(
        title=_title(form),
        url=_address(form),
        state="待审核" if to_review else "待接收",
        tone="tag-provisional",
        words="，".join(word for word in words if word),
        returned=(),
        action="审核" if to_review else "接收",
        is_urgent=False,
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
