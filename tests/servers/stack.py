"""All that runs in production, here, with the demonstration data: for the journeys and for trial."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.postgres import database, postgres
from tests.servers.process import LOOPBACK, ROOT, free_port
from tests.servers.site import site
from tests.servers.valkey import valkey
from tests.servers.worker import worker


@dataclass(frozen=True)
class Stack:
    """A running site and the environment in which its processes run."""

    origin: str
    env: Mapping[str, str]
    worker_log: Path
    told: str  # by the command that prepared the data: the accounts

    def manage(self, *words: str) -> str:
        """What a management command prints when run against the same data."""
        return manage(self.env, *words)


@contextmanager
def stack(port: int | None = None) -> Iterator[Stack]:
    """Servers, an empty database filled by the commands that an operator uses, the worker, the site."""
    with (
        postgres() as server,
        valkey() as broker,
        database(server, f"test_journey_{secrets.token_hex(4)}") as data,
    ):
        env = production(data, broker, port := port or free_port())
        # The API answers in JSON only: REST framework's own pages, and so their files, are not used.
        manage(env, "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "rest_framework")
        told = manage(env, "serve_demo", "--prepare-only")
        with worker(env) as log, site(env, port) as origin:
            yield Stack(origin, env, log, told)


def production(data: str, broker: str, port: int) -> dict[str, str]:
    """The settings of production, but plain HTTP, and the demonstration accounts."""
    return {
        "DEBUG": "0",
        "DEMO": "1",
        "HTTPS": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": LOOPBACK,
        "CSRF_TRUSTED_ORIGINS": f"http://{LOOPBACK}:{port}",
        "DATABASE_URL": data,
        "REDIS_URL": broker,
    }


def manage(env: Mapping[str, str], *words: str) -> str:
    """Run a management command; its output is the answer, or the error's text."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
