"""Eight people save into one form at once, through the running site, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.servers.postgres import database, postgres
from tests.servers.process import ROOT, free_port
from tests.servers.site import site
from tests.servers.stack import production

TIMES = 6
OWN = 4  # rows of each person's own
TOKEN = "x" * 64


@dataclass(frozen=True)
class Crowd:
    """The running site and what `tests.servers.crowd` prepared."""

    origin: str
    env: dict[str, str]
    form: int
    rows: list[int]
    sessions: list[str]


@dataclass
class Person:
    """One clerk's browser, as far as saving needs it."""

    crowd: Crowd
    place: int

    def save(self, texts: dict[int, str], seen: dict[int, str]) -> dict[int, dict[str, Any]]:
        """What the site says of each row sent."""
        fields = {f"typed-{row}": text for row, text in texts.items()}
        fields |= {f"seen-{row}": seen.get(row, "0.") for row in texts}
        address = urlsplit(self.crowd.origin)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
        headers = {
            "Cookie": f"sessionid={self.crowd.sessions[self.place]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Origin": self.crowd.origin,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        path = f"/reporting/{self.crowd.form}/autosave/"
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        assert answer.status == 200, f"{answer.status}: {body[:400]}"
        assert not re.search("locked|deadlock", body, re.IGNORECASE)
        return {int(row["id"]): row for row in json.loads(body)["rows"] if int(row["id"]) in texts}


@contextmanager
def data_of(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/crowd.sqlite3"
        return
    with postgres() as server, database(server, f"test_crowd_{secrets.token_hex(4)}") as data:
        yield data


@pytest.fixture(params=["sqlite", "postgresql"])
def crowd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Crowd]:
    with data_of(request.param, tmp_path) as data:
        port = free_port()
        env = {**production(data, "", port), "DEMO": "0"}
        prepared = subprocess.run(
            [sys.executable, "-m", "tests.servers.crowd"],
            cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert prepared.returncode == 0, prepared.stderr[-3000:]
        found = json.loads(prepared.stdout.splitlines()[-1])
        with site(env, port, workers=2) as origin:
            yield Crowd(origin, env, **found)


def work(person: Person) -> tuple[dict[int, str], int]:
    """Save again and again into rows of one's own and into one that all want; returns what must be theirs,
    and how often the contested row took what was typed.
    """
    crowd, contested = person.crowd, person.crowd.rows[-1]
    own = crowd.rows[person.place * OWN : (person.place + 1) * OWN]
    seen: dict[int, str] = {}
    texts: dict[int, str] = {}
    won = 0
    for turn in range(TIMES):
        texts = {row: f"{person.place}{turn}.{place}" for place, row in enumerate(own)}
        texts[contested] = f"{100 + person.place * TIMES + turn}"
        told = person.save(texts, seen)
        assert {told[row]["outcome"] for row in own} == {"saved"}, told
        if told[contested]["outcome"] == "saved":
            won += 1
            assert revision(told[contested]["seen"]) == revision(seen.get(contested, "0.")) + 1, "not told"
        seen = {row: told[row]["seen"] for row in texts}
    return {row: texts[row] for row in own}, won


def revision(seen: str) -> int:
    return int(seen.partition(".")[0])


def test_nothing_is_lost_and_nobody_is_shown_a_lock(crowd: Crowd) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(work, [Person(crowd, place) for place in range(8)]))
    stored = stored_rows(crowd)
    for own, _ in outcomes:
        assert {row: stored[row][0] for row in own} == own
    # Each success on the contested row is one more revision; had one overwritten another, there were fewer.
    assert stored[crowd.rows[-1]][1] == sum(won for _, won in outcomes)
    assert {stored[row][1] for own, _ in outcomes for row in own} == {TIMES}


def stored_rows(crowd: Crowd) -> dict[int, tuple[str, int]]:
    """Text and number of saves of each row, as the database has them."""
    code = (
        "import json; from reporting.models import Row;"
        "print(json.dumps(list(Row.objects.values_list('pk', 'typed', 'revision'))))"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        cwd=ROOT, env={**os.environ, **crowd.env}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {row: (typed, revision) for row, typed, revision in json.loads(done.stdout)}
