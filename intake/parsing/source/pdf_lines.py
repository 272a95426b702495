"""The signs of a PDF page as lines of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from intake.parsing.source.shown import UnreadableError
from intake.parsing.source.text import cleaned

WORD_GAP = 0.2  # of the size of the signs: wider is a blank
COLUMN_GAP = 1.2  # wider is a column of its own: two blanks or more


@dataclass(frozen=True)
class Sign:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return max(self.bottom - self.top, 1.0)


def signs_of(page: Any) -> list[Sign]:
    """Upright signs that print something; those without a code show as �."""
    found = []
    for char in page.chars:
        text = "\ufffd" if char["text"].startswith("(cid:") else _shown(char["text"])
        if text and char["upright"]:
            found.append(Sign(text, char["x0"], char["x1"], char["top"], char["bottom"]))
    return found


def _shown(text: str) -> str:
    try:
        return cleaned(text).strip()
    except UnreadableError:
        return ""


def lines_of(signs: Sequence[Sign]) -> list[list[Sign]]:
    """From the top; signs whose middles are less than half a sign apart share a line (raised ones too)."""
    lines: list[list[Sign]] = []
    middle, size = 0.0, 0.0
    for sign in sorted(signs, key=lambda each: each.middle):
        if lines and abs(sign.middle - middle) < 0.5 * max(size, sign.size):
            lines[-1].append(sign)
        else:
            lines.append([sign])
        if sign.size >= size or len(lines[-1]) == 1:
            middle, size = sign.middle, sign.size
    return [_printed_once(sorted(line, key=lambda each: each.left)) for line in lines]


def _printed_once(line: list[Sign]) -> list[Sign]:
    """Bold is sometimes printed as the same sign twice, a hair apart."""
    found: list[Sign] = []
    for sign in line:
        if not any(
            sign.text == other.text and abs(sign.left - other.left) < 0.25 * sign.size for other in found[-3:]
        ):
            found.append(sign)
    return found


def line_text(line: Sequence[Sign], left: float) -> str:
    """With as many blanks as keep the columns of lines one below the other: a Chinese sign is two wide."""
    size = median(sign.size for sign in line)
    unit = max(size / 2, 1.0)
    text, width, right = "", 0, left
    for sign in line:
        gap = sign.left - right
        if gap > WORD_GAP * size:
            least = 1 if gap <= COLUMN_GAP * size else 2
            column = round((sign.left - left) / unit)
            blanks = max(least, column - width) if least == 2 else 1
            text, width = text + " " * blanks, width + blanks
        text, width = text + sign.text, width + sum(map(_width, sign.text))
        right = max(right, sign.right)
    return text


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
