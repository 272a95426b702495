"""Filled-in Excel sheets: read and shown first, taken over only when their sender says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit.services import record
from reporting.models import TEXTS, Row, Submission, Upload
from reporting.queries import (
    commitment_findings,
    commitment_rows_of,
    comparison_of,
    plan_indicators_of,
    rows_of,
)
from reporting.rules import Finding, has_error, without_blanks
from reporting.services.entry import Entry, Saved, save_rows
from reporting.services.rows import clerks_own, open_rows
from reporting.services.sheet_rows import code_of, compared, expected_of
from reporting.sheets import read_book
from reporting.states import EDITABLE, MoveRefusedError, State

LONGEST_FILE_NAME = 120


class UploadDecidedError(Exception):
    """The sheet was taken over or dropped before; it is used once."""


class Standing(Enum):
    """What becomes of a changed row when the sheet is taken over."""

    GOOD = "good"
    WRONG = "wrong"  # a check finds an error: kept as a draft, as the page would
    CONFLICT = "conflict"
    ODD = "odd"  # a cell that cannot be used
    SHUT = "shut"  # the row takes no figures now


@dataclass(frozen=True)
class Judged:
    """A changed row: `row` with the sheet's texts laid over, `stored` as it is kept, cells by field."""

    row: Row
    stored: Mapping[str, str]
    cells: Mapping[str, str]
    faults: Sequence[tuple[str, str]]
    remarks: Sequence[tuple[str, str]]
    findings: Sequence[Finding]
    standing: Standing
    entry: Entry


def read_upload(*, submission_id: int, name: str, data: bytes, by: User, at: datetime) -> Upload:
    """Read a sheet and keep what it would change; nothing of the form changes.

    SheetRefusedError where the file cannot be used. It is parsed outside the transaction.
    """
    with transaction.atomic():
        submission = clerks_own(submission_id, by, at)
    figures, promises = rows_of(submission), commitment_rows_of(submission)
    rows = {code_of(row): row for row in (*figures, *promises)}
    if not open_rows(submission, [row for row in rows.values() if State(row.state) in EDITABLE], at):
        raise MoveRefusedError("填报单没有可以填写的项：各项都已上报，或填报任务已经结束。")
    book = read_book(data, expected_of(submission, figures, promises))
    content = compared(submission, book, rows, by)
    return Upload.objects.create(
        submission=submission, name=name[-LONGEST_FILE_NAME:], content=content, by=by, at=at
    )


def judged_rows(upload: Upload, at: datetime) -> list[Judged]:
    """The changed rows as they stand now, in the order of the sheet."""
    submission = upload.submission
    rows = {row.pk: row for row in (*rows_of(submission), *commitment_rows_of(submission))}
    changes = [each for each in upload.content["rows"] if each["row"] in rows]
    stored = {each["row"]: {name: getattr(rows[each["row"]], name) for name in TEXTS} for each in changes}
    still = {row.pk for row in open_rows(submission, list(rows.values()), at)}
    for each in changes:
        for name in TEXTS:
            setattr(rows[each["row"]], name, each["texts"][name])
    findings = _findings(submission, [rows[each["row"]] for each in changes])
    made = []
    for each in changes:
        row = rows[each["row"]]
        told = findings.get(row.pk, [])
        made.append(
            Judged(
                row=row,
                stored=stored[row.pk],
                cells=each["cells"],
                faults=[tuple(fault) for fault in each["faults"]],
                remarks=[tuple(remark) for remark in each["remarks"]],
                findings=told,
                standing=_standing(row, each, told, row.pk in still),
                entry=Entry(row.pk, each["revision"], **each["texts"]),
            )
        )
    return made


def _findings(submission: Submission, rows: Sequence[Row]) -> dict[int, list[Finding]]:
    """The checks of the page; an empty cell is no reproach before the form is handed up."""
    figures = [row for row in rows if row.commitment_id is None]
    promises = [row for row in rows if row.commitment_id is not None]
    found = comparison_of(submission, figures, plan_indicators_of(submission)).findings
    found |= commitment_findings(submission, promises)
    return {pk: without_blanks(told) for pk, told in found.items()}


def _standing(row: Row, change: Mapping[str, Any], findings: Sequence[Finding], is_open: bool) -> Standing:
    if change["faults"]:
        return Standing.ODD
    if State(row.state) not in EDITABLE or not is_open:
        return Standing.SHUT
    if change["revision"] != row.revision:
        return Standing.CONFLICT
    return Standing.WRONG if has_error(findings) else Standing.GOOD


@transaction.atomic
def take_upload(*, upload_id: int, with_wrong: bool, by: User, at: datetime) -> list[Saved]:
    """Save the good rows (and, `with_wrong`, those a check finds wrong, as drafts) the way the page would."""
    upload = _own_shown(upload_id, by)
    wanted = {Standing.GOOD, Standing.WRONG} if with_wrong else {Standing.GOOD}
    entries = [each.entry for each in judged_rows(upload, at) if each.standing in wanted]
    named = upload.content["responsible"]
    if not entries and not named:
        raise MoveRefusedError("没有可以采用的项。请按说明改好表格后重新上传。")
    saved = save_rows(
        submission_id=upload.submission_id,
        entries=entries,
        by=by,
        at=at,
        responsible=named["text"] if named and not named["fault"] else None,
    )
    _decide(upload, Upload.State.TAKEN, at)
    kept = sum(each.is_kept for each in saved)
    record("sheet.taken", subject=upload.submission, by=by, at=at, file=upload.name, rows=kept)
    return saved


@transaction.atomic
def drop_upload(*, upload_id: int, by: User, at: datetime) -> None:
    """Give a sheet up; the form stays as it is."""
    upload = _own_shown(upload_id, by)
    _decide(upload, Upload.State.DROPPED, at)
    record("sheet.dropped", subject=upload.submission, by=by, at=at, file=upload.name)


def _own_shown(upload_id: int, by: User) -> Upload:
    """The upload, locked, if it is this person's and still waits."""
    upload = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("submission__round", "submission__region__parent__parent", "submission__department")
        .get(pk=upload_id)
    )
    if upload.by_id != by.pk:
        raise PermissionDenied("只有上传的人可以采用或放弃这张表。")
    if upload.state != Upload.State.SHOWN:
        raise UploadDecidedError(f"这张表{upload.get_state_display()}，不能再次处理。要再填请重新上传。")
    return upload


def _decide(upload: Upload, state: Upload.State, at: datetime) -> None:
    upload.state, upload.decided_at = state, at
    upload.save(update_fields=["state", "decided_at"])
