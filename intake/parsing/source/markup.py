"""Web pages: the text in the order of the document, tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from intake.parsing.source.encodings import decoded
from intake.parsing.source.furniture import furniture
from intake.parsing.source.refusing import EMPTY, MOST_OF_TEXT, NOT_TEXT, check_size
from intake.parsing.source.shown import Source, UnreadableError
from intake.parsing.source.text import cleaned
from intake.parsing.source.writing import Cell, Writing, placed

MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|meta|table|p|div|tr|h[1-6])[\s>]", re.IGNORECASE)
CLOSED = re.compile(rb"</(?:html|body|table|p|div|tr|td|h[1-6]|span)>", re.IGNORECASE)
CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
LEFT_OUT = re.compile(
    "head|script|style|noscript|template|nav|footer|aside|iframe|button|select|option|textarea|svg|object"
)
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|em|font|i|ins|kbd|label|mark|o:p|q|s|small|span|strong|sub|sup|st1|time|tt|u|"
    "var|wbr|img|input|form|tbody|thead|tfoot|colgroup|col"
)
BLANK = re.compile(r"[ \t\n\r\xa0]+")
CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
# Tags that nest until they are closed: no others can make a page deep.
TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|meta|link|col|area|base|embed|param|source|track|wbr|p|li|td|th|tr|dd|dt|option|"
    r"tbody|thead|tfoot)\b)[a-z]",
    re.IGNORECASE,
)
MOST_ACROSS = 100
MOST_TAGS = 200_000  # a long plan saved by a word processor has some 50,000
DEEPEST = 2000


def is_markup(content: bytes, name: str = "") -> bool:
    """A page, or a part of one; a text that shows a tag now and then is none."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return True
    named = name.lower().endswith((".html", ".htm", ".mht", ".shtml"))
    plain = content.replace(b"\0", b"") if content.startswith((b"\xff\xfe", b"\xfe\xff")) else content
    return bool(MARKUP.search(plain) and (named or (start.startswith(b"<") and CLOSED.search(plain))))


def read_markup(content: bytes) -> Source:
    check_size(content, MOST_OF_TEXT)
    declared = CHARSET.search(content[:4096])
    text = decoded(content, declared[1].decode("ascii") if declared else "")
    if text is None:
        raise UnreadableError(NOT_TEXT)
    text = cleaned(text).replace("\f", " ")
    if text.count("<") > MOST_TAGS:
        raise UnreadableError("网页太大，标签过多，无法读取。请复制正文后粘贴。")
    _check_depth(text)
    root = LexborHTMLParser(text).root
    page = _Page()
    if root is not None:
        page.read(root)
    shown = page.writing.text()
    if not shown.strip():
        raise UnreadableError(EMPTY)
    return Source(shown, "html", (), tuple(page.writing.tables), furniture(shown))


@dataclass
class _Table:
    """A table while it is read; `lines` is None between the cells."""

    rows: list[list[Cell]] = field(default_factory=list)
    lines: list[str] | None = None


class _Page:
    """Goes once through the tree, without recursion: pages of thousands of nested tags exist."""

    def __init__(self) -> None:
        self.writing = Writing()
        self.run: list[str] = []
        self.table: _Table | None = None
        self.framing: set[int] = set()  # tables that hold tables: layout

    def read(self, root: LexborNode) -> None:
        self.framing = _framing(root)
        for entered, node in _steps(root):
            tag = node.tag or ""
            if tag == "-text":
                if entered:
                    self.run.append(node.text_content or "")
            elif tag == "br":
                self.flush()
            elif not INLINE.fullmatch(tag):
                self.flush()
                (self.enter if entered else self.leave)(node, tag)
        self.flush()

    def enter(self, node: LexborNode, tag: str) -> None:
        if tag == "table" and node.mem_id not in self.framing:
            self.table = _Table()
        elif self.table and tag == "tr":
            self.table.rows.append([])
        elif self.table and tag in ("td", "th"):
            self.table.lines = []

    def leave(self, node: LexborNode, tag: str) -> None:
        if self.table is None:
            return
        if tag in ("td", "th") and self.table.lines is not None:
            if not self.table.rows:
                self.table.rows.append([])
            down, across = _whole(node, "rowspan", 1000), max(1, _whole(node, "colspan", MOST_ACROSS))
            self.table.rows[-1].append(Cell(tuple(self.table.lines), down, across))
            self.table.lines = None
        elif tag == "table" and node.mem_id not in self.framing:
            rows, self.table = placed([row for row in self.table.rows if row]), None
            self.writing.table(rows)

    def flush(self) -> None:
        """What has been gathered becomes a line: of the cell that is open, else of the text."""
        line = _line("".join(self.run))
        self.run.clear()
        if not line.strip():
            return
        if self.table and self.table.lines is not None:
            self.table.lines.append(line.strip())
        else:
            self.writing.line(line)


def _check_depth(text: str) -> None:
    """The parser's time grows with the square of the depth."""
    depth = 0
    for match in TAG.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST:
            raise UnreadableError("网页的结构嵌套太深，无法读取。请复制正文后粘贴。")


def _line(run: str) -> str:
    """Blanks as a browser shows them, but none where Chinese text was merely broken in the file."""

    def blank(match: re.Match[str]) -> str:
        around = run[match.start() - 1 : match.start()] + run[match.end() : match.end() + 1]
        return "" if "\n" in match[0] and len(CHINESE.findall(around)) == 2 else " "

    return BLANK.sub(blank, run).strip(" ")


def _whole(node: LexborNode, name: str, most: int) -> int:
    said = (node.attributes.get(name) or "").strip()
    return min(int(said), most) if re.fullmatch("[0-9]{1,4}", said) else 1


def _is_left_out(node: LexborNode) -> bool:
    if LEFT_OUT.fullmatch(node.tag or ""):
        return True
    if node.tag in ("-text", "-comment", "-document", "-doctype"):
        return False
    style = re.sub(r"\s", "", (node.attributes.get("style") or "").lower())
    return "display:none" in style or "hidden" in node.attributes


def _steps(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Each node as it is entered (True) and as it is left, in the order of the document."""
    node, depth = root, 0
    while True:
        left_out = _is_left_out(node)
        if not left_out:
            yield True, node
        child = None if left_out else node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        if not left_out:
            yield False, node
        while node.next is None:
            if depth == 0 or node.parent is None:
                return
            node, depth = node.parent, depth - 1
            yield False, node
        if depth == 0:
            return
        node = node.next


def _framing(root: LexborNode) -> set[int]:
    found: set[int] = set()
    open_tables: list[int] = []
    for entered, node in _steps(root):
        if node.tag == "table":
            if entered:
                found.update(open_tables[-1:])
                open_tables.append(node.mem_id)
            else:
                open_tables.pop()
    return found
