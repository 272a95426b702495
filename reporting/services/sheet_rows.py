"""Rows of a form as a sheet has them, and what a filled-in sheet would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from indicators.models import PlanIndicator
from reporting.models import TEXTS, Row, Submission, digest_of, read_seal
from reporting.queries import plan_indicators_of
from reporting.services.entry import name_refused, refusal_of
from reporting.sheets import (
    FIGURE_CODE,
    PROMISE_CODE,
    Expected,
    Mark,
    ReadBook,
    ReadCell,
    ReadLine,
    figure_table,
    promise_table,
)

NATURES = {"": "实际数", **dict(Row.Nature.choices)}
PROGRESS: dict[str, str] = dict(Row._meta.get_field("progress").flatchoices)
PERCENT = "%"


def mark_of(submission: Submission) -> Mark:
    """What ties a sheet to this form."""
    unit = f"{submission.region}{submission.department or ''}"
    return Mark(submission.pk, submission.region_id, submission.round.year, unit)


def code_of(row: Row) -> str:
    """What a sheet calls the row."""
    return row.indicator.code if row.indicator else f"ZD{row.commitment_id}"


def title_of(row: Row, printed: Mapping[int, PlanIndicator]) -> str:
    """The name the plan prints, or the catalogue's where no plan has it any more."""
    if row.commitment_id is not None:
        return row.promised.name
    plan_row = printed.get(row.measured.pk)
    return plan_row.name if plan_row else row.measured.name


def expected_of(submission: Submission, figures: Sequence[Row], promises: Sequence[Row]) -> Expected:
    printed = plan_indicators_of(submission)
    names = {code_of(row): title_of(row, printed) for row in figures}
    return Expected(
        mark_of(submission),
        {FIGURE_CODE: names, PROMISE_CODE: {code_of(row): title_of(row, printed) for row in promises}},
        (
            figure_table(submission.round.year, tuple(NATURES.values())),
            promise_table(tuple(PROGRESS.values())),
        ),
    )


def compared(submission: Submission, book: ReadBook, rows: Mapping[str, Row], by: User) -> dict[str, Any]:
    """The changed rows, as JSON: what they would become, the revision that is replaced, cells and faults."""
    lines = [line for each in book.lines.values() for line in each]
    changed = [found for line in lines if (found := _changed(line, rows[line.code], by)) is not None]
    present = {line.code for line in lines}
    return {
        "rows": changed,
        "unchanged": len(lines) - len(changed),
        "missing": [row.pk for code, row in rows.items() if code not in present],
        "responsible": _responsible(submission, book.responsible),
    }


def _responsible(submission: Submission, cell: ReadCell | None) -> dict[str, str] | None:
    if cell is None or cell.text == submission.responsible:
        return None
    return {"cell": cell.address, "text": cell.text, "fault": name_refused(cell.text)}


def _changed(line: ReadLine, row: Row, by: User) -> dict[str, Any] | None:
    """None where the sheet's row was not touched, or says what is stored already."""
    stored = {name: getattr(row, name) for name in TEXTS}
    texts, faults = dict(stored), [[cell.address, cell.fault] for cell in line.cells.values() if cell.fault]
    for name, cell in line.cells.items():
        text, fault = _meant(name, cell, row)
        texts[name] = stored[name] if cell.fault or fault else text
        faults += [[cell.address, fault]] if fault else []
    revision, digest = read_seal(line.seen)
    if not faults and (texts == stored or (revision is not None and digest_of(texts.values()) == digest)):
        return None
    if not faults and (refused := refusal_of(texts)):
        faults = [[next(iter(line.cells.values())).address, refused]]
    remarks = [[cell.address, cell.remark] for cell in line.cells.values() if cell.remark]
    seen = row.revision if revision is None else revision
    if seen != row.revision and row.saved_by_id == by.pk:  # one's own later change, shown beside the sheet's
        remarks.append([f"第 {line.row + 1} 行", "下载表格之后您在系统里又改过此项，请核对差异。"])
        seen = row.revision
    return {
        "row": row.pk,
        "revision": seen,
        "texts": texts,
        "cells": {name: cell.address for name, cell in line.cells.items()},
        "faults": faults,
        "remarks": remarks,
    }


def _meant(name: str, cell: ReadCell, row: Row) -> tuple[str, str]:
    """The text of the field: words become their codes, a percentage of a % indicator its bare number."""
    if name in ("nature", "progress") and cell.text:
        words = NATURES if name == "nature" else PROGRESS
        code = next((code for code, word in words.items() if word == cell.text), None)
        if code is None:
            return "", f"“{cell.text}”不是可选的值。请从“{'、'.join(words.values())}”中选一项。"
        return code, ""
    if cell.is_percent and row.indicator is not None and row.indicator.unit == PERCENT:
        return cell.text.removesuffix(PERCENT), ""
    return cell.text, ""
