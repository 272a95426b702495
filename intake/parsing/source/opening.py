"""Which format a file has, by what it holds rather than by its name."""

from __future__ import annotations

from collections.abc import Callable

from intake.parsing.source.markup import is_markup, read_markup
from intake.parsing.source.pdf_apart import read_pdf_apart
from intake.parsing.source.refusing import EMPTY, check_start
from intake.parsing.source.shown import Source, UnreadableError
from intake.parsing.source.text import read_text
from intake.parsing.source.word import read_word

PAGES_TRIED = 10


def open_source(content: bytes, name: str = "", told: Callable[[int, int], None] | None = None) -> Source:
    """The text of a file; UnreadableError where it is not one of the formats, or has no text.

    `name` settles nothing but whether a text with few tags is a web page.
    """
    return _opened(content, name, told, 0)


def check_readable(content: bytes, name: str = "") -> None:
    """UnreadableError for what would be refused; of a PDF only the first pages are read."""
    _opened(content, name, None, PAGES_TRIED)


def _opened(content: bytes, name: str, told: Callable[[int, int], None] | None, pages: int) -> Source:
    if not content.strip():
        raise UnreadableError(EMPTY)
    check_start(content)
    if content.startswith(b"PK"):
        return read_word(content)
    if b"%PDF-" in content[:1024]:
        return read_pdf_apart(content, told, pages)
    if is_markup(content, name):
        return read_markup(content)
    return read_text(content)
