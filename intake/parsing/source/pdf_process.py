"""The process in which a PDF is read: the file comes in, lines of JSON go out, and limits hold."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from intake.parsing.source.pdf import read_pdf
from intake.parsing.source.shown import UnreadableError

SECONDS = 30  # of processor time, to open the file and for each page
MEMORY = 2 * 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _give_time()
    try:
        source = read_pdf(sys.stdin.buffer.read(), _page, int(sys.argv[1]))
    except UnreadableError as error:
        _say(refused=str(error))
    else:
        tables = [(table.rows, table.start, table.end) for table in source.tables]
        _say(source={"text": source.text, "pages": source.pages, "tables": tables, "hidden": source.hidden})


def _page(number: int, count: int) -> None:
    _give_time()
    _say(page=(number, count))


def _give_time() -> None:
    """From now on; the system ends a process that has used it up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    whole = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (whole, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
