"""Schemathesis tries every operation of the API's document against the running site, with every check.

Bounded and the same each time; TRIAL_EXAMPLES and TRIAL_SEED make a longer search of it (CONTRIBUTING.md).
What it is told beside the document stands in schemathesis.toml and trial_checks.py beside this file.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.postgres import database, postgres
from tests.servers.process import ROOT, free_port
from tests.servers.site import site
from tests.servers.stack import manage, production

DOCUMENT = "/api/v1/schema"
EXAMPLES = os.environ.get("TRIAL_EXAMPLES", "4")
SEED = os.environ.get("TRIAL_SEED", "")
# Who tries what: caller, phases, words that choose operations. Coverage is long, so that one who may write
# tries it, in two parts.
ALL, SEARCHES = "examples,coverage,fuzzing,stateful", "examples,fuzzing,stateful"
FORMS = "/submissions/"
TRIALS = {
    "filler on forms": ("filler", ALL, ("--include-path-regex", FORMS)),
    "filler elsewhere": ("filler", ALL, ("--exclude-path-regex", FORMS)),
    "checker": ("checker", SEARCHES, ()),
    "onlooker": ("onlooker", SEARCHES, ()),
    "inquirer": ("inquirer", SEARCHES, ()),
}
UNBOUND = "999999999/s"


@dataclass(frozen=True)
class Trial:
    """The running site, and a token for each caller."""

    origin: str
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with postgres() as server, database(server, f"test_trial_{secrets.token_hex(4)}") as data:
        port = free_port()
        # Jobs in process: who accepts a figure waits for its verdict. No throttle stands in the way.
        rates = dict.fromkeys(("API_RATE", "EXPORT_RATE", "STRANGER_RATE"), UNBOUND)
        env = {**production(data, "", port), "DEMO": "0", **rates}
        said = manage(env, "shell", "-v", "0", "-c", "from tests.servers.programs import main; main()")
        # Addresses of any length reach the site, so that it is the site that answers.
        with site(env, port, more=["--limit-request-line", "0"]) as origin:
            yield Trial(origin, json.loads(said.splitlines()[-1]))


@pytest.mark.parametrize(("caller", "phases", "chosen"), TRIALS.values(), ids=TRIALS)
def test_no_operation_answers_other_than_the_document_says(
    trial: Trial, caller: str, phases: str, chosen: tuple[str, ...], tmp_path: Path
) -> None:
    reached = tmp_path / "reached"
    env = {
        "TRIAL_TOKEN": trial.tokens[caller],
        "TRIAL_ORIGIN": trial.origin,
        "TRIAL_REACHED": str(reached),
        "PYTHONPATH": str(ROOT),
    }
    words = [*chosen, "--phases", phases, "--max-examples", EXAMPLES, "--no-color", "--request-timeout", "60"]
    words += ["--seed", SEED, "--generation-database", "none"] if SEED else ["--generation-deterministic"]
    report = tmp_path / "report.json"
    config = ROOT / "tests" / "servers" / "schemathesis.toml"
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"]
    command += [f"{trial.origin}{DOCUMENT}", "--report", "json", "--report-json-path", str(report)]
    done = subprocess.run(
        [*command, *words],
        cwd=tmp_path, env={**os.environ, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-5000:]
    told = json.loads(report.read_text("utf-8"))
    assert told["operations"]["tested"] == told["operations"]["selected"] > 0
    assert told["complete"]
    # Not made in vain: what names something was found.
    read = [each for each in reached.read_text("utf-8").splitlines() if each.startswith("GET ")]
    assert len(read) >= told["operations"]["selected"] // 4
