"""A form as told to a program: what this person may see of each row, what is wrong, how it would stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from indicators.calc import Figure
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Row, Submission
from reporting.pages.findings import readable
from reporting.pages.outlook import Outlook, outlooks
from reporting.permissions import can_fill
from reporting.queries import Form, commitment_findings, commitment_rows_of, plan_indicators_of, rows_of
from reporting.rules import Finding
from reporting.services.submitting import findings_of_rows
from reporting.states import EDITABLE, State


@dataclass(frozen=True)
class ToldRow:
    """`texts` are what was typed, as far as the reader may see it; `outlook` is None without a figure."""

    row: Row
    name: str
    unit: str
    texts: Mapping[str, str]
    figure: Figure | None
    findings: tuple[Finding, ...]
    outlook: Outlook | None


@dataclass(frozen=True)
class ToldForm:
    form: Form
    rows: tuple[ToldRow, ...]


def told_form(*, user: User, form: Form) -> ToldForm:
    """A draft is its clerk's alone; of a row that was returned the others see what they returned."""
    submission = form.submission
    measured, promised = rows_of(submission), commitment_rows_of(submission)
    printed = plan_indicators_of(submission)
    own = can_fill(user, submission)
    texts = {row.pk: _texts(row, own=own) for row in (*measured, *promised)}
    figures = {row.pk: each for row in measured if (each := _figure(texts[row.pk]["typed"]))}
    found = _findings(submission, measured, promised, printed)
    by_indicator = {row.measured.pk: figures[row.pk] for row in measured if row.pk in figures}
    forecast = outlooks(printed, submission.round.year, by_indicator)
    told = [
        ToldRow(
            row=row,
            name=_name(row, printed),
            unit=_unit(row),
            texts=texts[row.pk],
            figure=figures.get(row.pk),
            findings=tuple(found[row.pk]) if own or State(row.state) not in EDITABLE else (),
            outlook=forecast.get(row.indicator_id or 0),
        )
        for row in (*measured, *promised)
    ]
    return ToldForm(form, tuple(told))


def _findings(
    submission: Submission,
    measured: Sequence[Row],
    promised: Sequence[Row],
    printed: Mapping[int, PlanIndicator],
) -> dict[int, list[Finding]]:
    found = findings_of_rows(submission, measured, printed)
    return found | (commitment_findings(submission, promised) if promised else {})


def _texts(row: Row, *, own: bool) -> dict[str, str]:
    state, version = State(row.state), row.version or row.report
    if own or state not in EDITABLE:
        return {name: getattr(row, name) for name in TEXTS}
    handed_up = version.text if state is State.RETURNED and version is not None else ""
    return {**dict.fromkeys(TEXTS, ""), "typed": handed_up}


def _figure(typed: str) -> Figure | None:
    figure = readable(typed)
    return figure if figure is not None and figure.is_reported else None


def _name(row: Row, printed: Mapping[int, PlanIndicator]) -> str:
    promise = printed.get(row.indicator_id or 0)
    return promise.name if promise else str(row.indicator or row.commitment)


def _unit(row: Row) -> str:
    measured = row.indicator or row.commitment
    return measured.unit if measured else ""
