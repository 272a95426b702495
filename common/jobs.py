"""Asking for background work by name, so that nothing imports upwards to reach a task."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)
_left: ContextVar[bool] = ContextVar("left_to_the_sweeper", default=False)


@contextmanager
def left_to_the_sweeper() -> Iterator[None]:
    """Ask for nothing inside the block: whoever changes very much sweeps once at the end instead."""
    token = _left.set(True)
    try:
        yield
    finally:
        _left.reset(token)


def enqueue(name: str, **ids: Any) -> None:
    """Run the task `name` after the current transaction commits; in this process when no broker is set.

    A lost broker is logged and otherwise ignored: what has to be done stands in the database, and the
    sweeper finds it there.
    """

    def send() -> None:
        _send(name, ids)

    if not _left.get():
        transaction.on_commit(send, robust=True)


def _send(name: str, ids: dict[str, Any]) -> None:
    if not settings.CELERY_BROKER_URL:
        if name not in current_app.tasks:
            current_app.loader.import_default_modules()
        current_app.tasks[name](**ids)
        return
    try:
        current_app.send_task(name, kwargs=ids)
    except (OperationalError, OSError) as error:
        log.warning("broker unreachable, left to the sweeper", task=name, error=str(error))
