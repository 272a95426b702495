"""The cells of a workbook's sheet: a text stays a text whatever it says, a number loses no digit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.formats.columns import Kind

LONGEST = 32_767  # characters of a cell
DIGITS = 15  # that a number of Excel holds
LARGEST = int("9" * DIGITS)
FIRST_YEAR = 1900  # Excel knows no earlier days
Write = Callable[[Worksheet, int, int, Any, Format | None], object]


def write_text(page: Worksheet, row: int, place: int, value: Any, style: Format | None = None) -> None:
    text = shortened(str(value))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # else the library takes it for markup of its own, and writes it as it is
    page.write_string(row, place, text, style)


def write_number(page: Worksheet, row: int, place: int, value: Decimal | int, style: Format | None) -> None:
    """With its own digits: as a text where a number of Excel would not give back every one of them."""
    if is_held(value):
        page.write_number(row, place, value, style)
    else:
        write_text(page, row, place, format(value, "f") if isinstance(value, Decimal) else value, style)


def write_truth(page: Worksheet, row: int, place: int, value: bool, style: Format | None) -> None:
    write_text(page, row, place, "是" if value else "否", style)


def write_day(page: Worksheet, row: int, place: int, value: date, style: Format | None) -> None:
    if value.year < FIRST_YEAR:
        write_text(page, row, place, value, style)
    else:
        page.write_datetime(row, place, value, style)


def write_instant(page: Worksheet, row: int, place: int, value: datetime, style: Format | None) -> None:
    """In the site's time zone: a workbook knows none."""
    page.write_datetime(row, place, localtime(value).replace(tzinfo=None), style)


WRITE: dict[Kind, Write] = {
    "text": write_text,
    "whole": write_number,
    "decimal": write_number,
    "truth": write_truth,
    "date": write_day,
    "instant": write_instant,
}


def is_held(value: Decimal | int) -> bool:
    """Whether a number of Excel gives back every digit."""
    if isinstance(value, int):
        return abs(value) <= LARGEST
    return len(value.normalize().as_tuple().digits) <= DIGITS


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
