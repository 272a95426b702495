"""The rows of the review table: what was handed up, what it is held against, what is doubtful about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from indicators.calc import Figure
from indicators.models import PlanIndicator
from reporting.models import Row, Submission, ToldFinding
from reporting.pages.compared import (
    Against,
    against_annual_target,
    against_children,
    against_last_year,
)
from reporting.pages.evidence import EvidencePart, evidence_parts
from reporting.pages.findings import Told, reported
from reporting.pages.outlook import Outlook, outlooks_of, silent
from reporting.pages.printed import Printed, in_plan_order, in_unit, printed_row, years_before
from reporting.pages.rights import Rights
from reporting.pages.threads import Thread
from reporting.pages.versions import PastVersion, versions_of
from reporting.queries import accepted_figures, comparison_of, hide_drafts
from reporting.queries.reviewing import told_findings
from reporting.rules import Entered, Finding, Weight
from reporting.states import HANDED_UP, State

WAITING = (State.SUBMITTED, State.REVIEWED)
LEVELS = tuple(weight.value for weight in Weight)  # the worst first
TITLES = {Weight.ERROR: "有误", Weight.WARNING: "疑问", Weight.NOTICE: "提示"}
UNSEEN = "（上报后新出现，填报员未见）"


@dataclass(frozen=True)
class ReviewRow:
    """`value` is empty for a draft, the clerk's own affair; for a returned row it is what was returned.

    `was` is the accepted figure that a correction is to replace, `settled` what the checks told the clerk
    and would not say any more.
    """

    id: int
    printed: Printed
    value: str
    was: str
    correction: str
    nature: str
    quotient: str
    against: tuple[Against, ...]
    note: str
    cause: str
    measure: str
    break_note: str
    state: State
    outlook: Outlook
    findings: tuple[Told, ...]
    settled: tuple[str, ...]
    comment: str
    thread: Thread
    versions: tuple[PastVersion, ...]
    history: str
    evidence: EvidencePart
    can_choose: bool
    is_chosen: bool
    return_text: str

    @property
    def name(self) -> str:
        return self.printed.name

    @property
    def mark(self) -> str:
        """How doubtful it is: the level of its worst finding, or question; empty where it is clean."""
        if self.state not in WAITING:
            return ""
        worst = worst_of(self.findings)
        return worst.level if worst else "question" if self.thread.is_open_question else ""


@dataclass(frozen=True)
class Chosen:
    """What came back with a form that was refused: ticks, and the reasons written beside them."""

    rows: Collection[int] = ()
    returns: Mapping[int, str] | None = None

    def reason(self, row_id: int) -> str:
        return (self.returns or {}).get(row_id, "")


def review_rows(
    *,
    user: User,
    submission: Submission,
    rows: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
    threads: Mapping[int, Thread],
    rights: Rights,
    chosen: Chosen,
) -> list[ReviewRow]:
    """In the order of the plans. A fixed number of queries, however many rows."""
    year = submission.round.year
    history = accepted_figures(submission, [*years_before(year), year])
    figures = {row.measured.pk: figure for row in rows if (figure := _figure(row))}
    hide_drafts(rows)
    comparison, then = comparison_of(submission, rows, printed), told_findings(rows)
    forecast, versions = outlooks_of(comparison.tried), versions_of(submission, rows)
    evidence = evidence_parts(user=user, submission=submission, rows=rows)
    made = []
    for row in in_plan_order(rows, printed):
        key, state = row.measured.pk, State(row.state)
        plan_row, past, shown = printed.get(key), history.get(key, {}), state in HANDED_UP
        entered, was_told = comparison.entered[row.pk], then.get(row.version_id or 0, [])
        now = comparison.findings[row.pk] if shown else []
        made.append(
            ReviewRow(
                id=row.pk,
                printed=printed_row(row, plan_row, year, past),
                value=_text(row),
                was=_was(row, plan_row, past.get(year)),
                correction=row.correction,
                nature=row.get_nature_display() if shown else "",
                quotient=f"{row.numerator} / {row.denominator}" if shown and row.denominator else "",
                against=_against(figures.get(key), past, entered, plan_row),
                note=row.note if shown else "",
                cause=row.cause if shown else "",
                measure=row.measure if shown else "",
                break_note=row.break_note if shown else "",
                state=state,
                outlook=_outlook(row, forecast.get(key) if shown else None, figures.get(key)),
                findings=_told(now, was_told),
                settled=_settled(now, was_told) if shown else (),
                comment=row.comment if state is State.RETURNED else "",
                thread=threads[row.pk],
                versions=versions[row.pk],
                history=reverse("reporting:figure", args=[submission.region_id, row.measured.code]),
                evidence=evidence[row.pk],
                can_choose=rights.can_choose(row),
                is_chosen=row.pk in chosen.rows,
                return_text=chosen.reason(row.pk),
            )
        )
    return made


def worst_of(findings: Sequence[Told]) -> Told | None:
    return min(findings, key=lambda each: LEVELS.index(each.level), default=None)


def _figure(row: Row) -> Figure | None:
    return reported(_text(row)) if State(row.state) in HANDED_UP else None


def _text(row: Row) -> str:
    """What was handed up; nothing of a draft, not even of one that was taken back."""
    if State(row.state) is State.DRAFT or row.version is None:
        return ""
    return row.version.text


def _was(row: Row, plan_row: PlanIndicator | None, accepted: Figure | None) -> str:
    if not row.correction:
        return ""
    unit = row.measured.unit
    return in_unit(accepted, unit, plan_row.unit if plan_row else unit)


def _against(
    now: Figure | None, past: Mapping[int, Figure], entered: Entered, plan_row: PlanIndicator | None
) -> tuple[Against, ...]:
    unit = entered.unit
    children = entered.children if entered.is_additive else {}
    held = (
        against_last_year(now, past.get(entered.year - 1), unit),
        against_children(now, children, unit, plan_row.unit if plan_row else unit),
        against_annual_target(now, plan_row, entered.year),
    )
    return tuple(each for each in held if each is not None)


def _told(now: Sequence[Finding], then: Sequence[ToldFinding]) -> tuple[Told, ...]:
    """Each check once: what it says now, and whether its clerk has seen it."""
    known = {each.code for each in then}
    return tuple(
        Told(
            each.weight.value,
            TITLES[each.weight],
            each.message if each.code in known else f"{each.message}{UNSEEN}",
        )
        for each in now
    )


def _settled(now: Sequence[Finding], then: Sequence[ToldFinding]) -> tuple[str, ...]:
    standing = {each.code for each in now}
    return tuple(each.text for each in then if each.code not in standing)


def _outlook(row: Row, tried: Outlook | None, figure: Figure | None) -> Outlook:
    """Or why there is none: 填报中, 退回待改; 未评价 of a figure with an error."""
    state = State(row.state)
    if state in HANDED_UP:
        return tried or silent("未评价" if figure else "无数据" if _text(row) else "未填")
    return silent("填报中" if state is State.DRAFT else "退回待改")
