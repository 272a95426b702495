"""CSV (RFC 4180, UTF-8): every figure exact, with operator and printed text; what is missing is empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.api import Resource, check_one_of
from config.formats.columns import Column
from config.formats.tables import Chunks, Table

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Csv(Table):
    media_type = "text/csv"
    format = "csv"
    parameters = ("bom",)

    @property
    def content_type(self) -> str:
        return "text/csv; charset=utf-8"

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        """With `bom=1`, as Excel needs it to show Chinese."""
        marked = check_one_of(view.request, "bom", ("0", "1"), "0") == "1"
        return _lines(columns, chunks, marked)


def _lines(columns: Sequence[Column], chunks: Chunks, marked: bool) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM if marked else "")
    writer.writerow([column.name for column in columns])
    for chunk in chunks:
        writer.writerows([cell_text(column.value(row)) for column in columns] for row in chunk)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def cell_text(value: Any) -> str:
    """Decimals in full, truth as true and false, instants in ISO 8601; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
