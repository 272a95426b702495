"""A worker killed in the middle of its job leaves nothing half done, and nothing undone for good."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tests.servers.postgres import database, postgres
from tests.servers.process import ROOT, free_port, running, tail
from tests.servers.stack import manage, production
from tests.servers.valkey import valkey
from tests.servers.worker import CELERY

SUBMIT = """
from django.utils import timezone
from accounts.models import User
from indicators.models import PlanIndicator
from reporting.models import Row, Submission
from reporting.services import Entry, save_and_submit
form = Submission.objects.get(region="980101")
rows = Row.objects.filter(submission=form).select_related("indicator")
entries = [
    Entry(row.pk, row.revision, "13∶42∶45" if row.indicator.sense == "composition" else "74", note="已核实",
          cause="基数偏低", measure="加快推进")
    for row in rows
]
save_and_submit(submission_id=form.pk, entries=entries, by=User.objects.get(username="crowd0"),
                at=timezone.now(), responsible="郑局")
"""
COUNT = """
from indicators.models import PendingAssessment, Verdict
print(PendingAssessment.objects.count(), Verdict.objects.filter(
    region="980101", standing="provisional", year=2025, judged_year=2025).count())
"""


@pytest.fixture
def env() -> Iterator[dict[str, str]]:
    """A prepared database and a broker of its own: whatever lies in it is this test's."""
    with (
        postgres() as server,
        valkey(free_port()) as broker,
        database(server, f"test_killed_{secrets.token_hex(4)}") as data,
    ):
        found = {**production(data, broker, free_port()), "DEMO": "0"}
        subprocess.run(
            [sys.executable, "-m", "tests.servers.crowd"],
            cwd=ROOT, env={**os.environ, **found, "REDIS_URL": ""}, capture_output=True, check=True,
        )  # fmt: skip
        yield found


def counts(env: dict[str, str]) -> tuple[int, int]:
    """How many plan indicators wait, and how many are judged by what was handed up."""
    waiting, judged = manage(env, "shell", "-v", "0", "-c", COUNT).split()
    return int(waiting), int(judged)


def wait(what: str, log: Path, done) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, f"{what}\n{tail(log)}"
        time.sleep(0.2)


def test_nothing_is_lost_with_a_worker_killed_mid_job(env: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [
        *CELERY,
        "worker",
        "--pool",
        "solo",
        "--without-gossip",
        "--without-mingle",
        "--loglevel",
        "INFO",
    ]
    ready = lambda: "ready" in log.read_text("utf-8", "replace")  # noqa: E731
    holding = psycopg2.connect(env["DATABASE_URL"])
    with running(command, ready=ready, log=log, env=env) as worker:
        with holding.cursor() as cursor:
            cursor.execute("SELECT id FROM indicators_planindicator FOR NO KEY UPDATE")
        manage(env, "shell", "-v", "0", "-c", SUBMIT)
        wait("the worker did not begin", log, lambda: blocked(env))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    holding.rollback()
    holding.close()
    waiting, judged = counts(env)
    assert waiting > 0
    assert judged == 0
    with running(command, ready=ready, log=log, env=env):
        manage(env, "sweep")
        wait("still pending", log, lambda: counts(env)[0] == 0)
    assert counts(env)[1] > 0


def blocked(env: dict[str, str]) -> bool:
    """Whether somebody waits for the rows that the test holds."""
    with closing(psycopg2.connect(env["DATABASE_URL"])) as looking, looking.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        (count,) = cursor.fetchone()
    return bool(count)
