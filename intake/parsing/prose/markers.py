"""The signs that open headings and items of lists, and how deep each kind stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERAL = "一二三四五六七八九十百"
# (kind, what it looks like); the order is the usual order of depth, outermost first.
KINDS: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s*[{NUMERAL}\d]{{1,4}}\s*(?:部\s*分|篇|编)"),
    ("chapter", rf"第\s*[{NUMERAL}\d]{{1,4}}\s*章"),
    ("node", rf"第\s*[{NUMERAL}\d]{{1,4}}\s*节"),
    ("clause", rf"第\s*[{NUMERAL}\d]{{1,4}}\s*条"),
    ("chinese", rf"[{NUMERAL}]{{1,4}}\s*[、.．](?!\d|[{NUMERAL}]{{1,2}}[、级线类次产等季])"),
    ("bracket", rf"\(\s*[{NUMERAL}]{{1,4}}\s*\)、?"),
    ("arabic", r"\d{1,2}\s*(?:[、．]|\.)\s*(?=\D|20\d\d年)(?!\d、)"),
    ("decimal", r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\d\s.%‰:]{2})"),
    ("paren", r"\(\s*\d{1,2}\s*\)、?(?=\D)"),
    ("half", r"\d{1,2}\)(?=\D)"),
    ("circled", r"[①-⑳❶-❿]"),
    ("dash", r"(?:—{2,3}|─{2,3}|-{2,3}|[●•◆■▪▲·○☆★])\s*(?=[^\s—-])"),
)
BOX = re.compile(
    r"(?:[●•◆■▪▲]\s*)?专\s*栏(?:\s*[\d一二三四五六七八九十]{1,3}(?:\s*[-—]\s*\d{1,2})?\s*[:.、]?\s*|\s*[:]\s*|\s+)(?=\S|$)"
)
MARKDOWN = re.compile(r"#{1,6}\s+|\*\*(?=\S)")
PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)


@dataclass(frozen=True)
class Marker:
    """`kind` as in KINDS, or box; `length` covers the sign and blanks behind it."""

    kind: str
    length: int


def marker_of(text: str) -> Marker | None:
    """The marker that a line or paragraph opens with, markdown signs before it included."""
    lead = MARKDOWN.match(text)
    at = lead.end() if lead else 0
    box = BOX.match(text, at)
    if box:
        return Marker("box", box.end())
    for kind, pattern in PATTERNS:
        match = pattern.match(text, at)
        if match:
            return Marker(kind, match.end())
    return Marker("markdown", at) if lead else None
