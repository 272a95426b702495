"""填报: the plan table with this year's cells, for the clerk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from accounts.models import User
from indicators.models import PlanIndicator
from reporting.models import Row, Submission
from reporting.pages.commitments import CommitmentLine, commitment_lines
from reporting.pages.entry_more import Beside
from reporting.pages.entry_problems import Line, Problem, problems_of, unsaved_of
from reporting.pages.entry_rows import EntryRow, entry_rows
from reporting.pages.evidence import evidence_parts
from reporting.pages.foot import Foot, foot_of
from reporting.pages.head import Head, head_of
from reporting.pages.printed import Section, common_year, sections_of, years_before
from reporting.pages.threads import threads_of
from reporting.permissions import can_accept, can_review
from reporting.queries import commitment_rows_of, is_open, plan_indicators_of, rows_of
from reporting.queries.signing import signatures_of
from reporting.queries.uses import other_uses
from reporting.services import Saved
from reporting.states import State


@dataclass(frozen=True)
class CameBack:
    """What came back with a form that was refused, to be shown again.

    `unsaved` entries are not kept; `blocked`: handing up was tried and refused; `reasons` are those typed for
    corrections, by row id, `at_fault` the row for which none was opened; `responsible` as typed.
    """

    refusal: str = ""
    unsaved: Sequence[Saved] = ()
    blocked: bool = False
    reasons: Mapping[int, str] = field(default_factory=dict)
    at_fault: int | None = None
    responsible: str | None = None


NOTHING_YET = CameBack()


@dataclass(frozen=True)
class EntryPage:
    """`focus` is the row to be put right first, once the form has been sent and refused; `unsaved` and
    `problems` are the lines of its summary. `warnings` are rows that ask for a note, `answered` those with
    one. A row names its state only where it is not the `usual_state`.
    """

    submission_id: int
    person_id: int
    head: Head
    foot: Foot
    earlier: tuple[int, ...]
    baseline_year: int | None
    target_year: int | None
    sections: tuple[Section[EntryRow], ...]
    commitments: tuple[CommitmentLine, ...]
    unsaved: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    total: int
    filled: int
    errors: int
    warnings: int
    answered: int
    editable: int
    submitted: int
    returned: int
    usual_state: State | None
    hint: str
    focus: int | None
    refusal: str
    also_reviews: bool
    is_fictional: bool

    @property
    def columns(self) -> int:
        return 10 + len(self.earlier) - self.hides_pace

    @property
    def hides_pace(self) -> bool:
        """In the last year of every plan nothing is left for the years to come."""
        return not any(row.has_pace for section in self.sections for row in section.rows)

    @property
    def rows(self) -> list[Line]:
        return [*(row for section in self.sections for row in section.rows), *self.commitments]


def entry_page(
    *, user: User, submission: Submission, now: datetime, came_back: CameBack = NOTHING_YET
) -> EntryPage:
    """All queries of the page; their number does not depend on that of the rows."""
    today = localdate(now)
    rows, promised = rows_of(submission), commitment_rows_of(submission)
    every, printed = [*rows, *promised], plan_indicators_of(submission)
    unsaved = {each.row.pk: each for each in came_back.unsaved}
    is_shut = today < submission.round.opens_date or not is_open(submission, today)
    head, submitted = head_of(submission, every, today), _submitted(every, is_shut=is_shut)
    beside = _beside(user, submission, every, printed, came_back)
    shown = entry_rows(
        submission,
        rows,
        printed,
        unsaved=unsaved,
        blanks=came_back.blocked,
        is_shut=is_shut,
        beside=beside,
    )
    commitments = commitment_lines(
        submission,
        rows=promised,
        unsaved=unsaved,
        blanks=came_back.blocked,
        is_shut=is_shut,
        beside=beside,
    )
    lines: list[Line] = [*shown, *commitments]
    editable = sum(row.is_editable for row in lines)
    foot = foot_of(
        submission,
        signatures_of(submission),
        is_editable=editable > 0,
        typed=came_back.responsible,
        blocked=came_back.blocked,
    )
    problems = problems_of(lines, foot, blocked=came_back.blocked)
    lost = unsaved_of(lines)
    first = [each.row_id for each in (*lost, *problems) if each.row_id]
    return EntryPage(
        submission_id=submission.pk,
        person_id=user.pk,
        head=head,
        foot=foot,
        earlier=years_before(submission.round.year),
        baseline_year=common_year([_baseline_year(each) for each in printed.values()]),
        target_year=common_year([each.plan.end_year for each in printed.values()]),
        sections=sections_of(shown),
        commitments=commitments,
        unsaved=lost,
        problems=problems,
        total=len(lines),
        filled=sum(not row.is_blank for row in lines),
        errors=sum(row.has_error and not row.is_blank for row in lines),
        warnings=sum(row.needs_answer for row in lines),
        answered=sum(row.is_answered for row in lines),
        editable=editable,
        submitted=submitted,
        returned=sum(row.is_returned for row in lines),
        usual_state=_usual_state(lines),
        hint=_hint(submission, today, editable),
        focus=first[0] if first and (came_back.blocked or lost) else None,
        refusal=came_back.refusal,
        also_reviews=can_review(user, submission) or can_accept(user, submission),
        is_fictional=submission.region.is_fictional,
    )


def _beside(
    user: User,
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    came_back: CameBack,
) -> Beside:
    return Beside(
        region_id=submission.region_id,
        uses=other_uses(submission, printed),
        evidence=evidence_parts(user=user, submission=submission, rows=rows),
        threads=threads_of(submission=submission, rows=rows, can_comment=True),
        reasons=came_back.reasons,
        at_fault=came_back.at_fault,
        complaint=came_back.refusal,
    )


def _submitted(rows: Sequence[Row], *, is_shut: bool) -> int:
    """How many can be taken back: those not reviewed yet, and of a shut form those under correction."""
    handed_up = [row for row in rows if State(row.state) is State.SUBMITTED]
    return sum(bool(row.correction) or not is_shut for row in handed_up)


def _baseline_year(plan_row: PlanIndicator) -> int | None:
    baseline = getattr(plan_row, "baseline", None)
    return baseline.year if baseline else None


def _usual_state(lines: Sequence[Line]) -> State | None:
    """Of the rows that nobody can type into."""
    counted = Counter(row.state for row in lines if not row.is_editable)
    return counted.most_common(1)[0][0] if counted else None


def _hint(submission: Submission, today: date, editable: int) -> str:
    if today < submission.round.opens_date:
        return "填报任务还没有开始，现在可以先查看要填的指标。"
    if not is_open(submission, today) and editable:
        return f"填报任务已经结束，只有更正中的 {editable} 项可以修改；其余只供查阅。"
    if not is_open(submission, today):
        return "填报任务已经结束，本表只供查阅。已接收的数据需要更正的，请在该项的“更多”中申请更正。"
    return ""
