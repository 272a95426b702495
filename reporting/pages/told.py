"""A form as told to a program: what this person may see of each row, what is wrong, how it would stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from indicators.calc import Figure
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Row
from reporting.pages.findings import reported
from reporting.pages.outlook import Outlook, outlooks_of
from reporting.permissions import can_fill
from reporting.queries import (
    Form,
    commitment_findings,
    commitment_rows_of,
    comparison_of,
    hide_drafts,
    plan_indicators_of,
    rows_of,
    text_shown,
)
from reporting.rules import Finding
from reporting.states import HANDED_UP, State


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
    figures = {row.pk: each for row in measured if (each := reported(texts[row.pk]["typed"]))}
    if not own:
        hide_drafts(measured)
    compared = comparison_of(submission, measured, printed)
    found = compared.findings | commitment_findings(submission, promised)
    forecast = outlooks_of(compared.tried)
    told = [
        ToldRow(
            row=row,
            name=_name(row, printed),
            unit=_unit(row),
            texts=texts[row.pk],
            figure=figures.get(row.pk),
            findings=tuple(found[row.pk]) if own or State(row.state) in HANDED_UP else (),
            outlook=forecast.get(row.indicator_id or 0),
        )
        for row in (*measured, *promised)
    ]
    return ToldForm(form, tuple(told))


def _texts(row: Row, *, own: bool) -> dict[str, str]:
    if own or State(row.state) in HANDED_UP:
        return {name: getattr(row, name) for name in TEXTS}
    return {**dict.fromkeys(TEXTS, ""), "typed": text_shown(row)}


def _name(row: Row, printed: Mapping[int, PlanIndicator]) -> str:
    promise = printed.get(row.indicator_id or 0)
    return promise.name if promise else str(row.indicator or row.commitment)


def _unit(row: Row) -> str:
    measured = row.indicator or row.commitment
    return measured.unit if measured else ""
