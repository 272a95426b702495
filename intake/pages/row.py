"""One row of a draft: its form, with what the catalogue offers, or its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from indicators.models import Indicator
from intake.forms.rows import IndicatorForm, TaskForm, row_typed
from intake.pages.confirm import Standing, standing_of
from intake.pages.lines import Line, line_of
from intake.pages.listing import title_of
from intake.queries.drafts import rows_of_draft
from intake.queries.editor import catalogue
from intake.queries.standing import is_task, judged_rows, own_period
from plans.models import DraftRow, PlanDraft
from plans.services.drafts import state_of

Form = IndicatorForm | TaskForm
NEW = "作为新指标加入目录"


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
    form: Form


@dataclass(frozen=True)
class LinePage:
    """A row after it was changed, and how far the draft now is."""

    id: int
    can_edit: bool
    line: Line
    has_actuals: bool
    standing: Standing


def empty_entry(draft: PlanDraft, kind: str) -> dict[str, Any]:
    if kind == DraftRow.Kind.COMMITMENT:
        return {
            "name": "",
            "unit": "",
            "section": "",
            "target": None,
            "per": None,
            "within": None,
            "due_year": None,
        }
    start, end = own_period(draft) or (None, None)
    texts = ("name", "unit", "group", "number", "parent", "local_meaning", "basis", "sense", "how", "code",
             "definition", "domain", "note")  # fmt: skip
    return {
        **dict.fromkeys(texts, ""), **dict.fromkeys(("baseline", "target", "actual")), "attribute": "unstated",
        "is_local": False, "every_year": False, "remember": False, "start_year": start, "end_year": end,
    }  # fmt: skip


def row_form(draft: PlanDraft, row: DraftRow | None, kind: str, data: Any) -> Form:
    entry = row.entry if row else empty_entry(draft, kind)
    initial = {**row_typed(entry), "seen": state_of(entry, row.state) if row else ""}
    auto_id = f"row-{row.pk if row else 'new'}-%s"  # several may be open at once
    if kind == DraftRow.Kind.COMMITMENT:
        return TaskForm(data, entry=entry, initial=initial, auto_id=auto_id)
    found = catalogue()
    return IndicatorForm(
        data, entry=entry, initial=initial, catalogue=found.by_name,
        choices=_choices(row, entry, {each.code: each for each in found.entries}),
    )  # fmt: skip


def _choices(row: DraftRow | None, entry: Any, entries: dict[str, Indicator]) -> list[tuple[str, str]]:
    """What it is matched with, what is suggested with the reason, a new indicator."""
    offered: dict[str, str] = {}
    read = row.as_read if row else {}
    if entry["code"] in entries:
        offered[entry["code"]] = entry.get("why") or {"exact": "名称一致", "alias": "别名一致"}.get(
            entry["how"], "已选定"
        )
    for each in read.get("suggestions", ()):
        offered.setdefault(each["code"], each["why"])
    found = [
        (code, f"{entries[code].name}（{entries[code].unit or '无单位'}）：{why}")
        for code, why in offered.items()
        if code in entries
    ]
    return [*found, ("new", NEW)]


def row_page(*, draft: PlanDraft, row: DraftRow | None, kind: str, form: Form) -> RowPage:
    read = row.as_read if row else {}
    judged = judged_rows(draft, [row])[0] if row else None
    place = read.get("place")
    period = row.entry if row and not is_task(row) else {}
    others = [each.entry["name"] for each in rows_of_draft(draft) if not is_task(each) and each != row]
    return RowPage(
        draft_id=draft.pk,
        draft_title=title_of(draft),
        is_fictional=draft.document.region.is_fictional,
        row_id=row.pk if row else None,
        is_task=kind == DraftRow.Kind.COMMITMENT,
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
        names=tuple(sorted({each.name for each in form.catalogue.values()}))
        if isinstance(form, IndicatorForm)
        else (),
        others=tuple(dict.fromkeys(others)),
        form=form,
    )


def line_page(*, user: User, draft: PlanDraft, row: DraftRow) -> LinePage:
    judged = next(each for each in judged_rows(draft, rows_of_draft(draft)) if each.row.pk == row.pk)
    standing = standing_of(user=user, draft=draft)
    return LinePage(
        draft.pk, standing.can_edit, line_of(judged), row.entry.get("actual") is not None, standing
    )
