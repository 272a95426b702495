"""CSV (RFC 4180, UTF-8): every figure exact, with operator and printed text; what is missing is empty."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from accounts.api import Resource, check_one_of
from config.formats.columns import Column, Kind
from config.formats.tables import Chunks, Table
from plans.serializers import decimal_text

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What Excel would calculate, also after blanks and in full width; a sign alone and a number are no formula.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠](?!\s*$)")
NUMBER = re.compile(r"[+\-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?[%％]?", re.ASCII)
Text = Callable[[Any], str]


class Csv(Table):
    """With `bom=1` for Excel: marked as UTF-8, or Chinese is garbled there, and without live formulas.

    Texts that Excel would take for a formula then begin with an apostrophe, numbers do not; programs, which
    take no text for a formula, get every text as it is.
    """

    media_type = "text/csv"
    format = "csv"
    parameters = ("bom",)

    @property
    def content_type(self) -> str:
        return "text/csv; charset=utf-8"

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        for_excel = check_one_of(view.request, "bom", ("0", "1"), "0") == "1"
        texts: Mapping[Kind, Text] = {**TEXTS, "text": harmless} if for_excel else TEXTS
        names = [column.name for column in columns]
        blocks = (zip(*(_texts(column, chunk, texts) for column in columns), strict=True) for chunk in chunks)
        return lines(names, blocks, start=BOM if for_excel else "")


def lines(head: Sequence[str], blocks: Iterable[Iterable[Sequence[Any]]], start: str = "") -> Iterator[bytes]:
    """A head and rows, a block of rows at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(start)
    writer.writerow(head)
    for rows in blocks:
        writer.writerows(rows)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()  # the head, where there are no rows


def _texts(column: Column, rows: Sequence[Any], texts: Mapping[Kind, Text]) -> Sequence[Any]:
    """The column's cells; the writer itself makes texts of whole numbers and dates, and nothing of None."""
    values = column.values(rows)
    text = texts.get(column.kind)
    return values if text is None else [None if value is None else text(value) for value in values]


def truth(value: bool) -> str:
    return "true" if value else "false"


def instant(value: datetime) -> str:
    """ISO 8601 with the offset of the site's time zone, as JSON has it."""
    return localtime(value).isoformat()


def harmless(value: Any) -> str:
    text = str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


TEXTS: Mapping[Kind, Text] = {"truth": truth, "decimal": decimal_text, "instant": instant}
