"""The plans from which a plan says that it was drawn up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.parsing.passage import Passage

DRAWN_UP = re.compile(r"(?:制定|编制|制订|编写|拟定|起草)")
GROUNDS = re.compile(r"根据|依据|按照|遵循|结合|围绕|落实|贯彻|衔接|对接|遵照|以《")
NAMED = re.compile(r"《(?P<name>[^《》]{4,120})》")
INNER = re.compile(r"〈(?P<name>[^〈〉]{4,100})〉")
PLAN = re.compile(r"规划|纲要|计划")
SENTENCE = re.compile(r"[^。;]+[。;]?")
LONGEST_SENTENCE = 1500


def find_parents(paragraphs: Iterable[Passage], own: str) -> list[Passage]:
    """Plans named in the sentence that says from what this one was made, its own title left out."""
    for paragraph in paragraphs:
        for sentence in SENTENCE.finditer(paragraph.text):
            said = sentence[0]
            if len(said) > LONGEST_SENTENCE or not (DRAWN_UP.search(said) and GROUNDS.search(said)):
                continue
            found = _plans(paragraph[sentence.start() : sentence.end()], own)
            if found:
                return found
    return []


def _plans(sentence: Passage, own: str) -> list[Passage]:
    found: list[Passage] = []
    for match in NAMED.finditer(sentence.text):
        name = sentence[match.start("name") : match.end("name")]
        inner = INNER.search(name.text)
        if inner:
            name = name[inner.start("name") : inner.end("name")]
        known = {_plain(own), *(_plain(each.text) for each in found)}
        if PLAN.search(name.text) and _plain(name.text) not in known:
            found.append(name)
    return found


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
