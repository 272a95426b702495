"""`make test`: the suite on SQLite, the integration tests on PostgreSQL, the journeys on the whole stack.

The servers are those named in DATABASE_URL and REDIS_URL, or started here. Ends with `N passed, N failed`
over all three.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.servers.postgres import postgres
from tests.servers.process import ROOT
from tests.servers.valkey import valkey

# A file stays with one worker: what its module sets up once is set up once.
TWO_WORKERS = ("-n", "2", "--dist", "loadfile")


@dataclass(frozen=True)
class Tally:
    """How one run of pytest ended."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0


def phase(name: str, *arguments: str, **env: str) -> Tally:
    """Run pytest in a process of its own. One that breaks off, or finds no test, counts as a failure."""
    print(f"\n── {name} " + "─" * (100 - len(name)), flush=True)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-rs", f"--junit-xml={report}", *arguments]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False).returncode
        passed, failed, skipped = _counts(report)
    if code and not failed:
        failed = 1
    return Tally(name, passed, failed, skipped, time.monotonic() - begin)


def _counts(report: Path) -> tuple[int, int, int]:
    """(passed, failed, skipped) of a JUnit report; nothing where there is none."""
    if not report.exists():
        return 0, 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    keys = ("tests", "failures", "errors", "skipped")
    counts = [[int(suite.get(key, 0)) for key in keys] for suite in suites]
    tests, failures, errors, skipped = (sum(column) for column in zip(*counts, strict=True))
    return tests - failures - errors - skipped, failures + errors, skipped


def phases() -> list[Tally]:
    with tempfile.TemporaryDirectory(prefix="sqlite-") as folder:
        sqlite = f"sqlite:///{folder}/db.sqlite3"
        first = phase(
            "SQLite", "tests/unit", "tests/integration", *TWO_WORKERS, DATABASE_URL=sqlite, REDIS_URL=""
        )
    # Between two tests every table is empty. Statistics taken then would have the next joins planned
    # for no rows at all.
    with postgres(autovacuum="off") as server, valkey() as broker:
        second = phase("PostgreSQL", "tests/integration", *TWO_WORKERS, DATABASE_URL=server, REDIS_URL="")
        third = phase("Journeys", "tests/servers", "tests/browser", DATABASE_URL=server, REDIS_URL=broker)
    return [first, second, third]


def main() -> int:
    # So that the servers are stopped too when somebody stops us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tallies = phases()
    print()
    for tally in tallies:
        counts = f"{tally.passed:>6} passed {tally.failed:>4} failed {tally.skipped:>4} skipped"
        print(f"{tally.name:<12}{counts}{tally.seconds:>8.1f} s")
    if not shutil.which(os.environ.get("CHROMIUM", "chromium")):
        print("No Chromium on this machine: the browser journeys were not made.")
    passed, failed = sum(t.passed for t in tallies), sum(t.failed for t in tallies)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
