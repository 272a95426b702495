"""Refused moves stand in the trail too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.services import record
from reporting.models import Submission
from reporting.states import MoveRefusedError

Verb = TypeVar("Verb", bound=Callable[..., Any])


def refusals_recorded(action: str) -> Callable[[Verb], Verb]:
    """Of a service on one form: what it refuses for reasons of rights or state is recorded, and still raised.

    Stands outside `transaction.atomic`, so that the event outlives what was rolled back.
    """

    def around(verb: Verb) -> Verb:
        @wraps(verb)
        def recorded(*, submission_id: int, by: User, at: datetime, **rest: Any) -> Any:
            try:
                return verb(submission_id=submission_id, by=by, at=at, **rest)
            except (PermissionDenied, MoveRefusedError) as refusal:
                form = Submission.objects.select_related("region", "round").get(pk=submission_id)
                record(action, subject=form, by=by, at=at, outcome="refused", reason=str(refusal))
                raise

        return recorded  # type: ignore[return-value]

    return around
