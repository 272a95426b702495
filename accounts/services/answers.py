"""Answers of the API to requests that have a key: given once, kept for a time, and given again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import KeptAnswer, User

# What a service did or refused to do. Whatever was refused before is asked again with the same key.
LASTING = (*range(200, 300), 409, 422)


class StillRunningError(Exception):
    """The same key is being answered at this moment."""


class KeyReusedError(Exception):
    """The key was given to another request before."""


@dataclass(frozen=True)
class Answer:
    """What goes out, byte for byte; `is_replayed`: it went out before, and nothing was done this time."""

    status: int
    media_type: str
    body: str
    is_replayed: bool = False


def answer_once(
    *, user: User, key: str, request: str, digest: str, work: Callable[[], Answer], at: datetime
) -> Answer:
    """What `work` does and its answer are committed together, so that neither exists without the other.

    The place of the answer is taken first, in a transaction of its own, and locked while the work is done.
    Where the work breaks off the place stays empty, and the next request does the work. SQLite, which lets
    one write at a time, makes a second request wait instead of refusing it.
    """
    place, _ = KeptAnswer.objects.get_or_create(user=user, key=key, defaults={"created_at": at})
    with transaction.atomic():
        kept = KeptAnswer.objects.select_for_update(skip_locked=True).filter(pk=place.pk).first()
        if kept is None:
            raise StillRunningError
        if kept.status is not None:
            if (kept.request, kept.digest) != (request, digest):
                raise KeyReusedError
            return Answer(kept.status, kept.media_type, kept.body, is_replayed=True)
        answer = work()
        if answer.status in LASTING:
            kept.request, kept.digest = request, digest
            kept.status, kept.media_type, kept.body = answer.status, answer.media_type, answer.body
            kept.save()
    return answer


def forget_answers(*, at: datetime) -> int:
    """Those kept long enough are gone; how many."""
    before = at - timedelta(hours=settings.ANSWERS_KEPT_HOURS)
    return KeptAnswer.objects.filter(created_at__lt=before).delete()[0]
