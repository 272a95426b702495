"""The rows of an entry table: what is printed, what is typed, what follows from it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.calc import Figure, format_figure
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Row, Submission
from reporting.pages.dates import moment
from reporting.pages.findings import Told, findings_of, has_error, readable, told
from reporting.pages.outlook import Outlook, outlooks, silent
from reporting.pages.printed import Printed, in_plan_order, printed_row, years_before
from reporting.queries import accepted_figures, entered_rows
from reporting.services import Saved
from reporting.states import EDITABLE, State

LABELS = {"typed": "填报值", "note": "备注", "cause": "原因", "measure": "措施"}


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved the row meanwhile; `is_final`: handed it up, so that mine cannot be saved."""

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


def entry_rows(
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    *,
    unsaved: Mapping[int, Saved],
    blanks: bool,
    is_shut: bool,
) -> list[EntryRow]:
    """In the order of the plans. `unsaved` entries, by row, are laid over what is stored.

    `blanks`: an empty cell is told as an error; `is_shut`: the round takes no figures now.
    """
    seals = {row.pk: f"{row.revision}.{row.digest}" for row in rows}
    lost = [(row, unsaved[row.pk]) for row in rows if row.pk in unsaved]
    conflicts = {row.pk: _conflict(row, saved) for row, saved in lost if saved.conflict}
    for row, saved in lost:
        if State(row.state) in EDITABLE:
            _lay_over(row, saved)
    compared = entered_rows(submission, rows, printed)
    findings = {row.pk: findings_of(compared[row.pk], blanks=blanks) for row in rows}
    figures = {row.measured.pk: each for row in rows if (each := _figure(row, has_error(findings[row.pk])))}
    forecast = outlooks(printed, submission.round.year, figures)
    history = accepted_figures(submission, years_before(submission.round.year))
    made = []
    for row in in_plan_order(rows, printed):
        key, wrong, state = row.measured.pk, has_error(findings[row.pk]), State(row.state)
        editable = state in EDITABLE and not is_shut
        made.append(
            EntryRow(
                id=row.pk,
                printed=printed_row(row, printed.get(key), submission.round.year, history.get(key, {})),
                typed=row.typed,
                note=row.note,
                cause=row.cause,
                measure=row.measure,
                seen=seals[row.pk],
                state=state,
                is_editable=editable,
                outlook=forecast.get(key) or silent(_silence(row, wrong)),
                findings=told(findings[row.pk]) if editable else (),
                comment=row.comment if state is State.RETURNED else "",
                conflict=conflicts.get(row.pk),
                refused=unsaved[row.pk].refused if row.pk in unsaved else "",
                has_error=wrong and editable,
                is_blank=not row.typed.strip(),
                was=_was(row, state),
            )
        )
    return made


def _lay_over(row: Row, saved: Saved) -> None:
    for name in TEXTS:
        setattr(row, name, getattr(saved.entry, name))


def _figure(row: Row, wrong: bool) -> Figure | None:
    figure = None if wrong else readable(row.typed)
    return figure if figure is not None and figure.is_reported else None


def _silence(row: Row, wrong: bool) -> str:
    if not row.typed.strip():
        return "未填"
    return "未评价" if wrong else "无数据"


def _was(row: Row, state: State) -> str:
    """What was returned, once the cell says something else."""
    if state is not State.RETURNED or row.version is None:
        return ""
    now = readable(row.typed)
    if now is not None and format_figure(now) == row.version.text:
        return ""
    return f"退回时 {row.version.text or '—'}"


def _conflict(row: Row, saved: Saved) -> Conflict:
    """`row` as it is stored now."""
    handed_up = State(row.state) not in EDITABLE
    differing = tuple(
        Difference(LABELS[name], getattr(row, name), getattr(saved.entry, name))
        for name in TEXTS
        if getattr(row, name) != getattr(saved.entry, name).strip()
    )
    who = row.submitted_by if handed_up and row.submitted_by else row.saved_by
    return Conflict(who.name if who else "他人", moment(row.saved_at), handed_up, differing)
