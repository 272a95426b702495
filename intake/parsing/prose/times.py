"""Which years a stretch of text speaks of: the plan's, those before it, or those after it."""

from __future__ import annotations

import re

HAN_YEAR = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
YEAR = r"(?P<year>20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})"
SAID = re.compile(
    r"(?P<compared>[比较以由从自与在](?:20\d\d年|二[〇○零]\S\S年|“?十[一二三四]五”?\S{0,3}末|目前|现在|现状))"
    r"|(?P<before>[比较](?:“?十[一二三四五]五”?)(?:规划)?(?:时期|期间|同期)?)"
    r"|(?P<looked_at>(?:面向|对标|对照|锚定|着眼|瞄准|围绕|按照|根据|依据|衔接|结合)[^,。;]{0,12}?(?:20\d\d|二[〇○零]\S\S)年)"
    r"|(?P<built>20\d\d年(?:年?底|末)?(?:以前|之前|前)(?:建成|竣工|投用)的)"  # how old it is
    rf"|(?P<until>(?:到|至|截至|截止|展望|前|在)?{YEAR}年(?:年?底|末|前|以前|之前)?)"
    r"|(?P<plan>“?十(?P<nth>[一二三四五六])五”?(?:规划)?(?:时期|期间|期末|期|末|以来|内)?)"
    r"|(?P<since>(?:过去)?(?:五|5)年来|近年来|以来|目前|截至目前)|(?P<far>展望)|(?P<coming>(?:未来|今后)(?:五|5)年|规划期)"
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
        if match["compared"] or match["before"] or match["looked_at"] or match["built"]:
            continue
        if match["year"]:
            year = number_of_year(match["year"])
        elif match["nth"]:
            year = period_of(match["nth"])[1]
        elif match["coming"]:
            year = period[1]
        elif match["since"]:
            year = period[0] - 1
        elif match["far"]:
            year = year if year and year > period[1] else period[1] + 10
    return year
