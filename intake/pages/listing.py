"""规划录入: where a document is sent in, and the drafts there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.models import User
from intake.queries.drafts import drafts_shown, regions_planned_by, revisable_plans
from intake.queries.standing import Period, own_period
from plans.models import PlanDraft

LISTED = 20
TAGS = {
    "waiting": "estimate",
    "reading": "estimate",
    "failed": "bad",
    "open": "provisional",
    "made": "ok",
    "dropped": "estimate",
}


@dataclass(frozen=True)
class DraftLine:
    """One draft in the list."""

    title: str
    file: str
    url: str
    region: str
    state: str
    state_name: str
    tag: str
    period: Period | None
    open_count: int
    row_count: int
    revises: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class ListPage:
    can_send: bool
    is_fictional: bool
    lines: tuple[DraftLine, ...]
    paging: Page[Any]


def list_page(*, user: User, number: str | None) -> ListPage | None:
    """None for those who plan nowhere."""
    regions = regions_planned_by(user)
    if not regions:
        return None
    paging = Paginator(drafts_shown(user), LISTED).get_page(number)
    return ListPage(
        can_send=bool(regions),
        is_fictional=all(region.is_fictional for region in regions),
        lines=tuple(_line(draft) for draft in paging),
        paging=paging,
    )


def form_choices(user: User) -> dict[str, Any]:
    """What the form of a new document offers."""
    return {"regions": regions_planned_by(user), "plans": revisable_plans(user)}


def _line(draft: Any) -> DraftLine:
    document = draft.document
    return DraftLine(
        title=title_of(draft),
        file=document.name,
        url=reverse("intake:draft", args=[draft.pk]),
        region=document.region.name,
        state=draft.state,
        state_name=draft.get_state_display(),
        tag=TAGS[draft.state],
        period=own_period(draft),
        open_count=draft.open_count,
        row_count=draft.row_count,
        revises=draft.revises.title if draft.revises else "",
        added_by=document.added_by.name if document.added_by else "系统",
        added_at=document.added_at,
    )


def title_of(draft: PlanDraft) -> str:
    return draft.head.get("title") or draft.document.name
