"""填报: the plan table with this year's cells, for the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from accounts.models import User
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Submission
from reporting.pages.entry_rows import EntryRow, entry_rows
from reporting.pages.head import Head, head_of
from reporting.pages.printed import Section, common_year, sections_of, years_before
from reporting.permissions import can_accept, can_review
from reporting.queries import plan_indicators_of, rows_of
from reporting.services import Entry, Saved
from reporting.states import EDITABLE, State


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
    person_id: int
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
    """`unsaved`: entries not kept, shown in their cells; `blocked`: handing up was tried and refused."""
    today = localdate(now)
    rows, printed = rows_of(submission), plan_indicators_of(submission)
    shown = entry_rows(
        submission,
        rows,
        printed,
        unsaved={each.row.pk: each for each in unsaved},
        blanks=blocked,
        is_shut=_is_shut(submission, today),
    )
    wrong = [row for row in shown if row.is_invalid]
    return EntryPage(
        submission_id=submission.pk,
        person_id=user.pk,
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
        submitted=sum(row.state is State.SUBMITTED for row in shown)
        if not _is_shut(submission, today)
        else 0,
        returned=sum(row.is_returned for row in shown),
        hint=_hint(submission, today),
        focus=wrong[0].id if wrong and (blocked or unsaved) else None,
        refusal=refusal,
        also_reviews=can_review(user, submission) or can_accept(user, submission),
        is_fictional=submission.region.is_fictional,
    )


def preview_row(*, submission: Submission, entry: Entry, now: datetime) -> EntryRow | None:
    """One row as it would look with what is being typed, unsaved; None where it cannot be typed into."""
    rows = [row for row in rows_of(submission) if row.pk == entry.row_id]
    if not rows or State(rows[0].state) not in EDITABLE:
        return None
    for name in TEXTS:
        setattr(rows[0], name, getattr(entry, name))
    printed, shut = plan_indicators_of(submission), _is_shut(submission, localdate(now))
    return entry_rows(submission, rows, printed, unsaved={}, blanks=False, is_shut=shut)[0]


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
