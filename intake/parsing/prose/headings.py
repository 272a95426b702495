"""Which paragraphs are headings, and where a heading glued to its text ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake.parsing.passage import Passage
from intake.parsing.prose.markers import KINDS, marker_of
from intake.parsing.prose.purposes import IS_TASK, purpose_of

CELLS = re.compile(r"[\t|]|\S\s{3,}\S")  # a row of a table
LONGEST = 45  # signs of a heading on a line of its own
LONGEST_LEAD = 40  # signs of a heading glued to its text
NUMBERED = tuple(kind for kind, _ in KINDS)
LONGEST_LINE = 24  # signs of a heading without a number
NO_HEADING = re.compile(r"[。,，;；!?|\t]|^[(\[〔]|^注|规划$|的通知$|^第?\d")
QUANTITY = re.compile(
    r"\d[\d.,]*\s*(?:[%‰万亿千百余多]|个(?!五)|人|元|家|项|倍|岁|公里|吨|张|所|平方|立方|亩|名|件|户|台|座|套)|百分之"
    r"|[一二三四五六七八九][十百千][一二三四五六七八九十百千]{0,6}[万亿]?(?:个|人|家|项|所|座|公里|亩|件|户|元)"
    r"|(?:达到?|(?:提高|提升|增加|下降|降低|降|缩短)[到至]|(?:控制|保持|稳定)在|突破|超过|不(?:低于|少于|超过))\s*\d"
)
OUTLOOK_LEAD = re.compile(
    r"(?:二[〇○零]三五|2035)\s*年(?:远景|发展|奋斗)?(?:目标)?[:：]?(?=展望|到\s*20|到二)"
)
YEAR_LEAD = re.compile(r"[^。:：,，;；]{2,30}[:：]")
STATES = re.compile(
    r"\s*(?:.{0,12}?(?:[\d≥≤><〔\[]|百分之|[一二三四五六七八九]成)|[一二三四五六七八九十百千]+[万亿])"
)
TASK_LINE = re.compile(
    r"(?:策略|主要|具体|重点|工作|政策|支持)(?:措施|任务|举措)(?:[和与及](?:措施|任务|举措))?[:：]?"
)
ANNEX = re.compile(r"^附\s*[件录]\s*\d{0,2}\s*[:：]?\s*(?=\S)")  # before what it is called
TABLE_TITLE = re.compile(r"(?:附?表|图)\s*[\d一二三四五六七八九十]{1,3}")


@dataclass(frozen=True)
class Heading:
    """`kind` is a marker's or lead (unnumbered); `rest` the text glued behind it, empty where none is."""

    kind: str
    title: Passage
    rest: Passage
    purpose: str = ""  # what an unnumbered heading says by itself

    @property
    def bare(self) -> str:
        """The heading without its marker."""
        marker = marker_of(self.title.text)
        return self.title.text[marker.length if marker else 0 :].strip(" *#|。:：")


def heading_of(paragraph: Passage) -> Heading | None:
    """None for a paragraph of text, and for an item that states a quantity in its first words."""
    text = paragraph.text
    marker = marker_of(text)
    if CELLS.search(text.rstrip(" \t|")):
        return None
    if marker is None:
        return _unnumbered(paragraph)
    if marker.kind == "markdown":
        bare = text[marker.length :].strip(" *#|")
        is_text = TABLE_TITLE.match(bare) or len(bare) > LONGEST or "。" in bare
        return None if is_text else Heading("markdown", paragraph, paragraph[:0])
    end = _end_of_lead(text, marker.length)
    if end is None or (marker.kind != "box" and QUANTITY.search(text[marker.length : end])):
        return None
    return Heading(marker.kind, paragraph[:end], paragraph[end:].strip())


def _end_of_lead(text: str, start: int) -> int | None:
    body = text[start:]
    outlook = OUTLOOK_LEAD.match(body)
    if outlook:
        return start + outlook.end()
    stop = re.search(r"[。]|[:：](?=.)", body)
    if stop and stop[0] != "。" and STATES.match(body[stop.end() :]):
        return None
    if stop and stop.end() < len(body):
        return start + stop.end() if stop.end() <= LONGEST_LEAD else None
    return len(text) if len(body) <= LONGEST and not re.search(r"[;；]$", body) else None


def _unnumbered(paragraph: Passage) -> Heading | None:
    """Only the usual ones: 主要目标, 2035年远景目标:…, 发展基础."""
    text = ANNEX.sub("", paragraph.text)
    if TASK_LINE.fullmatch(text):
        return Heading("lead", paragraph, paragraph[:0], "tasks")
    lead = YEAR_LEAD.match(text)
    if lead and text == paragraph.text:
        purpose = _of_lead(lead[0].rstrip(":：")) if re.search(r"目标|展望|指标", lead[0]) else ""
        if purpose in ("targets", "outlook") and not re.search(r"如下|是[:：]$|包括", lead[0]):
            return Heading("lead", paragraph[: lead.end()], paragraph[lead.end() :].strip(), purpose)
        return None
    if len(text) > LONGEST_LINE or (NO_HEADING.search(text) and not re.match(r"20\d\d", text)):
        return None
    purpose = _of_lead(text)
    if not purpose or TABLE_TITLE.match(text) or QUANTITY.search(text):
        return None
    return Heading("lead", paragraph, paragraph[:0], purpose)


def _of_lead(text: str) -> str:
    return "" if IS_TASK.search(text) else purpose_of(text, tasks_begun=False)
