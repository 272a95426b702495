"""The table forms as a program reads them, and what they must hold, told from the rows of JSON alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils.timezone import localtime

OBJECTS = ("inputs",)  # members that are an object of their own, not a group of members
PARTS = ("op", "value", "text", "max", "kind", "cumulative", "members")
Row = dict[str, Any]


def flat(row: Row, prefix: str = "") -> Row:
    """Members of members by name_name, a figure by its parts, a list of words joined."""
    found: Row = {}
    for name, value in row.items():
        column = f"{prefix}{name}"
        if name in OBJECTS:
            continue
        if isinstance(value, dict) and "op" in value and "text" in value:
            found |= _figure(value, column)
        elif isinstance(value, dict):
            found |= flat(value, f"{column}_")
        elif isinstance(value, list):
            if not any(isinstance(each, dict) for each in value):
                found[column] = value
        else:
            found[column] = value
    return found


def _figure(value: Row, column: str) -> Row:
    members = value["value"] if isinstance(value["value"], list) else []
    number = None if members else value["value"]
    parts = (
        value["op"], number, value["text"], value.get("max"), value.get("kind", "number"),
        value.get("cumulative", False), members,
    )  # fmt: skip
    return {f"{column}_{name}": part for name, part in zip(PARTS, parts, strict=True)}


def as_csv(program: Client, path: str) -> list[Row]:
    text = content(program, f"{path}format=csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_parquet(program: Client, path: str) -> list[Row]:
    from pyarrow.parquet import read_table

    return list(read_table(io.BytesIO(content(program, f"{path}format=parquet"))).to_pylist())


def as_workbook(program: Client, path: str, sheet: int = 0) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content(program, f"{path}format=xlsx")))
    return list(book.get_sheet_by_index(sheet).to_python(skip_empty_area=False))


def rows_of_sheet(lines: list[list[Any]]) -> list[Row]:
    """Under two lines of headings, the second with the names."""
    return [dict(zip(lines[1], line, strict=True)) for line in lines[2:]]


def content(program: Client, path: str) -> bytes:
    answer = program.get(f"/api/v1/{path}")
    assert answer.status_code == 200, getattr(answer, "content", "")
    return b"".join(pieces(answer))


def pieces(answer: Any) -> Iterator[bytes]:
    """The body as it comes."""
    return iter(answer.streaming_content)


def differences(said: Row, given: Row, agrees: Any) -> Iterator[str]:
    """Where a row of a table is not what JSON says. Columns under a null of JSON are empty."""
    for column in given.keys() | said.keys():
        if column in said and column not in given:
            if said[column] not in (None, []):  # which may stand for a group of columns, or for lists of rows
                yield f"{column} is missing"
        elif not agrees(said.get(column), given[column]):
            yield f"{column}: {said.get(column)!r} became {given[column]!r}"


def agrees_in_csv(said: Any, cell: str) -> bool:
    if isinstance(said, bool):
        return cell == str(said).lower()
    if isinstance(said, list):
        return _words(said, cell)
    return cell == ("" if said is None else str(said))


def agrees_in_parquet(said: Any, cell: Any) -> bool:
    if isinstance(said, list):
        return _words(said, cell or "")
    if said is None or isinstance(said, bool | int):
        return type(cell) is type(said) and cell == said
    if isinstance(cell, Decimal):
        return cell == Decimal(said)
    if isinstance(cell, datetime):
        return cell == datetime.fromisoformat(said)
    return str(said) == (cell.isoformat() if isinstance(cell, date) else cell)


def agrees_in_workbook(said: Any, cell: Any) -> bool:
    if said is None or said == "" or said == []:
        return bool(cell == "")
    if isinstance(said, bool):
        return bool(cell == ("是" if said else "否"))
    if isinstance(said, list):
        return _words(said, cell)
    if isinstance(cell, float):
        return Decimal(repr(cell)) == Decimal(said)
    if isinstance(cell, datetime):
        moment = localtime(datetime.fromisoformat(said)).replace(tzinfo=None)
        return abs((cell - moment).total_seconds()) < 0.002
    return str(said) == (cell.isoformat() if isinstance(cell, date) else cell)


def _words(said: list[Any], cell: str) -> bool:
    return any(cell == sign.join(map(str, said)) for sign in (" ", "、", ":", ""))
