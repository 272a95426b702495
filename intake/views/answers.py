"""How 规划录入 answers: a draft found or 404, a refusal as a sentence."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest

from accounts.models import User
from indicators.services.revision import TargetMovedError
from intake.queries.drafts import draft_shown
from plans.models import PlanDraft
from plans.permissions import can_plan
from plans.services import PlanError

REFUSALS = (PlanError, PermissionDenied, ValidationError, TargetMovedError)


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware lets nobody else come this far."""
    return cast(User, request.user)


def sentence_of(error: Exception) -> str:
    return "".join(error.messages) if isinstance(error, ValidationError) else str(error)


def drafted(request: HttpRequest, draft_id: int, *, to_write: bool = False) -> PlanDraft:
    """404 for those who may not see it, and, where it is to be written, for those who may not write it."""
    found = draft_shown(person(request), draft_id)
    if found is None or (to_write and not can_plan(person(request), found.document.region_id)):
        raise Http404("没有这份草稿。")
    return found
