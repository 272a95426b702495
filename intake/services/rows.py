"""Rows of a draft decided: one by one, or all that nothing speaks against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from intake.queries.drafts import rows_of_draft
from intake.queries.standing import Judged, is_task, judged_rows
from plans.models import DraftRow, PlanDraft
from plans.services import PlanError
from plans.services.drafts import decide_rows, open_draft, save_row

State = DraftRow.State
STATES = {"take": State.CONFIRMED, "leave": State.LEFT_OUT, "open": State.OPEN, "reset": State.OPEN}


@transaction.atomic
def decide_row(*, row_id: int, action: str, seen: str, by: User, at: datetime) -> DraftRow:
    """`action`: take, leave, open again, or reset to what was read."""
    row = DraftRow.objects.get(pk=row_id)
    return _decide(open_draft(row.draft_id, by), row, action, seen, by, at)


def _decide(draft: PlanDraft, row: DraftRow, action: str, seen: str, by: User, at: datetime) -> DraftRow:
    if action not in STATES:
        raise PlanError("没有这种处理。请从页面上的按钮中选择。")
    if action == "take":
        _check_can_be_taken(_judged(draft)[row.pk])
    if action == "reset" and not row.as_read:
        raise PlanError(f"“{row}”是手工添加的，没有读到的内容可以恢复。")
    entry = row.as_read["entry"] if action == "reset" else row.entry
    return save_row(row_id=row.pk, entry=entry, state=STATES[action], seen=seen, by=by, at=at, held=draft)


@transaction.atomic
def edit_row(
    *, row_id: int, entry: Mapping[str, Any], take: bool, seen: str, by: User, at: datetime
) -> DraftRow:
    """Save what was typed; `take` it at once where nothing is left to be put right, else it is open again."""
    draft = open_draft(DraftRow.objects.get(pk=row_id).draft_id, by)
    row = save_row(row_id=row_id, entry=entry, state=State.OPEN, seen=seen, by=by, at=at, held=draft)
    if not take:
        return row
    _check_can_be_taken(_judged(draft)[row.pk])
    return decide_rows(draft_id=draft.pk, row_ids=[row.pk], state=State.CONFIRMED, by=by, at=at, held=draft)[
        0
    ]


@transaction.atomic
def take_rows(*, draft_id: int, named: Collection[int], by: User, at: datetime) -> list[DraftRow]:
    """Take every open row that nothing speaks against; of doubtful and of new ones only those `named`."""
    draft = open_draft(draft_id, by)
    wanted = []
    for judged in _judged(draft).values():
        row = judged.row
        if row.state != State.OPEN:
            continue
        if row.pk in named:
            _check_can_be_taken(judged)
        if (judged.is_clean and not judged.is_new) or row.pk in named:
            wanted.append(row.pk)
    return decide_rows(draft_id=draft_id, row_ids=wanted, state=State.CONFIRMED, by=by, at=at, held=draft)


def _judged(draft: PlanDraft) -> dict[int, Judged]:
    return {each.row.pk: each for each in judged_rows(draft, rows_of_draft(draft))}


def _check_can_be_taken(judged: Judged) -> None:
    if judged.faults:
        what = "重点任务" if is_task(judged.row) else "指标"
        raise PlanError(
            f"{what}“{judged.row}”还不能采用：{'；'.join(judged.faults)}。请点“修改”改好后再采用。"
        )
