"""Saving what a clerk types, readable or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field

from accounts.models import User
from reporting.models import TEXTS, Row, Submission
from reporting.services.refusals import refusals_recorded
from reporting.services.rows import CONTROL, check_open, clerks_own, locked_rows
from reporting.states import EDITABLE, State

FIELDS: dict[str, Field[Any, Any]] = {field.name: field for field in Row._meta.fields if field.name in TEXTS}
LONGEST_NAME = 60


@dataclass(frozen=True)
class Entry:
    """What came back from the form for one row; `revision` is the one its editor saw.

    The texts are those of the row: a text left out is a text taken away.
    """

    row_id: int
    revision: int
    typed: str
    note: str = ""
    cause: str = ""
    measure: str = ""
    nature: str = ""
    numerator: str = ""
    denominator: str = ""
    break_note: str = ""
    progress: str = ""


@dataclass(frozen=True)
class Saved:
    """How saving one row went. In a `conflict`, `row` is as somebody else left it, nothing was overwritten;
    `refused` says why the texts cannot be kept at all.
    """

    row: Row
    entry: Entry
    changed: bool = False
    conflict: bool = False
    refused: str = ""

    @property
    def is_kept(self) -> bool:
        return not (self.conflict or self.refused)


@refusals_recorded("submission.saved")
@transaction.atomic
def save_rows(
    *,
    submission_id: int,
    entries: Sequence[Entry],
    by: User,
    at: datetime,
    responsible: str | None = None,
) -> list[Saved]:
    """Keep what was typed, readable or not. A row somebody else saved meanwhile is told, not overwritten.

    `responsible` names the head of the office who stands for the form; None leaves it as it is.
    """
    return save_entries(clerks_own(submission_id, by, at), entries, by, at, responsible)


def save_entries(
    submission: Submission,
    entries: Sequence[Entry],
    by: User,
    at: datetime,
    responsible: str | None = None,
) -> list[Saved]:
    rows = {row.pk: row for row in locked_rows(submission, [entry.row_id for entry in entries])}
    check_open(submission, list(rows.values()) or _under_correction(submission), at)
    if responsible is not None:
        _name_responsible(submission, responsible.strip())
    return [_save(rows[entry.row_id], entry, by, at) for entry in entries if entry.row_id in rows]


def _under_correction(submission: Submission) -> list[Row]:
    """What keeps a form of a closed round open, though nothing was typed into it this time."""
    return list(Row.objects.filter(submission=submission).exclude(correction=""))


def _save(row: Row, entry: Entry, by: User, at: datetime) -> Saved:
    new = {name: getattr(entry, name).strip() for name in TEXTS}
    if all(getattr(row, name) == text for name, text in new.items()):
        return Saved(row, entry)
    if row.revision != entry.revision or State(row.state) not in EDITABLE:
        return Saved(row, entry, conflict=True)
    if refused := refusal_of(new):
        return Saved(row, entry, refused=refused)
    for name, text in new.items():
        setattr(row, name, text)
    row.revision += 1
    row.saved_by, row.saved_at = by, at
    row.save(update_fields=[*TEXTS, "revision", "saved_by", "saved_at"])
    return Saved(row, entry, changed=True)


def _name_responsible(submission: Submission, name: str) -> None:
    if refused := name_refused(name):
        raise ValidationError(refused)
    if name != submission.responsible:
        submission.responsible = name
        submission.save(update_fields=["responsible"])


def name_refused(name: str) -> str:
    """Why this cannot be the name of the responsible; empty where it can."""
    is_name = len(name) <= LONGEST_NAME and not CONTROL.search(name)
    return "" if is_name else f"单位负责人请填姓名，最多 {LONGEST_NAME} 字。"


def refusal_of(texts: Mapping[str, str]) -> str:
    """Why these texts cannot be stored: too long, or with characters that no database keeps."""
    for name, text in texts.items():
        label, most = FIELDS[name].verbose_name, FIELDS[name].max_length or 0
        if len(text) > most:
            return f"{label}最多 {most} 字，现有 {len(text)} 字，没有保存。请缩短后再保存。"
        if CONTROL.search(text):
            return f"{label}中有不能显示的控制字符，没有保存。请删去重输。"
        if FIELDS[name].choices and text and text not in dict(FIELDS[name].flatchoices):
            return f"{label}“{text}”不是可选的值，没有保存。请重新选择。"
    return ""
