"""A form as an Excel sheet: for its clerk to fill in, for others what was handed up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.utils.timezone import localdate, localtime

from accounts.models import User
from indicators.models import PlanIndicator
from plans.pages import asked_of, term_of
from reporting.models import TEXTS, Row, Submission
from reporting.pages.dates import day
from reporting.pages.printed import (
    Printed,
    common_year,
    in_plan_order,
    printed_row,
    sections_of,
    years_before,
)
from reporting.permissions import can_fill
from reporting.queries import (
    accepted_figures,
    commitment_rows_of,
    plan_indicators_of,
    rows_of,
    text_shown,
)
from reporting.services.rows import open_rows
from reporting.services.sheet_rows import NATURES, PROGRESS, code_of, mark_of
from reporting.sheets import EXPORT, Block, Book, Foot, Group, Line, figure_table, promise_table, written
from reporting.states import EDITABLE, State


@dataclass(frozen=True)
class SheetFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class Shown:
    """What this person sees of the form: `open` are the rows that can be filled in."""

    submission: Submission
    figures: list[Row]
    promises: list[Row]
    is_clerk: bool
    open: Collection[int]


@dataclass(frozen=True)
class FigureLine:
    printed: Printed
    line: Line


def sheet_file(*, user: User, submission: Submission, now: datetime) -> SheetFile:
    """Where nothing can be filled in, the sheet is only to be read, and says so when it is sent in."""
    shown = _shown(user, submission, now)
    mark, title = mark_of(submission), f"{submission.round.year} 年度规划指标完成情况"
    facts = settings.SHEET_FACTS
    book = Book(
        mark=mark if shown.open else replace(mark, form=EXPORT),
        title=title,
        facts=tuple((label, text or _usual(label, submission)) for label, text in facts.items()),
        period=f"{mark.year} 年",
        unit="见各项",
        blocks=(_figure_block(shown), *([_promise_block(shown)] if shown.promises else [])),
        foot=_foot(shown),
        made_at=localtime(now),
        is_fillable=bool(shown.open),
    )
    return SheetFile(f"{title}（{mark.unit}）.xlsx", written(book))


def _usual(label: str, submission: Submission) -> str:
    return submission.round.region.name if label == "制定机关" else ""


def _shown(user: User, submission: Submission, now: datetime) -> Shown:
    figures, promises = rows_of(submission), commitment_rows_of(submission)
    is_clerk = can_fill(user, submission)
    editable = [row for row in (*figures, *promises) if State(row.state) in EDITABLE]
    has_begun = localdate(now) >= submission.round.opens_date
    still = open_rows(submission, editable, now) if is_clerk and has_begun else []
    return Shown(submission, figures, promises, is_clerk, {row.pk for row in still})


def _figure_block(shown: Shown) -> Block:
    year, printed = shown.submission.round.year, plan_indicators_of(shown.submission)
    baselines = [each.baseline.year for each in printed.values() if hasattr(each, "baseline")]
    table = figure_table(
        year,
        tuple(NATURES.values()),
        baseline_year=common_year(baselines),
        target_year=common_year([each.plan.end_year for each in printed.values()]),
    )
    lines: list[Line | Group] = []
    for section in sections_of(_figure_lines(shown, printed)):
        lines += [Group(section.title)] if section.title else []
        lines += [each.line for each in section.rows]
    return Block(table, tuple(lines))


def _figure_lines(shown: Shown, printed: Mapping[int, PlanIndicator]) -> list[FigureLine]:
    year = shown.submission.round.year
    history = accepted_figures(shown.submission, years_before(year))
    found = []
    for row in in_plan_order(shown.figures, printed):
        key = row.measured.pk
        said = printed_row(row, printed.get(key), year, history.get(key, {}))
        found.append(FigureLine(said, _line(shown, row, _printed_texts(said), is_part=said.is_part)))
    return found


def _printed_texts(said: Printed) -> dict[str, str]:
    earlier = zip(("earlier3", "earlier2", "earlier1"), said.earlier, strict=True)
    return {
        "number": said.number,
        "name": said.name,
        "unit": f"{said.unit}（{said.unit_note}）" if said.unit_note else said.unit,
        "attribute": PlanIndicator.Attribute(said.attribute).label,
        "baseline": said.baseline,
        "target": said.target,
        **dict(earlier),
    }


def _promise_block(shown: Shown) -> Block:
    lines: list[Line | Group] = []
    for title, rows in groupby(shown.promises, key=lambda row: row.promised.section):
        lines += [Group(title)] if title else []
        lines += [_line(shown, row, _promised_texts(row)) for row in rows]
    return Block(promise_table(tuple(PROGRESS.values())), tuple(lines))


def _promised_texts(row: Row) -> dict[str, str]:
    promised = row.promised
    return {
        "number": str(promised.position),
        "name": promised.name,
        "unit": promised.unit,
        "quantity": asked_of(promised),
        "due": term_of(promised),
        "department": str(promised.department or ""),
    }


def _line(shown: Shown, row: Row, texts: dict[str, str], *, is_part: bool = False) -> Line:
    is_open = row.pk in shown.open
    seen = {"code": code_of(row), "seen": row.seal if is_open else ""}
    return Line(texts | _typed(row, is_clerk=shown.is_clerk) | seen, is_open=is_open, is_part=is_part)


def _typed(row: Row, *, is_clerk: bool) -> dict[str, str]:
    """To its clerk as typed; to others what was handed up: of a returned row its figure."""
    state = State(row.state)
    if not is_clerk and state is State.DRAFT:
        return {}
    if not is_clerk and state is State.RETURNED:
        return {"typed": text_shown(row)}
    texts = {name: getattr(row, name) for name in TEXTS}
    return texts | {"nature": NATURES[row.nature], "progress": PROGRESS.get(row.progress, "")}


def _foot(shown: Shown) -> Foot:
    rows = [row for row in (*shown.figures, *shown.promises) if State(row.state) not in EDITABLE]
    first = shown.submission.first_submitted_at
    return Foot(
        responsible=shown.submission.responsible,
        filled_by=_names(row.submitted_by for row in rows),
        reviewed_by=_names(row.reviewed_by for row in rows),
        reported_on=day(localdate(first)) if first and rows else "",
    )


def _names(people: Iterable[User | None]) -> str:
    return "、".join(dict.fromkeys(person.name for person in people if person is not None))
