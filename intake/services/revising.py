"""A revised document becomes revisions of the targets of the plan in force: all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from indicators.calc import format_figure
from indicators.services.revision import revise_target
from intake.queries.drafts import rows_of_draft
from intake.queries.revisions import comparison_seen, differences
from plans.models import DraftRow, Plan
from plans.services import PlanError
from plans.services.drafts import DraftMovedError, mark_made, open_draft


@transaction.atomic
def revise_plan(
    *,
    draft_id: int,
    in_force_date: date,
    reason: str,
    document_number: str,
    approved_by: str,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> int:
    """How many targets were revised. PlanError where rows are undecided, unusable, or none changes.

    `seen` is the `comparison_seen` that was shown; None where there was nothing to see.
    """
    draft = open_draft(draft_id, by)
    if draft.revises_id is None:
        raise PlanError("这份草稿不是修订稿。")
    plan = Plan.objects.get(pk=draft.revises_id)
    rows = rows_of_draft(draft)
    waiting = [
        row for row in rows if row.state == DraftRow.State.OPEN and row.kind == DraftRow.Kind.INDICATOR
    ]
    if waiting:
        raise PlanError(f"还有 {len(waiting)} 项指标没有决定采用与否，如“{waiting[0]}”。请先逐项决定。")
    found = differences(plan, rows)
    if seen is not None and seen != comparison_seen(draft, found):
        raise DraftMovedError("您核对期间，他人改动了草稿或现行目标，还没有调整。请核对现在的比较后再提交。")
    unusable = next((each for each in found if each.standing == "unusable"), None)
    if unusable is not None:
        raise PlanError(f"“{unusable.promise}”：{unusable.why} 请改正，或选“不采用”。")
    changed = [each for each in found if each.standing == "changed"]
    if not changed:
        raise PlanError("采用的各项目标都与现行目标相同，没有可调整的。")
    for each in changed:
        promise, figure, row = each.promise, each.figure, each.row
        if promise is None or figure is None or row is None:
            continue
        if row.entry["unit"] != promise.unit:
            figure = replace(figure, text=format_figure(figure))
        revise_target(
            plan_indicator_id=promise.pk, figure=figure, in_force_date=in_force_date, reason=reason,
            document_number=document_number, approved_by=approved_by, by=by, at=at,
            seen_version=each.old.version if each.old else None,
        )  # fmt: skip
    mark_made(draft=draft, plan_id=None, by=by, at=at)
    return len(changed)
