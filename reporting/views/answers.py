"""How reporting answers: a form found or 404, a refusal as a sentence."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from accounts.models import User
from reporting.models import Submission
from reporting.pages.entry import EntryPage
from reporting.pages.review import ReviewPage
from reporting.queries import submission_shown
from reporting.services import RoundError, SubmissionBlockedError
from reporting.states import MoveRefusedError

REFUSALS = (MoveRefusedError, SubmissionBlockedError, RoundError, PermissionDenied, ValidationError)


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware lets nobody else come this far."""
    return cast(User, request.user)


def sentence_of(error: Exception) -> str:
    return "".join(error.messages) if isinstance(error, ValidationError) else str(error)


def found_submission(user: User, submission_id: int) -> Submission:
    """404 for those who may not see it, as for what does not exist."""
    found = submission_shown(user, submission_id)
    if found is None:
        raise Http404("没有这张填报单。")
    return found


def answer(request: HttpRequest, template: str, page: EntryPage | ReviewPage) -> TemplateResponse:
    context = {"page": page, "is_fictional": page.is_fictional}
    return TemplateResponse(request, template, context)
