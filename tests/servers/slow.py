"""A WSGI application that is slow to give its answer, or breaks in the middle of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

PIECES, PAUSE = 8, 0.5  # seconds


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/csv")])
    return {"/slow": _slow, "/broken": _broken}.get(environ["PATH_INFO"], _ready)()


def _ready() -> Iterator[bytes]:
    yield b"ready"


def _slow() -> Iterator[bytes]:
    for number in range(PIECES):
        time.sleep(PAUSE)
        yield b"%d\r\n" % number


def _broken() -> Iterator[bytes]:
    yield b"0\r\n"
    raise ConnectionError("the database is gone")
