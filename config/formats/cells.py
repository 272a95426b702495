"""The cells of a workbook's sheet, as XML: a text stays a text whatever it says, a number loses no digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from django.utils.timezone import localtime

from config.formats.columns import Kind

LONGEST = 32_767  # characters of a cell
DIGITS = 15  # that a number of Excel holds
LARGEST = int("9" * DIGITS)
EPOCH, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)  # earlier days Excel counts wrongly
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def column_of_cells(kind: Kind, values: Sequence[Any], letter: str, style: int, first: int) -> list[str]:
    """The cells of one column in the rows from `first` on; what is missing has no cell."""
    inside = {value: SHOWN[kind](value) for value in set(values) - {None, ""}}
    return [
        f'<c r="{letter}{place}" s="{style}"{inside[value]}</c>' if value in inside else ""
        for place, value in enumerate(values, first)
    ]


def text_cell(value: Any) -> str:
    text = shortened(str(value))
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{escape(UNPRINTABLE.sub(_by_number, text))}</t></is>'


def _by_number(found: re.Match[str]) -> str:
    """As Excel writes a character that XML cannot hold, and so also what looks like one written so."""
    return f"_x{ord(found[0]):04X}_"


def number_cell(value: Decimal | int) -> str:
    """With its own digits, where a number of Excel gives back every one of them."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"><v>{text}</v>" if len(text) <= DIGITS or is_held(value) else text_cell(text)


def truth_cell(value: bool) -> str:
    return text_cell("是" if value else "否")


def day_cell(value: date) -> str:
    return f"><v>{(value - EPOCH).days}</v>" if value >= FIRST_DAY else text_cell(value)


def instant_cell(value: datetime) -> str:
    """In the site's time zone: a workbook knows none."""
    local = localtime(value)
    seconds = (local.hour * 60 + local.minute) * 60 + local.second + local.microsecond / 1e6
    return f"><v>{(local.date() - EPOCH).days + seconds / 86400!r}</v>"


SHOWN: dict[Kind, Callable[[Any], str]] = {
    "text": text_cell,
    "whole": number_cell,
    "decimal": number_cell,
    "truth": truth_cell,
    "date": day_cell,
    "instant": instant_cell,
}


def is_held(value: Decimal | int) -> bool:
    """Whether a number of Excel gives back every digit."""
    if isinstance(value, int):
        return abs(value) <= LARGEST
    return len(value.normalize().as_tuple().digits) <= DIGITS


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
