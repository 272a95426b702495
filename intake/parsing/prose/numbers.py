"""Numbers as running text prints them: digits, Chinese numerals, 百分之, fractions, ranges and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from intake.parsing.prose.numerals import SIGNS, spelled
from intake.parsing.prose.phrases import HIDDEN

ARABIC = r"(?:\d{1,3}(?:[, ]\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
HAN = rf"[{SIGNS}万亿]{{1,14}}(?:点[零〇一二三四五六七八九]{{1,4}})?"
JOIN = r"\s*(?:[-—–~～―]{1,2}|至|到)\s*"
START = re.compile(
    rf"(?P<ratio>{ARABIC}(?:\s*[:∶]\s*{ARABIC}){{1,5}})"
    rf"|(?P<cent>百|千|十?万)分之\s*(?P<part>{HAN}|{ARABIC})"
    rf"|(?P<whole>[{SIGNS}]{{1,3}})分之(?P<share>[{SIGNS}]{{1,3}})(?!\d)"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<half>[一二三四五六七八九半])?"
    rf"|(?P<over>\d)/(?P<under>\d)(?![\d/])"
    rf"|(?P<arabic>{ARABIC})|(?P<han>{HAN})"
)
SECOND = re.compile(rf"(?:%|‰|[万亿])?{JOIN}(?P<number>{ARABIC}|[一二两三四五六七八九十]{{1,3}})(?!\s*年)")
PLUS = re.compile(r"[A-Za-z]{0,2}\+")
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+.")
PART_OF = {"百": "%", "千": "‰", "万": "‱", "十万": "1/10万"}
NO_NUMBER = ("万", "亿", "千", "百", "十万")
LARGE = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


@dataclass(frozen=True)
class Number:
    """`unit` is what the words imply (百分之: %), `factor` the large unit that a Chinese numeral ends in:
    三千万 is 3000 of 万.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    members: tuple[Decimal, ...] = ()
    unit: str = ""
    factor: str = ""
    is_spelled: bool = False


def numbers_in(text: str) -> Iterator[Number]:
    """In order; none of a title, a name, a date or a fixed phrase."""
    shown = HIDDEN.sub(lambda match: "\0" * len(match[0]), text)
    at = 0
    while match := START.search(shown, at):
        at = match.end()
        if shown[match.start() - 1 : match.start()] in LETTERS or PLUS.match(shown, at):
            continue
        number = _number(match, shown)
        if number is not None:
            at = number.end
            yield number


def _number(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span()
    if match["ratio"]:
        members = tuple(_digits(part) for part in re.split(r"\s*[:∶]\s*", match["ratio"]))
        return Number(start, end, members[0], members=members)
    if match["cent"]:
        part = _either(match["part"])
        return Number(start, end, part, unit=PART_OF[match["cent"]]) if part is not None else None
    if match["whole"]:
        return _share(match, spelled(match["share"]), spelled(match["whole"]))
    if match["tenths"]:
        return Number(start, end, _tenths(match["tenths"], match["half"] or ""), unit="%")
    if match["over"]:
        return _share(match, Decimal(match["over"]), Decimal(match["under"]))
    if match["arabic"]:
        return _to_range(Number(start, end, _digits(match["arabic"])), text)
    return _spelled(match, text)


def _spelled(match: re.Match[str], text: str) -> Number | None:
    value = None if match["han"] in NO_NUMBER else spelled(match["han"])
    is_unit = match["han"].endswith("千") and text[match.end() : match.end() + 1] in tuple("瓦米克伏")
    if value is None or is_unit:
        return None
    for sign, size in LARGE:
        if sign in match["han"]:
            return Number(match.start(), match.end(), _tidy(value / size), factor=sign, is_spelled=True)
    return _to_range(Number(match.start(), match.end(), value, is_spelled=True), text)


def _share(match: re.Match[str], over: Decimal | None, under: Decimal | None) -> Number | None:
    """三分之二 as per cent, to two decimals."""
    if not over or not under:
        return None
    return Number(*match.span(), _tidy((over * 100 / under).quantize(Decimal("0.01"))), unit="%")


def _tenths(whole: str, part: str) -> Decimal:
    """六成五 is 65%, 六成半 as well."""
    return (spelled(whole) or Decimal(0)) * 10 + (5 if part == "半" else spelled(part) or Decimal(0))


def _to_range(number: Number, text: str) -> Number:
    """60—65%, 1至2家, 60%—65%."""
    match = SECOND.match(text, number.end)
    high = _either(match["number"]) if match else None
    if match is None or high is None or high <= number.value:
        return number
    return Number(number.start, match.end(), number.value, high, is_spelled=number.is_spelled)


def _either(text: str) -> Decimal | None:
    return _digits(text) if text[0] in "0123456789" else spelled(text)


def _digits(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", ""))


def _tidy(value: Decimal) -> Decimal:
    """Without zeros at the end, and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
