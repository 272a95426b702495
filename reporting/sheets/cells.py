"""What a cell says, as the text a clerk would have typed; or why it says nothing that can be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

QUOTED = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]')
SCALED = re.compile(r"[0#?],+(?![0#?,])")
POINT_SET_IN = re.compile(r'[0#?](?:\\\.|!\.|"\.")[0#?]')
SAVED_AS_TEXT = "请把单元格格式改为“文本”后重新输入。"


@dataclass(frozen=True)
class Said:
    """`fault`: why the cell cannot be used; `remark`: what was made of it and should be known."""

    text: str = ""
    fault: str = ""
    remark: str = ""
    is_percent: bool = False


def said(value: Any, format_code: str, *, is_figure: bool) -> Said:
    """`is_figure`: a number is wanted; a note may hold a date."""
    if isinstance(value, str):
        return Said(value.replace("\r\n", "\n").replace("\r", "\n").strip())
    if isinstance(value, bool):
        return Said(fault=f"单元格是逻辑值（{'TRUE' if value else 'FALSE'}）。{SAVED_AS_TEXT}")
    if isinstance(value, int | float | Decimal):
        return _number(value, format_code)
    if isinstance(value, date | datetime | time | timedelta):
        return _moment(value, is_figure)
    return Said()


def _number(value: float | Decimal, format_code: str) -> Said:
    shown = QUOTED.sub("", format_code.partition(";")[0])
    number = plain(value)
    if "%" in shown:
        percent = f"{plain(Decimal(number) * 100)}%"
        return Said(percent, remark=f"单元格是百分比格式，按 {percent} 读入。", is_percent=True)
    if SCALED.search(shown) or POINT_SET_IN.search(format_code):
        return Said(
            fault=f"单元格的数字格式使显示的数与存的数（{number}）不同。请把格式改为“常规”或“文本”，核对后重新上传。"
        )
    return Said(number)


def plain(value: float | Decimal) -> str:
    """The shortest decimal a spreadsheet shows: 15 significant digits, without exponent."""
    number = Decimal(format(value, ".15g")).normalize() if isinstance(value, float) else Decimal(value)
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(value: date | time | timedelta, is_figure: bool) -> Said:
    """A range or a ratio typed into a cell that is no text becomes a date: 1-5, 1:4:5."""
    if is_figure:
        return Said(fault=f"单元格是日期或时间，不是数字。要填范围或比例的，{SAVED_AS_TEXT}")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return Said(value.isoformat() if isinstance(value, date) else str(value))
