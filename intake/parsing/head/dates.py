"""When the document was issued: the date of the notice, in digits or in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from intake.parsing.head.lines import tight
from intake.parsing.passage import Passage

DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}
NUMERAL = "[零〇○Oo一二三四五六七八九十]"
WRITTEN = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][零〇○Oo一二三四五六七八九]{{3}})年(?P<month>\d{{1,2}}|{NUMERAL}{{1,3}})月(?P<day>\d{{1,2}}|{NUMERAL}{{1,3}})日"
)
PLAIN = re.compile(r"(?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
# What stands before a date, and how much it says about when the document was issued; 0: nothing.
LABELS = (
    (re.compile(r"(?:时效|有效期|失效|废止|截止|截至|实施日期|施行|生效|更新)[^\d]{0,6}$"), 0),
    (re.compile(r"(?:成文|签发|签署|发文|印发|制发)(?:日期|时间)[::]?\s*$"), 5),
    (re.compile(r"(?:登记|生成|形成)(?:日期|时间)[::]?\s*$"), 3),
    (re.compile(r"(?:发布|公开|公布)(?:日期|时间)[::]?\s*$"), 2),
)
OWN_LINE = 6
IMPRINT = 4
SHORT_LINE = 3
# (2026年…人民代表大会…批准) under the title, where nothing else tells a date.
APPROVED = re.compile(r"(?:批准|通过|发布|印发|公布)\)?")
APPROVAL = 1
LONGEST_LABEL = 12


def find_date(lines: Sequence[Passage], back: Sequence[Passage]) -> tuple[Passage, date] | None:
    """A date in a line of its own (under the notice) before a labelled one, before the imprint."""
    best: tuple[int, Passage, date] | None = None
    around = [*lines, *back]
    for above, line in zip([None, *around], around, strict=False):
        for weight, passage, day in _dates(line, above.text if above else ""):
            if weight and (best is None or weight > best[0]):
                best = (weight, passage, day)
    return (best[1], best[2]) if best else None


def _dates(line: Passage, above: str) -> list[tuple[int, Passage, date]]:
    """Dates in Chinese are spaced out, those in digits are followed by the time of day."""
    found = []
    for pattern, passage in ((WRITTEN, tight(line)), (PLAIN, line)):
        for match in pattern.finditer(passage.text):
            day = _day(match)
            if day:
                weight = _weight(passage.text, match, above)
                found.append((weight, passage[match.start() : match.end()], day))
    return found


def _weight(line: str, match: re.Match[str], above: str) -> int:
    """A data sheet may have its labels in a line of their own, above what they are for."""
    before, after = line[: match.start()], line[match.end() :]
    if not before and not after and len(above) < LONGEST_LABEL:
        before = above if any(pattern.search(above) for pattern, _ in LABELS) else ""
    for pattern, weight in LABELS:
        if pattern.search(before):
            return weight
    if not before and not after:
        return OWN_LINE
    if after.startswith("印发"):
        return IMPRINT
    if line.startswith("(") and APPROVED.search(after):
        return APPROVAL
    if re.search(r"[。;,]", line) or len(line) > 60 or re.match(r"[至到—-]", after):
        return 0
    return SHORT_LINE if not after and not re.search(r"[\d(]$", before) else 0


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(_number(match["year"]), _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None


def _number(text: str) -> int:
    """2021, 二〇二一, 十二, 二十七, 三十."""
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int("".join(DIGITS.get(sign, sign) for sign in text))
    tens, _, ones = text.partition("十")
    return int(DIGITS.get(tens, "1")) * 10 + int(DIGITS.get(ones, "0"))
