"""Numbers that Word counts itself: 第一章 and （二） stand in no text, only in word/numbering.xml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from intake.parsing.source.elements import children, first, said

DIGITS = "〇一二三四五六七八九"
CHINESE = (
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand"
)
LEVEL = re.compile("%([1-9])")


@dataclass(frozen=True)
class Level:
    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts along the document; paragraphs must be told in their order."""

    lists: dict[str, tuple[str, dict[int, Level]]]  # by number of the list: what it counts with, its levels
    styles: dict[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def number(self, paragraph: Element) -> str:
        """What Word prints before this paragraph."""
        list_id, at = self._place(first(paragraph, "pPr"))
        counted, levels = self.lists.get(list_id, ("", {}))
        if at not in levels:
            return ""
        counts = self.counts[counted]
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        if levels[at].format in ("bullet", "none"):
            return ""

        def counted_at(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            return written(counts.get(level, levels[level].start), levels[level].format)

        text = LEVEL.sub(counted_at, levels[at].text)
        return text if not text or text[-1] in "、.．)）" else f"{text} "

    def _place(self, properties: Element | None) -> tuple[str, int]:
        list_id, at = self.styles.get(said(first(properties, "pStyle"), "val"), ("", 0))
        own = first(properties, "numPr")
        if own is not None:
            list_id = said(first(own, "numId"), "val") or list_id
            at = _whole(said(first(own, "ilvl"), "val"), at)
        return list_id, at


def numbering_of(numbering: Element | None, styles: Element | None) -> Numbering:
    abstract = {said(each, "abstractNumId"): _levels(each) for each in children(numbering, "abstractNum")}
    lists = {}
    for each in children(numbering, "num"):
        counted = said(first(each, "abstractNumId"), "val")
        levels = dict(abstract.get(counted, {}))
        for override in children(each, "lvlOverride"):
            at = _whole(said(override, "ilvl"), 0)
            start = said(first(override, "startOverride"), "val")
            if start and at in levels:
                levels[at] = Level(levels[at].format, levels[at].text, _whole(start, 1))
                counted = said(each, "numId") + "!"  # counts anew
        lists[said(each, "numId")] = (counted, levels)
    return Numbering(lists, _styles(styles))


def _levels(abstract: Element) -> dict[int, Level]:
    return {
        _whole(said(level, "ilvl"), 0): Level(
            said(first(level, "numFmt"), "val") or "decimal",
            said(first(level, "lvlText"), "val"),
            _whole(said(first(level, "start"), "val"), 1),
        )
        for level in children(abstract, "lvl")
    }


def _styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in children(styles, "style"):
        own = first(first(style, "pPr"), "numPr")
        if own is not None:
            place = said(first(own, "numId"), "val"), _whole(said(first(own, "ilvl"), "val"), 0)
            found[said(style, "styleId")] = place
    return found


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else otherwise


def written(number: int, form: str) -> str:
    if form in CHINESE.split():
        return chinese(number)
    if form in WRITTEN and 1 <= number <= 20:
        return WRITTEN[form](number)
    return f"{number:02}" if form == "decimalZero" else str(number)


def chinese(number: int) -> str:
    """一, 十, 十二, 二十, 一百零三; beyond 999 in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    return "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


WRITTEN: dict[str, Callable[[int], str]] = {
    "lowerLetter": lambda number: chr(96 + number),
    "upperLetter": lambda number: chr(64 + number),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalFullWidth": lambda number: str(number),
}
