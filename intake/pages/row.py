"""One row of a draft: what its form stands beside, or its line."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from intake.pages.confirm import Standing, standing_of
from intake.pages.lines import Columns, Line, columns_of, line_of
from intake.pages.listing import title_of
from intake.queries.drafts import rows_of_draft
from intake.queries.editor import catalogue
from intake.queries.standing import is_task, judged_rows, period_of
from plans.models import DraftRow, PlanDraft


@dataclass(frozen=True)
class RowPage:
    """`row_id` is None where one is being added."""

    draft_id: int
    draft_title: str
    is_fictional: bool
    row_id: int | None
    is_task: bool
    name: str
    quote: str
    place: str
    period: str
    doubts: tuple[str, ...]
    faults: tuple[str, ...]
    reason: str
    names: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class LinePage:
    """A row after it was changed, and how far the draft now is."""

    id: int
    can_edit: bool
    line: Line
    columns: Columns
    standing: Standing


def row_page(*, draft: PlanDraft, row: DraftRow | None, kind: str) -> RowPage:
    read, is_task_row = row.as_read if row else {}, kind == DraftRow.Kind.COMMITMENT
    judged = judged_rows(draft, [row])[0] if row else None
    place = read.get("place")
    period = row.entry if row and not is_task(row) else {}
    others = [each.entry["name"] for each in rows_of_draft(draft) if not is_task(each) and each != row]
    return RowPage(
        draft_id=draft.pk,
        draft_title=title_of(draft),
        is_fictional=draft.document.region.is_fictional,
        row_id=row.pk if row else None,
        is_task=is_task_row,
        name=str(row) if row else "",
        quote=read.get("quote", ""),
        place=f"第 {place['page']} 页"
        if place and place["page"]
        else f"第 {place['line']} 行"
        if place
        else "",
        period=f"{period['start_year']}-{period['end_year']}" if period else "",
        doubts=judged.doubts if judged else (),
        faults=judged.faults if judged else (),
        reason=read.get("reason", ""),
        names=() if is_task_row else tuple(sorted(each.name for each in catalogue().entries)),
        others=tuple(dict.fromkeys(others)),
    )


def line_page(*, user: User, draft: PlanDraft, row: DraftRow) -> LinePage:
    rows = rows_of_draft(draft)
    beside = [
        each
        for each in rows
        if is_task(each) == is_task(row) and (is_task(row) or period_of(each) == period_of(row))
    ]
    lines = {each.row.pk: line_of(each) for each in judged_rows(draft, rows) if each.row in beside}
    standing = standing_of(user=user, draft=draft)
    return LinePage(draft.pk, standing.can_edit, lines[row.pk], columns_of(list(lines.values())), standing)
