"""Word files (.docx): paragraphs with their automatic numbers, tables with merged cells, text boxes.

Deleted text of tracked changes, headers, footers, footnotes and comments are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile, ZipInfo

from intake.parsing.source.elements import children, first, name_of, said
from intake.parsing.source.furniture import furniture
from intake.parsing.source.numbering import Numbering, numbering_of
from intake.parsing.source.refusing import (
    BOMB,
    BROKEN,
    EMPTY,
    ENTITIES,
    HOW,
    LOCKED,
    MOST_OF_FILE,
    MOST_OF_XML,
    MOST_UNPACKED,
    PARTS,
    check_size,
)
from intake.parsing.source.shown import Source, UnreadableError
from intake.parsing.source.text import cleaned
from intake.parsing.source.writing import Cell, Placed, Writing, placed
from reporting.sheets.package import UNREADABLE, is_bomb, is_locked, refused_part

MAIN = re.compile(r"word/document\d{0,2}\.xml", re.IGNORECASE)
LEFT_OUT = re.compile(
    "del|moveFrom|delText|instrText|delInstrText|Fallback|rt|rPr|pPr|tblPr|trPr|tcPr|sectPr|"
    "footnoteReference|endnoteReference|commentReference|annotationRef"
)
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
DEEPEST = 200


def read_word(content: bytes) -> Source:
    check_size(content, MOST_OF_FILE)
    body, numbering = _parts(content)
    page = _Page(numbering)
    page.blocks(body, 0)
    text = page.writing.text()
    if not text.strip():
        raise UnreadableError(EMPTY)
    hidden = sorted({*page.writing.hidden, *furniture(text)})
    return Source(text, "docx", (), tuple(page.writing.tables), tuple(hidden))


def _parts(content: bytes) -> tuple[Element, Numbering]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            main = _main_part(infos)
            named = {info.filename.lower(): info for info in infos}
            body = first(_part(archive, main), "body")
            if body is None:
                raise UnreadableError(BROKEN)
            lists, styles = (
                _part(archive, named[name]) if name in named else None
                for name in ("word/numbering.xml", "word/styles.xml")
            )
            return body, numbering_of(lists, styles)
    except UnreadableError:
        raise
    except (*UNREADABLE, ParseError, IndexError, KeyError, OverflowError, LookupError, AssertionError):
        raise UnreadableError(BROKEN) from None


def _main_part(infos: list[ZipInfo]) -> ZipInfo:
    """The document itself, of a package that is harmless by its list."""
    main = next((info for info in infos if MAIN.fullmatch(info.filename)), None)
    if main is None:
        raise UnreadableError(refused_part(infos, PARTS) or f"这是压缩包或其他文件，不是 Word 文档。{HOW}")
    if is_bomb(infos, MOST_UNPACKED) or main.file_size > MOST_OF_XML:
        raise UnreadableError(BOMB)
    if is_locked(infos):
        raise UnreadableError(LOCKED)
    return main


def _part(archive: ZipFile, info: ZipInfo) -> Element:
    """One part, at most as large as it may be; none may declare entities."""
    with archive.open(info) as stream:
        content = stream.read(MOST_OF_XML + 1)
    if len(content) > MOST_OF_XML:
        raise UnreadableError(BOMB)
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableError(ENTITIES)
    return fromstring(content)


class _Page:
    def __init__(self, numbering: Numbering) -> None:
        self.writing = Writing()
        self.numbering = numbering

    def blocks(self, parent: Element, depth: int) -> None:
        for lines, table, is_contents in self._read(parent, depth):
            if table is not None:
                self.writing.table(table)
            for line in lines:
                span = self.writing.line(line)
                if is_contents and line.strip():
                    self.writing.hidden.append(span)

    def _read(self, parent: Element, depth: int) -> Iterator[tuple[list[str], Placed | None, bool]]:
        """Paragraphs as lines and tables, with what frames them taken away."""
        if depth > DEEPEST:
            raise UnreadableError("文档的结构嵌套太深，无法读取。请复制正文后粘贴。")
        for child in parent:
            name = name_of(child)
            if name == "p":
                yield self._paragraph(child, depth), None, _is_of_contents(child)
            elif name == "tbl":
                yield [], placed(self._rows(child, depth + 1)), False
            elif not LEFT_OUT.fullmatch(name):
                yield from self._read(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> list[str]:
        """Its lines, then those of the text boxes anchored in it."""
        signs: list[str] = []
        boxes: list[Element] = []
        _gather(paragraph, signs, boxes, depth)
        text = cleaned("".join(signs)).replace("\f", "\n")
        lines = text.split("\n")
        if text.strip():
            lines[0] = self.numbering.number(paragraph) + lines[0]
        for box in boxes:
            lines += self._lines(box, depth + 1)
        return lines

    def _lines(self, parent: Element, depth: int) -> list[str]:
        """All text below, a table in it row by row."""
        found: list[str] = []
        for lines, table, _ in self._read(parent, depth):
            found += lines
            for row in table or ():
                cells = dict.fromkeys(cell for cell in row if cell and cell.lines)
                found.append(" ".join(line for cell in cells for line in cell.lines))
        return [line.strip() for line in found if line.strip()]

    def _rows(self, table: Element, depth: int) -> list[list[Cell]]:
        """Rows with the cells merged down counted out: Word repeats them, with no text, row after row."""
        rows = []
        for row in _within(table, "tr", depth):
            properties = first(row, "trPr")
            if first(properties, "del") is not None:
                continue
            before = _whole(said(first(properties, "gridBefore"), "val"), 0)
            cells = [(Cell(across=before), False)] if before else []
            rows.append(cells + [self._cell(cell, depth) for cell in _within(row, "tc", depth)])
        return _merged_down(rows)

    def _cell(self, cell: Element, depth: int) -> tuple[Cell, bool]:
        """The cell, and whether it continues the one above."""
        properties = first(cell, "tcPr")
        merge = first(properties, "vMerge")
        across = max(1, _whole(said(first(properties, "gridSpan"), "val"), 1))
        lines = tuple(self._lines(cell, depth + 1))
        return Cell(lines, across=across), merge is not None and said(merge, "val") != "restart"


def _merged_down(rows: list[list[tuple[Cell, bool]]]) -> list[list[Cell]]:
    """Each run of continued cells as one cell that reaches down, standing in its first row."""
    reach: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}  # by column: the row and column of the cell that may be continued
    for top, row in enumerate(rows):
        left, now = 0, {}
        for cell, continues in row:
            now[left] = above.get(left, (top, left)) if continues else (top, left)
            reach[now[left]] = top - now[left][0] + 1
            left += cell.across
        above = now
    found = []
    for top, row in enumerate(rows):
        left, cells = 0, []
        for cell, _ in row:
            if (top, left) in reach:
                cells.append(Cell(cell.lines, reach[top, left], cell.across))
            left += cell.across
        found.append(cells)
    return found


def _gather(parent: Element, signs: list[str], boxes: list[Element], depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableError("文档的结构嵌套太深，无法读取。请复制正文后粘贴。")
    for child in parent:
        name = name_of(child)
        if name == "t":
            signs.append(child.text or "")
        elif name in SIGNS:
            signs.append(SIGNS[name])
        elif name == "sym":
            signs.append(_symbol(said(child, "char")))
        elif name == "txbxContent":
            boxes.append(child)
        elif not LEFT_OUT.fullmatch(name) and not _is_vanished(child, name):
            _gather(child, signs, boxes, depth + 1)


def _symbol(code: str) -> str:
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def _is_vanished(run: Element, name: str) -> bool:
    vanish = first(first(run, "rPr"), "vanish") if name == "r" else None
    return vanish is not None and said(vanish, "val") not in ("0", "false")


def _is_of_contents(paragraph: Element) -> bool:
    """A line of the table of contents: links to headings."""
    return any(said(link, "anchor").startswith("_Toc") for link in children(paragraph, "hyperlink"))


def _within(parent: Element, name: str, depth: int) -> Iterator[Element]:
    """Children of that name, also inside content controls and marks of inserted rows."""
    if depth > DEEPEST:
        raise UnreadableError("文档的结构嵌套太深，无法读取。请复制正文后粘贴。")
    for child in parent:
        if name_of(child) == name:
            yield child
        elif name_of(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _within(child, name, depth + 1)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else otherwise
