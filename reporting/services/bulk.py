"""Many forms at once: the same service for each, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from reporting.models import Row, Submission
from reporting.services.review import accept, review
from reporting.states import MOVES, MoveRefusedError

VERBS: dict[str, Callable[..., list[Row]]] = {"review": review, "accept": accept}


@dataclass(frozen=True)
class Outcome:
    """How one form fared: rows that moved, rows `left` because they are doubtful, or a refusal."""

    submission: Submission
    label: str
    done: int = 0
    left: int = 0
    refused: str = ""


def move_clean_rows(*, verb: str, submissions: Sequence[Submission], by: User, at: datetime) -> list[Outcome]:
    """Review or accept what is clean in every form; a form that is refused does not hold up the others."""
    return [_moved(verb, each, by, at) for each in submissions]


def _moved(verb: str, submission: Submission, by: User, at: datetime) -> Outcome:
    try:
        rows = VERBS[verb](submission_id=submission.pk, by=by, at=at, clean_only=True)
    except (MoveRefusedError, PermissionDenied) as refusal:
        return Outcome(submission, MOVES[verb].label, refused=str(refusal))
    except ValidationError as refusal:
        return Outcome(submission, MOVES[verb].label, refused="".join(refusal.messages))
    origins = [state.value for state in MOVES[verb].origins]
    left = Row.objects.filter(submission=submission, state__in=origins).count()
    return Outcome(submission, MOVES[verb].label, done=len(rows), left=left)
