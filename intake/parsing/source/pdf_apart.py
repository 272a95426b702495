"""PDF files are read in a process of their own: a broken one may ask for any time and any memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from intake.parsing.source.refusing import BROKEN
from intake.parsing.source.shown import Source, SourceTable, UnreadableError

ROOT = Path(__file__).parents[3]


def read_pdf_apart(content: bytes, told: Callable[[int, int], None] | None = None, most: int = 0) -> Source:
    """As `read_pdf`; a process that dies over its limits means that the file is broken."""
    command = [sys.executable, "-m", "intake.parsing.source.pdf_process", str(most)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            with child.stdin:
                child.stdin.write(content)
            for line in child.stdout:
                said = json.loads(line)
                if "refused" in said:
                    raise UnreadableError(said["refused"])
                if "source" in said:
                    return _source(said["source"])
                if told:
                    told(*said["page"])
        except UnreadableError:
            raise
        except (BrokenPipeError, json.JSONDecodeError):
            pass  # it died over its limits
        finally:
            child.kill()
    raise UnreadableError(BROKEN)


def _source(said: dict[str, object]) -> Source:
    tables = tuple(
        SourceTable(tuple(tuple(tuple((a, b) for a, b in cell) for cell in row) for row in rows), start, end)
        for rows, start, end in said["tables"]  # type: ignore[attr-defined]
    )
    spans = tuple((start, end) for start, end in said["hidden"])  # type: ignore[attr-defined]
    return Source(str(said["text"]), "pdf", tuple(said["pages"]), tables, spans)  # type: ignore[arg-type]
