"""重点任务 for reviewers: read only, with what they compare and may do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from common.numbers import DASH
from plans.pages import Mark, distance_of, mark_of
from reporting.models import Row, Submission
from reporting.pages.commitments.promised import Promised, promised_of, quantity_text
from reporting.pages.findings import Told, told
from reporting.pages.threads import Thread
from reporting.queries import accepted_reports, commitment_findings
from reporting.states import HANDED_UP, State


@dataclass(frozen=True)
class CommitmentReviewLine:
    """`done` and `mark` are what was handed up; nothing of a draft, which is the clerk's own affair."""

    id: int
    promised: Promised
    done: str
    mark: Mark | None
    distance: str
    note: str
    state: State
    findings: tuple[Told, ...]
    comment: str
    correction: str
    can_choose: bool
    is_chosen: bool
    thread: Thread
    return_text: str
    versions: tuple[()] = ()

    @property
    def name(self) -> str:
        return self.promised.name

    @property
    def section(self) -> str:
        return self.promised.section


def commitment_review_lines(
    submission: Submission,
    *,
    rows: Sequence[Row],
    threads: Mapping[int, Thread],
    choosable: Collection[int],
    chosen: Collection[int],
    returns: Mapping[int, str],
) -> tuple[CommitmentReviewLine, ...]:
    """`choosable` are the rows that this person may act on, `chosen` those ticked; `threads` is what was said
    about each, `returns` what the reviewer was about to say. One query.
    """
    accepted = accepted_reports(rows)
    findings = commitment_findings(submission, rows, accepted)
    printed = promised_of(submission, rows, accepted)
    made = []
    for row in rows:
        state = State(row.state)
        report, shown = (None if state is State.DRAFT else row.report), state in HANDED_UP
        made.append(
            CommitmentReviewLine(
                id=row.pk,
                promised=printed[row.pk],
                done=quantity_text(report) if report else "",
                mark=mark_of(report.progress) if report else None,
                distance=distance_of(row.promised, report.done) if report else DASH,
                note=report.note if report else "",
                state=state,
                findings=told(findings[row.pk], row.note) if shown else (),
                comment=row.comment if state is State.RETURNED else "",
                correction=row.correction,
                can_choose=row.pk in choosable,
                is_chosen=row.pk in chosen,
                thread=threads[row.pk],
                return_text=returns.get(row.pk, ""),
            )
        )
    return tuple(made)
