"""PDF files with text: lines in reading order with the blanks between their columns, ruled tables, pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from intake.parsing.source.furniture import furniture
from intake.parsing.source.pdf_lines import Sign, line_text, lines_of, signs_of
from intake.parsing.source.pdf_measure import check_streams
from intake.parsing.source.pdf_tables import Ruled, ruled_tables
from intake.parsing.source.refusing import (
    BROKEN,
    GARBLED,
    LOCKED,
    MOST_OF_FILE,
    MOST_PAGES,
    SCANNED,
    check_size,
)
from intake.parsing.source.shown import Source, UnreadableError
from intake.parsing.source.writing import Writing

LEAST_SIGNS = 20  # of all pages, and this many more a page: fewer are page numbers and stamps on pictures
LEAST_A_PAGE = 3
MOST_ON_A_PAGE = 30_000


def read_pdf(content: bytes, told: Callable[[int, int], None] | None = None, most: int = 0) -> Source:
    """`told` hears of each page; `most` is how many pages are wanted, 0 for all."""
    check_size(content, MOST_OF_FILE)
    if b"%%EOF" not in content[-4096:] and b"startxref" not in content[-4096:]:
        raise UnreadableError(BROKEN)
    check_streams(content)
    try:
        return _read(content, told, most)
    except UnreadableError:
        raise
    except Exception as error:  # a broken file makes the reader raise whatever it likes
        raise UnreadableError(LOCKED if "Password" in repr(error) else BROKEN) from error


def _read(content: bytes, told: Callable[[int, int], None] | None, most: int) -> Source:
    import pdfplumber  # takes half a second, and only this format needs it

    writing, pages = Writing(), list[int]()
    with pdfplumber.open(io.BytesIO(content)) as document:
        count = len(document.pages)
        if count > MOST_PAGES:
            raise UnreadableError(f"PDF 有 {count} 页，最多 {MOST_PAGES} 页。请只上传规划正文。")
        for number, page in enumerate(document.pages[: most or None], start=1):
            pages.append(writing.length)
            _page(page, writing)
            page.close()
            if told:
                told(number, count)
    text = writing.text()
    readable = sum(sign.isalnum() for sign in text)
    if readable < (1 if 0 < most < count else LEAST_SIGNS + LEAST_A_PAGE * count):
        raise UnreadableError(SCANNED)
    if text.count("\ufffd") > readable // 5:
        raise UnreadableError(GARBLED)
    begun = tuple(at for at in pages if at < len(text))
    return Source(text, "pdf", begun, tuple(writing.tables), furniture(text, begun))


def _page(page: Any, writing: Writing) -> None:
    if len(page.chars) > MOST_ON_A_PAGE:
        raise UnreadableError(BROKEN)
    signs = signs_of(page)
    tables = ruled_tables(page, signs)
    inside = {id(sign) for table in tables for sign in table.signs}
    lines = lines_of([sign for sign in signs if id(sign) not in inside])
    blocks: list[tuple[float, list[Sign] | Ruled]] = [
        (min(sign.top for sign in line), line) for line in lines
    ]
    blocks += [(table.top, table) for table in tables]
    left = min((sign.left for sign in signs), default=0.0)
    for _, block in sorted(blocks, key=lambda each: each[0]):
        if isinstance(block, Ruled):
            writing.table(block.rows)
        else:
            writing.line(line_text(block, left))
