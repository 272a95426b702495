"""The confirmation page: the document with its marks, what is doubtful, the rows, what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from intake.pages.document import Block, blocks_of, marks_of
from intake.pages.lines import Columns, Group, Line, columns_of, counts_of, groups_of, line_of
from intake.pages.listing import TAGS, title_of
from intake.queries.drafts import plans_of_same_period, rows_of_draft
from intake.queries.obstacles import Obstacle, obstacles_of
from intake.queries.standing import (
    Judged,
    Period,
    is_task,
    judged_rows,
    own_period,
    period_of,
    periods_of,
    rows_in_conflict,
)
from plans.models import Plan, PlanDraft
from plans.permissions import can_plan
from plans.services.drafts import state_of

HEAD = (
    ("title", "规划名称"), ("document_number", "文号"), ("issuer", "发布机关"), ("issued_date", "发布日期"),
)  # fmt: skip


@dataclass(frozen=True)
class Concern:
    """A conflict or doubt: what and why, where it stands, which row it is about."""

    id: str
    is_conflict: bool
    name: str
    message: str
    places: tuple[tuple[str, str], ...]  # id, words
    row_id: int | None
    is_settled: bool


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    place: str


@dataclass(frozen=True)
class PeriodTab:
    label: str
    url: str
    current: bool
    count: int
    open_count: int


@dataclass(frozen=True)
class Standing:
    """How far the draft is; also sent alone after a row was changed."""

    draft_id: int
    can_edit: bool
    open_count: int
    all_count: int
    confirmed_count: int
    left_out_count: int
    clean_count: int
    obstacles: tuple[Obstacle, ...]
    is_revision: bool


@dataclass(frozen=True)
class ConfirmPage:
    id: int
    title: str
    region: str
    is_fictional: bool
    state: str
    state_name: str
    tag: str
    can_edit: bool
    is_under_way: bool
    done: int
    total: int
    error: str
    url: str
    document_id: int
    file: str
    size: int
    digest: str
    is_pasted: bool
    added_by: str
    added_at: datetime
    blocks: tuple[Block, ...]
    concerns: tuple[Concern, ...]
    facts: tuple[Fact, ...]
    parents: tuple[str, ...]
    period: str
    read_region: str
    head_seen: str
    tabs: tuple[PeriodTab, ...]
    chosen: Period | None
    columns: Columns
    is_own: bool
    groups: tuple[Group, ...]
    counts: dict[str, int]
    tasks: tuple[Group, ...]
    task_counts: dict[str, int]
    definitions: tuple[dict[str, Any], ...]
    same: tuple[Plan, ...]
    plan: Plan | None
    earlier_plans: tuple[Plan, ...]
    kept: tuple[Mapping[str, Any], ...]
    revises: Plan | None
    standing: Standing


def confirm_page(*, user: User, draft: PlanDraft, period: str = "") -> ConfirmPage:
    rows = rows_of_draft(draft)
    judged = judged_rows(draft, rows)
    lines = {each.row.pk: line_of(each) for each in judged}
    periods = periods_of(draft, rows)
    chosen = next(
        (each for each in periods if f"{each[0]}-{each[1]}" == period), periods[0] if periods else None
    )
    own = own_period(draft)
    shown = [lines[row.pk] for row in rows if not is_task(row) and period_of(row) == chosen]
    tasks = [lines[row.pk] for row in rows if is_task(row)]
    document, head = draft.document, draft.head
    return ConfirmPage(
        id=draft.pk,
        title=title_of(draft),
        region=document.region.name,
        is_fictional=document.region.is_fictional,
        state=draft.state,
        state_name=draft.get_state_display(),
        tag=TAGS[draft.state],
        can_edit=_can_edit(user, draft),
        is_under_way=draft.state in ("waiting", "reading"),
        done=draft.done,
        total=draft.total,
        error=draft.error,
        url=reverse("intake:draft", args=[draft.pk]),
        document_id=document.pk,
        file=document.name,
        size=document.size,
        digest=document.digest,
        is_pasted=document.is_pasted,
        added_by=document.added_by.name if document.added_by else "系统",
        added_at=document.added_at,
        blocks=blocks_of(draft.text, draft.pages, marks_of(draft, rows)),
        concerns=_concerns(draft, judged),
        facts=tuple(_fact(draft, name, label) for name, label in HEAD),
        parents=tuple(head.get("parent_titles") or ()),
        period=f"{own[0]}—{own[1]}" if own else "",
        read_region=_other_region(draft),
        head_seen=state_of(head),
        tabs=tuple(
            _tab(
                draft,
                each,
                chosen,
                own,
                [lines[r.pk] for r in rows if not is_task(r) and period_of(r) == each],
            )
            for each in periods
        ),
        chosen=chosen,
        columns=columns_of(shown),
        is_own=chosen == own,
        groups=groups_of(shown),
        counts=counts_of(shown),
        tasks=groups_of(tasks),
        task_counts=counts_of(tasks),
        definitions=tuple(draft.definitions),
        same=tuple(plans_of_same_period(document.region_id, *own))
        if own and draft.state == "open" and not draft.revises_id
        else (),
        plan=draft.plan,
        earlier_plans=tuple(Plan.objects.filter(pk__in=head.get("earlier_plans") or ())),
        kept=tuple(head.get("kept") or ()),
        revises=draft.revises,
        standing=_standing(user, draft, judged, list(lines.values())),
    )


def standing_of(*, user: User, draft: PlanDraft) -> Standing:
    judged = judged_rows(draft, rows_of_draft(draft))
    return _standing(user, draft, judged, [line_of(each) for each in judged])


def _standing(user: User, draft: PlanDraft, judged: list[Judged], lines: list[Line]) -> Standing:
    counts = counts_of(lines)
    return Standing(
        draft_id=draft.pk,
        can_edit=_can_edit(user, draft),
        open_count=counts["open"],
        all_count=counts["all"],
        confirmed_count=counts["confirmed"],
        left_out_count=counts["left_out"],
        clean_count=counts["clean"],
        obstacles=tuple(obstacles_of(draft, [each.row for each in judged])) if draft.state == "open" else (),
        is_revision=draft.revises_id is not None,
    )


def _can_edit(user: User, draft: PlanDraft) -> bool:
    return draft.state == PlanDraft.State.OPEN and can_plan(user, draft.document.region_id)


def _fact(draft: PlanDraft, name: str, label: str) -> Fact:
    place = f"head-{name}" if name in draft.head_as_read.get("places", {}) else ""
    return Fact(label, draft.head.get(name) or "", place)


def _other_region(draft: PlanDraft) -> str:
    """What the document names as its region, where that is another than it was sent in for."""
    head, region = draft.head_as_read, draft.document.region
    if head.get("region_code"):
        return "" if head["region_code"] == region.code else head["region_name"]
    return "" if not head.get("region_name") or head["region_name"] == region.name else head["region_name"]


def _tab(
    draft: PlanDraft, period: Period, chosen: Period | None, own: Period | None, lines: list[Line]
) -> PeriodTab:
    counts = counts_of(lines)
    url = f"{reverse('intake:draft', args=[draft.pk])}?period={period[0]}-{period[1]}#indicators"
    label = f"{period[0]}—{period[1]}" + (
        "" if period == own else "（已结束）" if own and period[1] < own[0] else ""
    )
    return PeriodTab(label, url, period == chosen, counts["all"], counts["open"])


def _concerns(draft: PlanDraft, judged: list[Judged]) -> tuple[Concern, ...]:
    """Conflicts first, then what was read with doubt."""
    found = []
    about = rows_in_conflict(draft.conflicts, [each.row for each in judged])
    for number, (conflict, there) in enumerate(zip(draft.conflicts, about, strict=True)):
        row = there[0] if there else None
        places = tuple(
            (f"conflict-{number}-{index}", f"第 {place['line']} 行")
            for index, place in enumerate(conflict["places"])
        )
        settled = row is not None and row.state != "open"
        found.append(
            Concern(
                f"concern-{number}",
                True,
                conflict["name"],
                conflict["message"],
                places,
                row.pk if row else None,
                settled,
            )
        )
    for each in judged:
        for index, doubt in enumerate(each.row.as_read.get("doubts", ())):
            places = (
                ((f"at-{each.row.pk}", f"第 {each.row.as_read['place']['line']} 行"),)
                if each.row.as_read.get("place")
                else ()
            )
            anchor = f"doubt-{each.row.pk}-{index}"
            found.append(
                Concern(
                    anchor,
                    False,
                    str(each.row),
                    doubt["message"],
                    places,
                    each.row.pk,
                    each.row.state != "open",
                )
            )
    return tuple(found)
