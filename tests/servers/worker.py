"""Celery as processes of its own: a worker, and the clock that asks for the periodic tasks."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import running

CELERY = [sys.executable, "-m", "celery", "-A", "config"]


@contextmanager
def worker(env: Mapping[str, str]) -> Iterator[Path]:
    """A worker of one process that takes tasks by the time the block begins; yields its log."""
    alone = ["--pool", "solo", "--concurrency", "1", "--without-gossip", "--without-mingle"]
    with _celery([*CELERY, "worker", *alone], r"celery@\S+ ready", env) as log:
        yield log


@contextmanager
def beat(env: Mapping[str, str]) -> Iterator[Path]:
    """The periodic tasks of the settings, from now on; yields its log."""
    with (
        tempfile.TemporaryDirectory(prefix="beat-") as folder,
        _celery([*CELERY, "beat", "--schedule", f"{folder}/schedule"], "beat: Starting", env) as log,
    ):
        yield log


@contextmanager
def _celery(command: list[str], said: str, env: Mapping[str, str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="celery-") as folder:
        log = Path(folder) / "log"
        with running(
            [*command, "--loglevel", "INFO"],
            ready=lambda: re.search(said, log.read_text("utf-8", "replace")) is not None,
            log=log,
            env=env,
        ):
            yield log
