"""修订: the targets of a revised document beside those in force."""

from __future__ import annotations

from dataclasses import dataclass

from intake.pages.listing import title_of
from intake.queries.drafts import rows_of_draft
from intake.queries.revisions import Difference, comparison_seen, differences
from plans.models import DraftRow, Plan, PlanDraft

LABELS = {"changed": "有变化", "unusable": "不能采用", "new": "新增", "gone": "不再列入", "same": "未变"}
TAGS = {
    "changed": "provisional",
    "unusable": "bad",
    "new": "expected",
    "gone": "unstated",
    "same": "estimate",
}


@dataclass(frozen=True)
class Compared:
    name: str
    unit: str
    old: str
    new: str
    standing: str
    label: str
    tag: str
    why: str
    row_id: int | None


@dataclass(frozen=True)
class RevisionPage:
    id: int
    title: str
    seen: str
    is_fictional: bool
    plan: Plan
    rows: tuple[Compared, ...]
    changed: int
    open_count: int
    new: tuple[str, ...]


def revision_page(*, draft: PlanDraft) -> RevisionPage:
    plan = Plan.objects.select_related("region").get(revising_drafts=draft)
    rows = rows_of_draft(draft)
    order = list(LABELS)
    compared = differences(plan, rows)
    found = sorted((_compared(each) for each in compared), key=lambda each: order.index(each.standing))
    return RevisionPage(
        id=draft.pk,
        title=title_of(draft),
        seen=comparison_seen(draft, compared),
        is_fictional=plan.region.is_fictional,
        plan=plan,
        rows=tuple(found),
        changed=sum(each.standing == "changed" for each in found),
        open_count=sum(
            row.state == DraftRow.State.OPEN and row.kind == DraftRow.Kind.INDICATOR for row in rows
        ),
        new=tuple(each.name for each in found if each.standing == "new"),
    )


def _compared(each: Difference) -> Compared:
    entry = each.row.entry if each.row else {}
    target = entry.get("target")
    return Compared(
        name=str(each.promise or each.row),
        unit=each.promise.unit if each.promise else entry["unit"],
        old=each.old.text if each.old else "",
        new=target["text"] if target else "",
        standing=each.standing,
        label=LABELS[each.standing],
        tag=TAGS[each.standing],
        why=each.why,
        row_id=each.row.pk if each.row else None,
    )
