"""What a cell that stands on a line of its own can be: a number, a name, a unit, an attribute, a value."""

from __future__ import annotations

import re

from indicators.calc import parse_figure
from intake.parsing.tables.units import DITTO, NONE, is_unit

ATTRIBUTE = re.compile(r"[\[(〔【]?(?:约束|预期|指导|引导|监测)性?(?:指标)?[\])〕】]?")
NUMBER = re.compile(r"\*?\d{1,3}[.、)]?|\(\d{1,2}\)")
NUMBERED = re.compile(
    r"[*★☆▲△※●]?(?:\(?\d{1,3}[.、)](?!\d(?!\d?岁))|其中|\(?[一二三四五六七八九十]{1,3}[、.)])"
)
# A name that begins with a bound: 5岁以下儿童死亡率.
OF_AGE = re.compile(r"(?:\d{1,3}[.、])?\d{1,6}[^\d\s]{0,6}以[上下内][^\W\d]{2,}")
LONGEST_WORDS = 20


def fits(kind: str, text: str) -> bool:
    plain = text.strip()
    if kind == "number":
        return bool(NUMBER.fullmatch(plain)) or not plain
    if kind in ("name", "group"):
        return (
            bool(plain)
            and (parse_figure(plain).kind == "words" or bool(OF_AGE.match(plain)))
            and not ATTRIBUTE.fullmatch(plain)
            and not is_unit(plain)
        )
    if kind == "unit":
        return not plain or plain in NONE or plain in DITTO or is_unit(plain)
    if kind == "attribute":
        return not plain or plain in NONE or plain in DITTO or bool(ATTRIBUTE.fullmatch(plain))
    if kind == "value":
        return is_value(plain)
    return len(plain) <= LONGEST_WORDS * 2


def is_value(text: str) -> bool:
    if NUMBERED.match(text) or OF_AGE.match(text):
        return text in DITTO
    return text in DITTO or parse_figure(text).kind != "words"
