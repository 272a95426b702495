"""Plain text, uploaded or pasted."""

from __future__ import annotations

import re

from intake.parsing.source.encodings import decoded
from intake.parsing.source.furniture import furniture
from intake.parsing.source.pasted import pasted_tables
from intake.parsing.source.refusing import EMPTY, MOST_OF_TEXT, MOST_SIGNS, NOT_TEXT, check_size
from intake.parsing.source.shown import Source, UnreadableError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
LINE_END = re.compile(r"\r\n|[\r\x0b\x85\u2028\u2029]")


def read_text(content: bytes) -> Source:
    check_size(content, MOST_OF_TEXT)
    text = decoded(content)
    if text is None:
        raise UnreadableError(NOT_TEXT)
    return source_of_text(text)


def source_of_text(text: str) -> Source:
    """Lines end with one sign, nothing invisible is left but tabs, form feeds become the pages' offsets."""
    if len(text) > MOST_SIGNS:
        raise UnreadableError(f"文字太多（超过 {MOST_SIGNS // 10000} 万字）。请只上传规划正文。")
    shown = cleaned(text)
    parts = shown.split("\f")
    kept, pages, length = [], [0], 0
    for at, part in enumerate(parts):
        if at < len(parts) - 1 and not part.endswith("\n"):
            part += "\n"
        kept.append(part)
        length += len(part)
        pages.append(length)
    whole = "".join(kept)
    if not whole.strip():
        raise UnreadableError(EMPTY)
    begun = tuple(at for at in pages[:-1] if at < len(whole)) if len(parts) > 1 else ()
    return Source(whole, "text", begun, pasted_tables(whole), furniture(whole, begun))


def cleaned(text: str) -> str:
    """Raises UnreadableError where so much is invisible that it cannot be a text."""
    text = LINE_END.sub("\n", text.removeprefix("\ufeff").replace("\x07", "\t"))
    plain, odd = CONTROL.subn("", text)
    if odd > 5 + len(text) // 50:
        raise UnreadableError(NOT_TEXT)
    return plain
