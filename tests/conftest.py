"""What holds for every test: development settings, no outside network, no N+1 query in answering a request.

Undefined template variables and warnings fail through pyproject.toml, and order is random.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

import django
import hypothesis
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DEBUG", "1")
# Before the conftests below this one are read: they import models.
django.setup()

# A slow machine is no failure of a law. HYPOTHESIS_PROFILE=deep looks further than there is time for daily.
hypothesis.settings.register_profile("everyday", deadline=None, max_examples=50)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


class OutsideNetworkError(RuntimeError):
    """A test tried to reach another machine."""


def _is_here(host: Any) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(address: Any) -> None:
    """Refuse an internet address that is not this machine's; paths of Unix sockets are strings."""
    if isinstance(address, tuple) and not _is_here(address[0]):
        raise OutsideNetworkError(f"tests stay on this machine: {address!r}")


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """Sockets of this process reach this machine only; names other than localhost are not even looked up."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        _check(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        _check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check((host.decode() if isinstance(host, bytes) else host,))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(scope="session")
def watched_queries() -> None:
    """Let django-zeal watch the ORM; it looks only where its middleware stands."""
    from zeal.constants import initialize_app_registry
    from zeal.patch import patch

    initialize_app_registry()
    patch()


@pytest.fixture(autouse=True)
def no_queries_per_row(watched_queries: None, settings: Any) -> None:
    """A request that asks the database once per row fails."""
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]


@pytest.fixture(scope="session", autouse=True)
def flush_empties_append_only_tables() -> Iterator[None]:
    """After a test with real transactions Django empties every table. SQLite has no TRUNCATE, so the triggers
    that keep append-only rows would refuse: they stand aside for that moment."""
    from django.db.backends.sqlite3.base import DatabaseWrapper  # not operations: the two import each other

    flush = DatabaseWrapper.ops_class.execute_sql_flush

    def flush_without_triggers(self: Any, statements: Sequence[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        away, back = [f'DROP TRIGGER "{name}"' for name, _ in triggers], [text for _, text in triggers]
        flush(self, [*away, *statements, *back])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper.ops_class, "execute_sql_flush", flush_without_triggers)
        yield
