"""The form of a row, with what the catalogue offers for it."""

from __future__ import annotations

from typing import Any

from indicators.models import Indicator
from intake.forms.rows import IndicatorForm, TaskForm, row_typed
from intake.queries.editor import catalogue
from intake.queries.standing import own_period
from plans.models import DraftRow, PlanDraft
from plans.services.drafts import state_of

Form = IndicatorForm | TaskForm
NEW = "作为新指标加入目录"


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
        **dict.fromkeys(texts, ""), **dict.fromkeys(("baseline", "target", "actual")),
        "attribute": "unstated",
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
