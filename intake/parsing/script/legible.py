"""The whole text of a document as a passage to read: half width, Simplified characters, mainland words."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from intake.parsing.passage import Passage
from intake.parsing.script.taiwan import mainland
from intake.parsing.script.widths import half_width
from intake.parsing.source import Source

HAN = re.compile(r"[\u3400-\u9fff]")
TRADITIONAL_FROM = 0.05  # of the Chinese characters: a Simplified text names the odd place in Traditional


def script_of(text: str) -> str:
    """hans or hant, by how many characters a conversion to Simplified changes."""
    han = "".join(HAN.findall(text))
    if not han:
        return "hans"
    changed = sum(a != b for a, b in zip(han, simplified(han), strict=True))
    return "hant" if changed >= TRADITIONAL_FROM * len(han) else "hans"


def legible(source: Source) -> Passage:
    """What is shown without what is hidden, made even; line ends stay."""
    page = half_width(_without(Passage.of(source.text), source.hidden))
    if script_of(page.text) == "hant":
        page = mainland(Passage(simplified(page.text), page.origin))
    return page


def _without(page: Passage, hidden: tuple[tuple[int, int], ...]) -> Passage:
    parts, last = [], 0
    for start, end in sorted(hidden):
        parts.append(page[last:start])
        last = max(last, end)
    return Passage.joined([*parts, page[last:]])


@cache
def _converter() -> OpenCC:
    return OpenCC("hk2s")  # as t2s, and the forms of Hong Kong besides


def simplified(text: str) -> str:
    """Character for character: where a phrase would change its length, its characters are converted alone."""
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    lines = []
    for line in text.split("\n"):
        found = _converter().convert(line)
        lines.append(found if len(found) == len(line) else "".join(_one(sign) for sign in line))
    return "\n".join(lines)


@cache
def _one(sign: str) -> str:
    found: str = _converter().convert(sign)
    return found if len(found) == 1 else sign
