"""How long the API takes for 1,000 verdicts as JSON and for the nation as a table, and how much memory. Exit
status 1 over budget.

The nation is benchmarks.nation in a PostgreSQL of our own (or a new database of the one in DATABASE_URL).
Requests go through the whole site, with a token, in a fresh process for each measure. Times depend on the
machine, so each stands beside what PostgreSQL itself takes for the same columns in the same run: json_agg of
the rows, or COPY of them into nothing.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.servers.postgres import database, postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ADDED_MEGABYTES = 60
PAGE = "/api/v1/progress/?page_size=1000"
# All regions and indicators, one year of them (77,136 rows): the whole would take minutes and show no more,
# since what is in memory at a time does not grow with it.
YEAR, TIMES = 2025, 5
TABLES = tuple((name, form) for name in ("progress", "actuals") for form in ("csv", "parquet"))


@dataclass(frozen=True)
class Table:
    """A whole list as a table: seconds to the first byte and to the last, megabytes sent and megabytes added
    to the process, and the seconds of a COPY of the same columns."""

    first: float
    whole: float
    sent: float
    added: float
    copied: float

    def __str__(self) -> str:
        ratio, first = self.whole / self.copied, self.first / self.whole
        return f"{self.whole:>9.1f} s{ratio:>11.1f}{first:>11.1%}{self.sent:>8.0f} MB{self.added:>8.0f} MB"


def rows_as_json(key: str) -> tuple[float, float, float]:
    """Medians in seconds: a page of 1,000 verdicts, the same not changed (304), json_agg of its columns."""
    program = _program(key)
    etag = program.get(PAGE)["ETag"]
    told = _median(lambda: _expect(program.get(PAGE), 200))
    known = _median(lambda: _expect(program.get(PAGE, headers={"If-None-Match": etag}), 304))
    from benchmarks.nation import ROWS_AS_JSON

    return told, known, _median(lambda: _execute(ROWS_AS_JSON))


def table(key: str, name: str, form: str) -> Table:
    """One year of the nation, in one form."""
    program = _program(key)
    address = f"/api/v1/{name}/?format={form}&year={YEAR}"
    # What is imported and compiled once is not counted.
    for _ in _expect(program.get(f"{address}&subtree=110000"), 200).streaming_content:
        pass
    from benchmarks.nation import TABLES as SELECTS

    begun = time.perf_counter()
    _copy(SELECTS[name] % {"since": YEAR})
    copied = time.perf_counter() - begun
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    begun = time.perf_counter()
    chunks: Iterator[bytes] = iter(_expect(program.get(address), 200).streaming_content)
    sent = len(next(chunks))
    first = time.perf_counter() - begun
    sent += sum(map(len, chunks))
    whole = time.perf_counter() - begun
    return Table(first, whole, sent / 1e6, _memory("VmHWM") - before, copied)


def prepared() -> str:
    """The nation filled in; the key of a token that reads it."""
    _site()
    from benchmarks.nation import fill

    return fill()


def _site() -> None:
    import django

    django.setup()


def _program(key: str) -> Any:
    """A program that calls with a token."""
    _site()
    from django.test import Client

    return Client(headers={"Authorization": f"Token {key}", "Host": "localhost"})


def _expect(answer: Any, status: int) -> Any:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code}: {answer.getvalue()[:500]!r}")
    return answer


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, {"since": 0})
        cursor.fetchall()


def _copy(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY ({statement}) TO STDOUT (FORMAT csv)", _Nothing())


class _Nothing(io.RawIOBase):
    """Takes what is written and keeps nothing."""

    def write(self, data: Any) -> int:
        return len(data)


def _median(work: Callable[[], object]) -> float:
    def seconds() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return median(seconds() for _ in range(TIMES))


def _memory(name: str) -> float:
    """A line of this process's status in megabytes: VmRSS now, VmHWM at most."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return int(lines[name].split()[0]) / 1024


def _alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """In a fresh process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def main() -> int:
    with postgres(max_wal_size="4GB") as server, database(server, "bench_api") as url:
        os.environ["DATABASE_URL"] = url
        begun = time.perf_counter()
        key = _alone(prepared)
        print(f"the nation filled in: {time.perf_counter() - begun:.0f} s")
        told, known, aggregated = _alone(rows_as_json, key)
        print(f"{'1,000 verdicts as JSON':<34}{'measured':>12}{'÷ json_agg':>12}")
        print(f"{'a page':<34}{told * 1000:>9.0f} ms{told / aggregated:>12.1f}")
        print(f"{'the same, 304 by ETag':<34}{known * 1000:>9.0f} ms{known / aggregated:>12.1f}")
        heads = ("whole", "÷ COPY", "first byte", "sent", "memory", "budget")
        print(f"{'the nation, one year':<26}" + "".join(f"{head:>11}" for head in heads))
        over = False
        for name, form in TABLES:
            found = _alone(table, key, name, form)
            over |= found.added > ADDED_MEGABYTES
            print(f"{f'{name} as {form}':<26}{found}{ADDED_MEGABYTES:>8} MB", flush=True)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
