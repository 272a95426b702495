"""重点任务 for the clerk: what is typed, what follows from it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.calc import FigureError
from plans.models import CommitmentReport
from plans.pages import Mark, distance_of, mark_of
from plans.queries import ByYear
from reporting.models import Row, Submission
from reporting.pages.commitments.promised import Promised, promised_of, quantity_text
from reporting.pages.conflicts import Conflict, lay_over
from reporting.pages.entry_more import NOTHING, Beside
from reporting.pages.evidence import NO_EVIDENCE, EvidencePart
from reporting.pages.findings import Told, told
from reporting.pages.threads import Thread
from reporting.pages.typed_line import TypedLine, marks_beside, takes_typing
from reporting.queries import accepted_reports, commitment_findings
from reporting.rules import has_error, quantity, without_blanks
from reporting.services import Saved
from reporting.states import MOVES, State

LABELS = {"typed": "完成数量", "note": "进展说明"}
CHOICES = {str(code): str(label) for code, label in CommitmentReport.Progress.choices}


@dataclass(frozen=True)
class CommitmentMore:
    """Behind the 更多 of a row; `marks` say on the closed disclosure what is inside."""

    evidence: EvidencePart
    thread: Thread | None
    can_correct: bool
    reason: str
    complaint: str
    marks: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.thread or self.can_correct or self.evidence.files or self.evidence.action)


@dataclass(frozen=True)
class CommitmentLine(TypedLine):
    """`seen` goes out and comes back with the form, as for figures; `choices` are (value, label, chosen).

    `was`: of a correction, what is accepted.
    """

    id: int
    promised: Promised
    typed: str
    progress: str
    mark: Mark | None
    choices: tuple[tuple[str, str, bool], ...]
    note: str
    distance: str
    seen: str
    state: State
    is_editable: bool
    findings: tuple[Told, ...]
    comment: str
    correction: str
    was: str
    conflict: Conflict | None
    refused: str
    has_error: bool
    more: CommitmentMore
    result_template: str = "reporting/_commitment_result.html"

    @property
    def name(self) -> str:
        return self.promised.name

    @property
    def section(self) -> str:
        return self.promised.section

    @property
    def is_blank(self) -> bool:
        return not self.progress


def commitment_lines(
    submission: Submission,
    *,
    rows: Sequence[Row],
    unsaved: Mapping[int, Saved] | None = None,
    blanks: bool = False,
    is_shut: bool = False,
    beside: Beside = NOTHING,
) -> tuple[CommitmentLine, ...]:
    """`rows` as `commitment_rows_of` gives them; `unsaved` entries, by row id, are laid over them. One query.

    `blanks`: what is still empty is told as an error; `is_shut`: the round takes nothing now, save under
    correction.
    """
    lost = unsaved or {}
    seals = {row.pk: row.seal for row in rows}
    conflicts = {pk: _in_words(each) for pk, each in lay_over(rows, lost).items()}
    accepted = accepted_reports(rows)
    findings = commitment_findings(submission, rows, accepted)
    printed = promised_of(submission, rows, accepted)
    made = []
    for row in rows:
        editable = takes_typing(row, is_shut=is_shut)
        found = findings[row.pk] if editable else []
        found = found if blanks else without_blanks(found)
        made.append(
            CommitmentLine(
                id=row.pk,
                promised=printed[row.pk],
                typed=row.typed,
                progress=row.progress,
                mark=mark_of(row.progress),
                choices=tuple((code, label, code == row.progress) for code, label in CHOICES.items()),
                note=row.note,
                distance=distance_of(row.promised, _number(row.typed)),
                seen=seals[row.pk],
                state=State(row.state),
                is_editable=editable,
                findings=told(found, row.note),
                comment=row.comment if State(row.state) is State.RETURNED else "",
                correction=row.correction,
                was=_was(accepted.get(row.promised.pk, {}), submission.round.year),
                conflict=conflicts.get(row.pk),
                refused=lost[row.pk].refused if row.pk in lost else "",
                has_error=has_error(found),
                more=_more(row, beside),
            )
        )
    return tuple(made)


def _number(text: str) -> Decimal | None:
    try:
        return quantity(text)
    except FigureError:
        return None


def _was(reports: ByYear, year: int) -> str:
    report = reports.get(year)
    return f"已接收 {quantity_text(report)}，{CHOICES[report.progress]}" if report else ""


def _more(row: Row, beside: Beside) -> CommitmentMore:
    evidence, thread = beside.evidence.get(row.pk, NO_EVIDENCE), beside.threads.get(row.pk)
    return CommitmentMore(
        evidence=evidence,
        thread=thread,
        can_correct=State(row.state) in MOVES["correct"].origins,
        reason=beside.reasons.get(row.pk, ""),
        complaint=beside.complaint if beside.at_fault == row.pk else "",
        marks=marks_beside(evidence, thread),
    )


def _in_words(found: Conflict) -> Conflict:
    """In the words of this table."""
    differences = (replace(each, label=LABELS.get(each.name, each.label)) for each in found.differences)
    return replace(found, differences=tuple(differences))
