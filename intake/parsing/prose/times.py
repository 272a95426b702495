"""Which years a stretch of text speaks of: the plan's, those before it, or those after it."""

from __future__ import annotations

import re

HAN_YEAR = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
YEAR = r"(?P<year>20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})"
UNTIL = re.compile(rf"(?:到|至|截至|截止|展望|力争到|在)?{YEAR}年(?:底|末|前|以前|之前|左右)?(?:,|$)?")
SAID = re.compile(
    rf"(?P<compared>(?:比|较|以|由|从|自|与|在)(?:{YEAR.replace('year', 'base')}年|“?十[一二三四]五”?\S{{0,3}}末))"
    rf"|(?P<until>(?:到|至|截至|截止|展望|前|在)?{YEAR}年(?:年?底|末|前|以前|之前)?)"
    r"|(?P<plan>“?十(?P<nth>[一二三四五六])五”?(?:规划)?(?:时期|期间|期末|期|末|以来|内)?)"
    r"|(?P<since>(?:过去)?(?:五|5)年来|近年来|以来|目前|截至目前)|(?P<far>远景|展望)"
)
FIRST = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}


def number_of_year(text: str) -> int:
    return int(text) if text.isdigit() else int("".join(HAN_YEAR[sign] for sign in text))


def period_of(nth: str) -> tuple[int, int]:
    """“十四五” is the fourteenth plan: 2021 to 2025."""
    return FIRST[nth], FIRST[nth] + 4


def spoken_year(text: str, period: tuple[int, int], before: int | None) -> int | None:
    """The year that holds at the end of this text, `before` where it says none."""
    year = before
    for match in SAID.finditer(text):
        if match["compared"]:
            continue
        if match["year"]:
            year = number_of_year(match["year"])
        elif match["nth"]:
            year = period_of(match["nth"])[1]
        elif match["since"]:
            year = period[0] - 1
        elif match["far"]:
            year = year if year and year > period[1] else period[1] + 10
    return year
