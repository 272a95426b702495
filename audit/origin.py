"""Where the current work comes from (an address, a command, a worker), carried beside the call chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_origin: ContextVar[str] = ContextVar("origin", default="")


def current_origin() -> str:
    return _origin.get() or "内部"


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Everything recorded inside the block carries this origin."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)
