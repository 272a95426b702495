"""审核: the same table read only, with what a reviewer compares and may do; others may look on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import User
from common.numbers import DASH, POINTS, signed
from indicators.calc import Figure
from indicators.models import PlanIndicator
from reporting.models import Row, Submission
from reporting.pages.findings import Told, findings_of, readable, told
from reporting.pages.head import Head, head_of
from reporting.pages.outlook import Outlook, outlooks, silent
from reporting.pages.printed import (
    Printed,
    Section,
    common_year,
    in_plan_order,
    printed_row,
    sections_of,
    years_before,
)
from reporting.permissions import can_accept, can_fill, can_review
from reporting.queries import accepted_figures, entered_rows, plan_indicators_of, rows_of
from reporting.states import MOVES, State

SHOWN = (State.SUBMITTED, State.REVIEWED, State.ACCEPTED, State.LOCKED)


@dataclass(frozen=True)
class ReviewRow:
    """`value` is empty for a draft, the clerk's own affair; for a returned row it is what was returned."""

    id: int
    printed: Printed
    value: str
    change: str
    note: str
    cause: str
    measure: str
    state: State
    outlook: Outlook
    findings: tuple[Told, ...]
    comment: str
    can_choose: bool
    is_chosen: bool


@dataclass(frozen=True)
class Verb:
    """A button: how many rows it concerns."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class ReviewPage:
    """`verbs`: what may be done with all rows or the chosen ones; `hints`: why something may not."""

    submission_id: int
    head: Head
    earlier: tuple[int, ...]
    baseline_year: int | None
    target_year: int | None
    sections: tuple[Section[ReviewRow], ...]
    verbs: tuple[Verb, ...]
    can_return: bool
    hints: tuple[str, ...]
    comment: str
    comment_error: str
    refusal: str
    also_fills: bool
    is_fictional: bool

    @property
    def can_choose(self) -> bool:
        return bool(self.verbs) or self.can_return

    @property
    def columns(self) -> int:
        return 11 + len(self.earlier) + self.can_choose


@dataclass(frozen=True)
class Rights:
    """What this person may do with this form while its round is open."""

    review: bool
    accept: bool

    def may_return(self, state: State) -> bool:
        return state in MOVES["return"].origins and (
            self.accept or (self.review and state is State.SUBMITTED)
        )


def review_page(
    *,
    user: User,
    submission: Submission,
    now: datetime,
    chosen: Sequence[int] = (),
    comment: str = "",
    comment_error: str = "",
    refusal: str = "",
) -> ReviewPage:
    """`chosen` and `comment` are what came back with a form that was refused."""
    rows, printed = rows_of(submission), plan_indicators_of(submission)
    is_open = submission.round.closed_at is None
    rights = Rights(is_open and can_review(user, submission), is_open and can_accept(user, submission))
    shown = _rows(submission, rows, printed, rights, frozenset(chosen))
    return ReviewPage(
        submission_id=submission.pk,
        head=head_of(submission, rows, localdate(now)),
        earlier=years_before(submission.round.year),
        baseline_year=common_year(
            [each.baseline.year for each in printed.values() if hasattr(each, "baseline")]
        ),
        target_year=common_year([each.plan.end_year for each in printed.values()]),
        sections=sections_of(shown),
        verbs=_verbs(rows, rights, user),
        can_return=any(rights.may_return(State(row.state)) for row in rows),
        hints=_hints(rows, rights, user),
        comment=comment,
        comment_error=comment_error,
        refusal=refusal,
        also_fills=can_fill(user, submission),
        is_fictional=submission.region.is_fictional,
    )


def _rows(
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    rights: Rights,
    chosen: frozenset[int],
) -> list[ReviewRow]:
    year = submission.round.year
    history = accepted_figures(submission, years_before(year))
    texts = {row.pk: _text(row) for row in rows}
    figures = {
        row.measured.pk: figure
        for row in rows
        if State(row.state) in SHOWN and (figure := readable(texts[row.pk])) and figure.is_reported
    }
    forecast = outlooks(printed, year, figures)
    compared = entered_rows(submission, rows, printed)
    made = []
    for row in in_plan_order(rows, printed):
        plan_row, state = printed.get(row.measured.pk), State(row.state)
        past, shown = history.get(row.measured.pk, {}), State(row.state) in SHOWN
        findings = findings_of(compared[row.pk], blanks=False) if shown else ()
        made.append(
            ReviewRow(
                id=row.pk,
                printed=printed_row(row, plan_row, year, past),
                value=texts[row.pk],
                change=change_of(figures.get(row.measured.pk), past.get(year - 1), row.measured.unit),
                note=row.note if shown else "",
                cause=row.cause if shown else "",
                measure=row.measure if shown else "",
                state=state,
                outlook=forecast.get(row.measured.pk) or silent(_silence(state, texts[row.pk])),
                findings=told(findings),
                comment=row.comment if state is State.RETURNED else "",
                can_choose=_can_choose(state, rights),
                is_chosen=row.pk in chosen,
            )
        )
    return made


def change_of(now: Figure | None, before: Figure | None, unit: str) -> str:
    """Against last year: of a rate in percentage points, else in per cent; only between exact numbers."""
    if now is None or before is None or not (now.is_exact and before.is_exact):
        return DASH
    new, old = now.value, before.value
    if new is None or old is None:
        return DASH
    if unit in POINTS:
        return f"{signed(new - old)} {POINTS[unit]}" if new != old else "持平"
    if new == old:
        return "持平"
    return DASH if old == 0 else f"{signed((new - old) / abs(old) * 100, 1)}%"


def _text(row: Row) -> str:
    """What was handed up; nothing of a draft, not even of one that was taken back."""
    if State(row.state) is State.DRAFT or row.version is None:
        return ""
    return row.version.text


def _silence(state: State, text: str) -> str:
    if state is State.DRAFT:
        return "填报中"
    return "更正中" if state is State.RETURNED else "无数据" if text else "未填"


def _can_choose(state: State, rights: Rights) -> bool:
    reviewable = rights.review and state in MOVES["review"].origins
    acceptable = rights.accept and state in MOVES["accept"].origins
    return reviewable or acceptable or rights.may_return(state)


def _verbs(rows: Sequence[Row], rights: Rights, user: User) -> tuple[Verb, ...]:
    """Only where some row is left that somebody else entered (and reviewed)."""
    others = [row for row in rows if row.submitted_by_id != user.pk]
    reviewed = [row for row in others if State(row.state) is State.SUBMITTED] if rights.review else []
    taken = [row for row in others if State(row.state) is State.REVIEWED and row.reviewed_by_id != user.pk]
    found = [
        Verb("review", "审核通过", len(reviewed)),
        Verb("accept", "接收", len(taken) if rights.accept else 0),
    ]
    return tuple(verb for verb in found if verb.count)


def _hints(rows: Sequence[Row], rights: Rights, user: User) -> tuple[str, ...]:
    """Four eyes, told before a button is pressed."""
    waiting = [row for row in rows if State(row.state) in (State.SUBMITTED, State.REVIEWED)]
    own = sum(row.submitted_by_id == user.pk for row in waiting)
    passed = sum(State(row.state) is State.REVIEWED and row.reviewed_by_id == user.pk for row in waiting)
    hints = []
    if own and (rights.review or rights.accept):
        hints.append(f"其中 {own} 项由您本人上报，须由另一人审核和接收。")
    if passed and rights.accept:
        hints.append(f"其中 {passed} 项由您本人审核，须由另一名审核员接收。")
    return tuple(hints)
