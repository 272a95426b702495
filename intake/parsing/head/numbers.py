"""The number of the document itself (湘政办发〔2021〕60号), not of one that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from intake.parsing.head.lines import close, tight
from intake.parsing.passage import Passage

NUMBER = re.compile(
    r"(?P<body>[\u3400-\u9fff]{2,12}?(?:\([\u3400-\u9fff]{1,4}\))?[发函字规办通文令政告批研划计综财字委农人教卫水建交科安民]?)"
    r"[〔\[(【](?P<year>(?:19|20)\d\d)[〕\])】]第?(?P<count>\d{1,5})号"
)
LABEL = re.compile(r"(?:发文字号|发文文号|公文文号|文件编号|发文号|文件字号|文号|字号|文件号)[::]?")
CITED = re.compile(r"》?\($|根据|依据|按照|转发|参照|贯彻|落实|废止")
UNDER_TITLE = re.compile(r"(?:印发|发布)\)$")
SENTENCE = re.compile(r"[。;]")


def find_number(lines: Sequence[Passage]) -> Passage | None:
    """Labelled (文号：…) before a line of its own, before one in a short line; the first of the best."""
    best: tuple[int, Passage] | None = None
    for line in lines:
        for weight, found in _numbers(tight(line)):
            if best is None or weight > best[0]:
                best = (weight, found)
    return best[1] if best else None


def printed_number(shown: str) -> str:
    """Without spaces, with the brackets that the standard of documents wants: 〔2021〕."""
    return re.sub(r"[\[(【]((?:19|20)\d\d)[\])】]", r"〔\1〕", close(unicodedata.normalize("NFKC", shown)))


def _numbers(line: Passage) -> list[tuple[int, Passage]]:
    found = []
    for match in NUMBER.finditer(line.text):
        start = match.start()
        label = LABEL.search(line.text, max(0, start - 8), match.end())
        if label:
            start = max(start, label.end())
        start = _after_gap(line, start, match.start("year") - 1)
        weight = _weight(line.text, start, match.end(), bool(label))
        if weight:
            found.append((weight, line[start : match.end()]))
    return found


def _after_gap(line: Passage, start: int, end: int) -> int:
    """Past the last space before the number where two signs or more follow it: `X局 X发〔2022〕4号`."""
    gaps = [at for at in range(start + 1, end - 1) if line.origin[at] > line.origin[at - 1] + 1]
    return gaps[-1] if gaps else start


def _weight(line: str, start: int, end: int, labelled: bool) -> int:
    if labelled:
        return 3
    before = line[:start]
    if line.startswith("(") and UNDER_TITLE.search(line):
        return 2
    if start <= 1 and end >= len(line) - 1:
        return 3
    if CITED.search(before[-30:]) and not before.endswith("的通知("):
        return 0
    return 1 if not SENTENCE.search(line) and len(line) < 90 else 0
