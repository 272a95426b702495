"""The rows of an entry table: what is printed, what is typed, what follows from it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.calc import Figure, format_figure
from indicators.models import PlanIndicator
from indicators.pages import printed as printed_text
from reporting.models import Row, Submission
from reporting.pages.conflicts import Conflict, lay_over
from reporting.pages.entry_more import NOTHING, Beside, More, more_of
from reporting.pages.findings import Told, readable, told
from reporting.pages.outlook import Outlook, outlooks_of, silent
from reporting.pages.printed import Printed, in_plan_order, printed_row, years_before
from reporting.pages.typed_line import TypedLine, takes_typing
from reporting.queries import accepted_figures, comparison_of
from reporting.rules import Finding, has_error, without_blanks
from reporting.services import Saved
from reporting.states import State


@dataclass(frozen=True)
class EntryRow(TypedLine):
    """`seen` goes out and comes back with the form: the number of saves and a mark of the texts as shown.

    `correction` is the reason for which the row was opened again; `lacks_answer`: handing up was refused for
    a warning without a note.
    """

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
    has_pace: bool
    findings: tuple[Told, ...]
    comment: str
    correction: str
    conflict: Conflict | None
    refused: str
    has_error: bool
    lacks_answer: bool
    is_blank: bool
    was: str
    more: More

    @property
    def name(self) -> str:
        return self.printed.name


@dataclass(frozen=True)
class _Form:
    """What is known of all rows: by row id; `printed`, `forecast` and `history` by indicator."""

    year: int
    printed: Mapping[int, PlanIndicator]
    seals: Mapping[int, str]
    unsaved: Mapping[int, Saved]
    conflicts: Mapping[int, Conflict]
    findings: Mapping[int, Sequence[Finding]]
    forecast: Mapping[int, Outlook]
    history: Mapping[int, Mapping[int, Figure]]
    blanks: bool
    is_shut: bool
    beside: Beside


def entry_rows(
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    *,
    unsaved: Mapping[int, Saved],
    blanks: bool,
    is_shut: bool,
    beside: Beside = NOTHING,
) -> list[EntryRow]:
    """In the order of the plans. `unsaved` entries, by row, are laid over what is stored.

    `blanks`: handing up was tried, so that an empty cell is told as an error; `is_shut`: the round takes no
    figures now, save those under correction.
    """
    year = submission.round.year
    seals = {row.pk: row.seal for row in rows}
    conflicts = lay_over(rows, unsaved)
    compared = comparison_of(submission, rows, printed)
    form = _Form(
        year=year,
        printed=printed,
        seals=seals,
        unsaved=unsaved,
        conflicts=conflicts,
        findings={pk: found if blanks else without_blanks(found) for pk, found in compared.findings.items()},
        forecast=outlooks_of(compared.tried),
        history=accepted_figures(submission, (*years_before(year), year)),
        blanks=blanks,
        is_shut=is_shut,
        beside=beside,
    )
    return [_entry_row(row, form) for row in in_plan_order(rows, printed)]


def _entry_row(row: Row, form: _Form) -> EntryRow:
    key, state, findings = row.measured.pk, State(row.state), form.findings[row.pk]
    plan_row, past, wrong = form.printed.get(key), form.history.get(key, {}), has_error(findings)
    editable = takes_typing(row, is_shut=form.is_shut)
    refused = form.unsaved[row.pk].refused if row.pk in form.unsaved else ""
    return EntryRow(
        id=row.pk,
        printed=printed_row(row, plan_row, form.year, past),
        typed=row.typed,
        note=row.note,
        cause=row.cause,
        measure=row.measure,
        seen=form.seals[row.pk],
        state=state,
        is_editable=editable,
        outlook=form.forecast.get(key) or silent(_silence(row, wrong)),
        has_pace=plan_row is not None and plan_row.plan.end_year > form.year,
        findings=told(_worth_telling(findings), row.note) if editable else (),
        comment=row.comment if state is State.RETURNED else "",
        correction=row.correction,
        conflict=form.conflicts.get(row.pk),
        refused=refused,
        has_error=wrong and editable,
        lacks_answer=form.blanks and editable and _lacks_answer(row, findings),
        is_blank=not row.typed.strip(),
        was=_was(row, state, past.get(form.year)),
        more=more_of(row, plan_row, form.beside, is_wrong=editable and (wrong or bool(refused))),
    )


def _worth_telling(findings: Sequence[Finding]) -> list[Finding]:
    """That reason and measure are asked for is said by the fields for them."""
    return [each for each in findings if each.code != "unexplained"]


def _silence(row: Row, wrong: bool) -> str:
    if not row.typed.strip():
        return "未填"
    return "未评价" if wrong else "无数据"


def _lacks_answer(row: Row, findings: Sequence[Finding]) -> bool:
    return not row.note.strip() and any(each.weight.value == "warning" for each in findings)


def _was(row: Row, state: State, accepted: Figure | None) -> str:
    """Of a correction what is accepted; of a returned row what was returned, once the cell says otherwise."""
    if row.correction:
        return f"已接收 {printed_text(accepted)}"
    if state is not State.RETURNED or row.version is None:
        return ""
    now = readable(row.typed)
    if now is not None and format_figure(now) == row.version.text:
        return ""
    return f"退回时 {row.version.text or '—'}"
