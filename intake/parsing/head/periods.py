"""Which years a plan is for."""

from __future__ import annotations

import re

ORDER = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}
YEARS = re.compile(r"(?P<start>(?:19|20)\d\d)年?(?:[-—–~―至到]{1,2})(?P<end>(?:19|20)\d\d)年?")
FIVE_YEARS = re.compile(
    r"[“\"「]?(?P<short>十[一二三四五六七八九]?五|二十五)[”\"」]|第(?P<long>十[一二三四五六七八九]?|二十)个?五年|(?<![\u3400-\u9fff])(?P<bare>十[一二三四五六七八九]五)(?=规划|时期|期间)"
)
SAID = re.compile(r"规划期(?:限|间)?[为是:,]?\s*$|期限[为是:]?\s*$")
FIRST_YEAR_OF_TENTH = 2001
LONGEST = 30


def period_of_title(title: str) -> tuple[int, int] | None:
    """Explicit years before the number of the five-year plan."""
    return _explicit(title) or _five_years(title)


def period_of_text(text: str) -> tuple[int, int] | None:
    """Where the title says nothing: the years that the opening paragraphs give as those of the plan, else the
    five-year plan that they name most.
    """
    for match in YEARS.finditer(text):
        if SAID.search(text[max(0, match.start() - 12) : match.start()]):
            return _checked(match)
    named = [found for found in map(_numbered, FIVE_YEARS.finditer(text)) if found]
    return max(sorted(set(named), reverse=True), key=named.count, default=None)


def _explicit(text: str) -> tuple[int, int] | None:
    found = [period for period in map(_checked, YEARS.finditer(text)) if period]
    return found[-1] if found else None


def _checked(match: re.Match[str]) -> tuple[int, int] | None:
    start, end = int(match["start"]), int(match["end"])
    return (start, end) if start <= end <= start + LONGEST else None


def _five_years(text: str) -> tuple[int, int] | None:
    return next((found for found in map(_numbered, FIVE_YEARS.finditer(text)) if found), None)


def _numbered(match: re.Match[str]) -> tuple[int, int] | None:
    """十五 is the tenth (2001–2005), 十四五 the fourteenth (2021–2025)."""
    words = match["long"] or (match["short"] or match["bare"])[:-1]
    tens, _, ones = words.partition("十")
    count = ORDER.get(tens, 1) * 10 + ORDER.get(ones, 0)
    start = FIRST_YEAR_OF_TENTH + 5 * (count - 10)
    return start, start + 4
