"""The site behind gunicorn, as in production, but without TLS before it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.servers.process import LOOPBACK, free_port, running


@contextmanager
def site(
    env: Mapping[str, str],
    port: int | None = None,
    *,
    workers: int = 1,
    app: str = "config.wsgi",
    more: Sequence[str] = (),
) -> Iterator[str]:
    """The origin of a running site, `http://127.0.0.1:PORT`; `more` options are gunicorn's.

    Threads are what lets a download last longer than the worker's timeout: a worker without them is killed.
    """
    port = port or free_port()
    address = f"{LOOPBACK}:{port}"
    threads = ["--workers", str(workers), "--threads", "4"]
    command = [sys.executable, "-m", "gunicorn", app, "--bind", address, *threads, *more]
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        log = Path(folder) / "log"
        options = ["--access-logfile", "-", "--worker-tmp-dir", folder]
        with running([*command, *options, *more], ready=lambda: _serves(port), log=log, env=env):
            yield f"http://{address}"


def _serves(port: int) -> bool:
    """Whether the application itself answers; gunicorn's master listens before it is loaded."""
    connection = HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
