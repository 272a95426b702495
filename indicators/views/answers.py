"""How the planner's pages answer: a refusal as a sentence, somebody signed in."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse

from accounts.models import User
from plans.services import PlanError

REFUSALS = (PlanError, PermissionDenied, ValidationError)


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware lets nobody else come this far."""
    return cast(User, request.user)


def sentence_of(error: Exception) -> str:
    return "".join(error.messages) if isinstance(error, ValidationError) else str(error)


def answer(request: HttpRequest, template: str, page: Any, **more: Any) -> TemplateResponse:
    return TemplateResponse(request, template, {"page": page, "is_fictional": page.is_fictional, **more})
