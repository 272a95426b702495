"""Starting and stopping processes of our own."""

import os
import sys
from pathlib import Path

import pytest

from tests.servers.process import NotReadyError, running

SLEEP = [sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)"]
BREAK = [sys.executable, "-c", "raise SystemExit('no such database')"]


def test_running_stops_what_it_started(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(SLEEP, ready=lambda: b"begun" in log.read_bytes(), log=log) as process:
        os.kill(process.pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_running_tells_why_a_process_ended(tmp_path: Path) -> None:
    started = running(BREAK, ready=lambda: False, log=tmp_path / "log")
    with pytest.raises(NotReadyError, match="no such database"):
        started.__enter__()


def test_running_stops_a_process_that_never_gets_ready(tmp_path: Path) -> None:
    started = running(SLEEP, ready=lambda: False, log=tmp_path / "log", seconds=0.5)
    with pytest.raises(NotReadyError, match=r"not ready after 0\.5 s"):
        started.__enter__()
