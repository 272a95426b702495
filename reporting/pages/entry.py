"""填报: the plan table with this year's cells, for the clerk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from accounts.models import User
from indicators.calc import Figure
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Row, Submission
from reporting.pages.dates import moment
from reporting.pages.findings import Told, findings_of, has_error, readable, told
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
from reporting.permissions import can_accept, can_review
from reporting.queries import accepted_figures, plan_indicators_of, rows_of
from reporting.services import Entry, Saved
from reporting.states import EDITABLE, State

LABELS = {"typed": "本年数", "note": "备注", "cause": "原因", "measure": "措施"}


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved the row meanwhile. `is_final`: it has been handed up, so mine cannot be saved at all."""

    by: str
    at: str
    is_final: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class EntryRow:
    """`seen` goes out and comes back with the form: the number of saves and a mark of the texts as shown."""

    id: int
    printed: Printed
    typed: str
    note: str
    cause: str
    measure: str
    seen: str
    state: State
    is_editable: bool
    outlook: Outlook
    findings: tuple[Told, ...]
    comment: str
    conflict: Conflict | None
    refused: str
    has_error: bool
    is_blank: bool
    was: str

    @property
    def is_invalid(self) -> bool:
        return self.has_error or self.conflict is not None or bool(self.refused)

    @property
    def is_returned(self) -> bool:
        return self.state is State.RETURNED


@dataclass(frozen=True)
class Problem:
    """A line of the summary; leads to its cell."""

    row_id: int
    name: str
    text: str


@dataclass(frozen=True)
class EntryPage:
    """`focus` is the row whose cell is wrong first, once the form has been sent and refused."""

    submission_id: int
    head: Head
    earlier: tuple[int, ...]
    baseline_year: int | None
    target_year: int | None
    sections: tuple[Section[EntryRow], ...]
    problems: tuple[Problem, ...]
    total: int
    filled: int
    errors: int
    editable: int
    submitted: int
    returned: int
    hint: str
    focus: int | None
    refusal: str
    also_reviews: bool
    is_fictional: bool

    @property
    def columns(self) -> int:
        return 10 + len(self.earlier)


def entry_page(
    *,
    user: User,
    submission: Submission,
    now: datetime,
    unsaved: Sequence[Saved] = (),
    refusal: str = "",
    blocked: bool = False,
) -> EntryPage:
    """`unsaved`: entries that were not kept, shown in their cells; `blocked`: handing up was tried and refused."""
    today = localdate(now)
    rows, printed = rows_of(submission), plan_indicators_of(submission)
    shown = _rows(submission, rows, printed, today, {each.row.pk: each for each in unsaved}, blanks=blocked)
    wrong = [row for row in shown if row.is_invalid]
    return EntryPage(
        submission_id=submission.pk,
        head=head_of(submission, rows, today),
        earlier=years_before(submission.round.year),
        baseline_year=common_year([_baseline_year(each) for each in printed.values()]),
        target_year=common_year([each.plan.end_year for each in printed.values()]),
        sections=sections_of(shown),
        problems=tuple(_problem(row) for row in wrong),
        total=len(shown),
        filled=sum(not row.is_blank for row in shown),
        errors=sum(row.has_error and not row.is_blank for row in shown),
        editable=sum(row.is_editable for row in shown),
        submitted=sum(row.state is State.SUBMITTED for row in shown) if not _is_shut(submission, today) else 0,
        returned=sum(row.is_returned for row in shown),
        hint=_hint(submission, today),
        focus=wrong[0].id if wrong and (blocked or unsaved) else None,
        refusal=refusal,
        also_reviews=can_review(user, submission) or can_accept(user, submission),
        is_fictional=submission.region.is_fictional,
    )


def preview_row(*, submission: Submission, entry: Entry, now: datetime) -> EntryRow | None:
    """One row as it would look with what is being typed; nothing is saved. None where it cannot be typed into."""
    rows = [row for row in rows_of(submission) if row.pk == entry.row_id]
    if not rows or State(rows[0].state) not in EDITABLE:
        return None
    for name in TEXTS:
        setattr(rows[0], name, getattr(entry, name))
    return _rows(submission, rows, plan_indicators_of(submission), localdate(now), {}, blanks=False)[0]


def _rows(
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    today: date,
    unsaved: Mapping[int, Saved],
    *,
    blanks: bool,
) -> list[EntryRow]:
    """In the order of the plans. Stored seals first: what is not kept is then laid over the stored row."""
    year, shut = submission.round.year, _is_shut(submission, today)
    seen = {row.pk: f"{row.revision}.{row.digest}" for row in rows}
    conflicts = {row.pk: _conflict(row, unsaved.get(row.pk)) for row in rows}
    for row in rows:
        if row.pk in unsaved and State(row.state) in EDITABLE:
            for name in TEXTS:
                setattr(row, name, getattr(unsaved[row.pk].entry, name))
    findings = {row.pk: findings_of(row, printed.get(row.indicator_id), blanks=blanks) for row in rows}
    figures = {row.indicator_id: figure for row in rows if (figure := _figure(row, has_error(findings[row.pk])))}
    forecast = outlooks(printed, year, figures)
    history = accepted_figures(submission, years_before(year))
    made = []
    for row in in_plan_order(rows, printed):
        plan_row = printed.get(row.indicator_id)
        wrong, state = has_error(findings[row.pk]), State(row.state)
        editable = state in EDITABLE and not shut
        made.append(
            EntryRow(
                id=row.pk,
                printed=printed_row(row, plan_row, year, history.get(row.indicator_id, {})),
                typed=row.typed,
                note=row.note,
                cause=row.cause,
                measure=row.measure,
                seen=seen[row.pk],
                state=state,
                is_editable=editable,
                outlook=forecast.get(row.indicator_id) or silent(_silence(row, wrong)),
                findings=told(findings[row.pk]) if editable else (),
                comment=row.comment if state is State.RETURNED else "",
                conflict=conflicts[row.pk],
                refused=unsaved[row.pk].refused if row.pk in unsaved else "",
                has_error=wrong and editable,
                is_blank=not row.typed.strip(),
                was=_was(row, state),
            )
        )
    return made


def _figure(row: Row, wrong: bool) -> Figure | None:
    figure = None if wrong else readable(row.typed)
    return figure if figure is not None and figure.is_reported else None


def _silence(row: Row, wrong: bool) -> str:
    if not row.typed.strip():
        return "未填"
    return "未评价" if wrong else "无数据"


def _was(row: Row, state: State) -> str:
    """What was returned, once the cell says something else."""
    if state is not State.RETURNED or row.version is None or row.version.text == row.typed:
        return ""
    return f"退回时 {row.version.text or '—'}"


def _conflict(row: Row, saved: Saved | None) -> Conflict | None:
    if saved is None or not saved.conflict:
        return None
    handed_up = State(row.state) not in EDITABLE
    differing = tuple(
        Difference(LABELS[name], getattr(row, name), getattr(saved.entry, name))
        for name in TEXTS
        if getattr(row, name) != getattr(saved.entry, name).strip()
    )
    who = row.submitted_by if handed_up and row.submitted_by else row.saved_by
    return Conflict(who.name if who else "他人", moment(row.saved_at), handed_up, differing)


def _problem(row: EntryRow) -> Problem:
    if row.refused:
        text = row.refused
    elif row.conflict:
        text = "刚被他人改过，您填的还没有保存。"
    else:
        text = next(each.text for each in row.findings if each.level == "error")
    return Problem(row.id, row.printed.name, text)


def _baseline_year(plan_row: PlanIndicator) -> int | None:
    baseline = getattr(plan_row, "baseline", None)
    return baseline.year if baseline else None


def _is_shut(submission: Submission, today: date) -> bool:
    return submission.round.closed_at is not None or today < submission.round.opens_date


def _hint(submission: Submission, today: date) -> str:
    if submission.round.closed_at is not None:
        return "填报任务已经结束，本表只供查阅。"
    if today < submission.round.opens_date:
        return "填报任务还没有开始，现在可以先查看要填的指标。"
    return ""
