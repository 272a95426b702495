"""Drafts and documents as people may see them, and the plans they may become or revise."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from plans.models import DraftRow, Plan, PlanDocument, PlanDraft
from plans.services.drafts import readable
from regions.models import Region

Viewer = User | AnonymousUser


def document_path(digest: str) -> str:
    """Where the content of this hash lies in the storage."""
    return f"documents/{digest[:2]}/{digest}"


def drafts_shown(user: Viewer) -> QuerySet[PlanDraft]:
    """The latest first, with how many rows are open and how many there are."""
    found = PlanDraft.objects.visible_to(user).select_related(
        "document__region", "document__added_by", "plan", "revises"
    )
    waiting = Count("rows", filter=Q(rows__state=DraftRow.State.OPEN))
    found = found.defer("text", "definitions", "conflicts", "doubts")
    return found.annotate(row_count=Count("rows"), open_count=waiting).order_by("-id")


def draft_shown(user: Viewer, draft_id: int) -> PlanDraft | None:
    found = PlanDraft.objects.visible_to(user).filter(pk=draft_id)
    return found.select_related("document__region__parent", "document__added_by", "plan", "revises").first()


def rows_of_draft(draft: PlanDraft) -> list[DraftRow]:
    return list(draft.rows.select_related("decided_by").order_by("kind", "position"))


def row_shown(user: Viewer, draft_id: int, row_id: int) -> DraftRow | None:
    drafts = PlanDraft.objects.visible_to(user).filter(pk=draft_id)
    found = DraftRow.objects.filter(pk=row_id, draft__in=drafts)
    return found.select_related("draft__document__region", "decided_by").first()


def document_shown(user: Viewer, document_id: int) -> PlanDocument | None:
    drafts = PlanDraft.objects.visible_to(user).filter(document=document_id)
    return PlanDocument.objects.filter(pk=document_id, drafts__in=drafts).distinct().first()


def regions_planned_by(user: Viewer) -> list[Region]:
    """Where one is the planner."""
    return list(Region.objects.filter(pk__in=reach_of(user).regions(Role.PLANNER)).order_by("code"))


def revisable_plans(user: Viewer) -> list[Plan]:
    """Published plans of the regions that one plans for."""
    found = Plan.objects.filter(region__in=reach_of(user).regions(Role.PLANNER), state=Plan.State.PUBLISHED)
    return list(found.select_related("region").order_by("region_id", "-start_year", "id"))


def plans_of_same_period(region_id: str, start_year: int, end_year: int) -> list[Plan]:
    found = Plan.objects.filter(region=region_id, start_year=start_year, end_year=end_year)
    return list(found.order_by("id"))


def lost_drafts(at: datetime, waiting_since: timedelta) -> list[int]:
    """Those whose message went astray, or whose job died."""
    found = PlanDraft.objects.filter(readable(at), document__added_at__lt=at - waiting_since)
    return list(found.order_by("pk").values_list("pk", flat=True))
