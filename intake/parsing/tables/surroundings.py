"""What stands around a table: its caption above, its notes below."""

from __future__ import annotations

import re

from intake.parsing.passage import Passage
from intake.parsing.tables.lines import Lines

UNIT_LINE = re.compile(r"[(（]?\s*(?:计量)?单位\s*[::]")
NOTE = re.compile(
    r"[>*\s(（]*(?:备?注\s*\d*\s*[::.、]|说明\s*[::]|备\s*注|注释|\*\s*(?:为|表示|号)|带[“\"]?[*★▲△※●]|标注?[“\"]?[*★▲△※●]|[〔\[【(]\s*[〕\]】)]\s*(?:内|为|中|里|表示)|[*★▲△※●]\s*(?:为|表示|指)|数据来源|资料来源)"
)
ITEM = re.compile(r"\s*(?:\d{1,2}[.、．)]|[①-⑳]|[(（]\d{1,2}[)）]|[*★▲△※])")
LONGEST_CAPTION = 60
ABOVE = 4
LONGEST_NOTE = 400
HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[章节篇部]|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十]{1,3}[)）]|#)"
)
TITLE = re.compile(r"专栏|附?表\s*\d|附表|指标|[一二三四五六七八九十]五")


def is_caption(text: str) -> bool:
    plain = text.strip()
    return 3 < len(plain) <= LONGEST_CAPTION and bool(
        re.match(r"[*#【\[(]*(?:专栏|附?表\s*[\d一二三四五六七八九十]|附表)", plain)
    )


def is_note(text: str) -> bool:
    return bool(NOTE.match(text))


def is_heading(text: str) -> bool:
    """A heading of the outline (二、主要指标) rather than a table's own title."""
    return bool(HEADING.match(text))


def caption_above(lines: Lines, first: int) -> Passage | None:
    """The title of a table; a line that gives the unit may stand between."""
    kept: list[Passage] = []
    at, seen = first - 1, 0
    while lines.is_free(at) and seen < ABOVE:
        line = lines[at].strip()
        at -= 1
        if not line:
            continue
        seen += 1
        if _is_title(line.text):
            kept.insert(0, line)
            if not UNIT_LINE.match(line.text):
                break
        elif not lines.is_furniture(at + 1):
            break
    return Passage.joined(kept) if kept else None


def _is_title(text: str) -> bool:
    if UNIT_LINE.match(text):
        return len(text) <= LONGEST_CAPTION
    if len(text) > LONGEST_CAPTION or re.search(r"[。;:]$", text):
        return False
    return is_caption(text) or (bool(TITLE.search(text)) and not re.search(r"[,。;]", text))


def notes_below(lines: Lines, last: int) -> list[Passage]:
    """The notes under a table: 注：… and its numbered lines."""
    notes: list[Passage] = []
    at, blank = last, 0
    while lines.is_free(at) and blank < 4:
        line = lines[at].strip()
        if not line or lines.is_furniture(at):
            blank += 1
        elif len(line) <= LONGEST_NOTE and (
            is_note(line.text) or (notes and blank == 0 and _goes_on(line.text, notes[-1].text))
        ):
            notes.append(line)
            blank = 0
        else:
            break
        at += 1
    return notes


def _goes_on(text: str, above: str) -> bool:
    return bool(ITEM.match(text)) or not above.rstrip().endswith(("。", ".", "|"))
