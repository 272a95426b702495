"""The package of an .xlsx: measured before anything reads it, then what calamine does not tell of cells."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reporting.sheets.grid import BUILT_IN, Formats, Marks, Place
from reporting.sheets.package import LOCKED, MEGABYTE, UNREADABLE, Most, is_bomb, is_locked, refused_part
from reporting.sheets.refusal import BROKEN, SheetRefusedError

MOST = Most(parts=1000, bytes=64 * MEGABYTE, times=500)  # 100,000 styled rows are 8 MB
BOMB = "文件解开后过大，疑似有害，已拒绝。请重新下载表格，把内容复制进去再上传。"
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
BLANK_CELL = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?(?:/>|></c>)'
)  # thousands in a styled sheet
VAST_COUNT = re.compile(rb"count\s*=\s*[\"']\s*\+?[0-9]{8}", re.IGNORECASE)  # a reader would make room for it
REFUSED_PARTS = (
    ("vbaproject.bin", "文件含有宏。请另存为不含宏的 .xlsx 再上传。"),
    ("xl/macrosheets/", "文件含有宏表。请另存为不含宏的 .xlsx 再上传。"),
    ("xl/externallinks/", "文件引用了其他文件（外部链接）。请断开链接，只留数值，再上传。"),
    ("xl/workbook.bin", "这是 .xlsb 文件。请另存为 .xlsx 再上传。"),
    ("word/document.xml", "这是 Word 文档，不是 Excel 表格。请上传从本系统下载、填好的 .xlsx 表格。"),
    ("ppt/presentation.xml", "这是演示文稿，不是 Excel 表格。请上传从本系统下载、填好的 .xlsx 表格。"),
)


def package_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts, by name; refused where there is anything but a plain workbook."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_list(archive.infolist())
            left, parts = MOST.bytes, {}
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    parts[info.filename] = _part(archive, info, left)
                    left -= len(parts[info.filename])
            return parts
    except UNREADABLE:
        raise SheetRefusedError(BROKEN) from None


def _check_list(infos: list[ZipInfo]) -> None:
    names = [info.filename.lower() for info in infos]
    if sentence := refused_part(infos, REFUSED_PARTS):
        raise SheetRefusedError(sentence)
    if "xl/workbook.xml" not in names:
        raise SheetRefusedError("这是压缩包或其他文件，不是 .xlsx 表格。请上传从本系统下载、填好的表格。")
    if is_bomb(infos, MOST):
        raise SheetRefusedError(BOMB)
    if is_locked(infos):
        raise SheetRefusedError(LOCKED)
    if len(set(names)) < len(names) or any(
        info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos
    ):
        raise SheetRefusedError(BROKEN)


def _part(archive: ZipFile, info: ZipInfo, left: int) -> bytes:
    """One part, at most as large as was declared and as there is room for; none may declare entities."""
    with archive.open(info) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise SheetRefusedError(BOMB)
    plain = content.replace(b"\0", b"")
    if VAST_COUNT.search(plain):
        raise SheetRefusedError(BOMB)
    if b"<!DOCTYPE" in plain:
        raise SheetRefusedError(
            "文件内有实体声明，疑似有害，已拒绝。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
        )
    return BLANK_CELL.sub(b"", content)


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """A package of what was measured and nothing else, for a reader that does not measure."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def package_marks(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """By the name of each worksheet, in the workbook's order."""
    found = {name.lower(): content for name, content in parts.items()}
    styles = _styles(found.get("xl/styles.xml", b""))
    links = _links(found.get("xl/_rels/workbook.xml.rels", b""))
    marks = {}
    for name, link in _sheets(found["xl/workbook.xml"]):
        if link in links:
            marks[name] = _SheetScan(styles).scan(found.get(links[link].lower(), b""))
    return marks


def _walk(content: bytes, start: Callable[[str, dict[str, str]], Any], **handlers: Any) -> None:
    """Read XML; elements are named without their prefix, which writers choose as they like."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, said: start(name.rpartition(":")[2], said)
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise SheetRefusedError(BROKEN) from None


def _sheets(content: bytes) -> list[tuple[str, str]]:
    """Name and link of each sheet."""
    found: list[tuple[str, str]] = []

    def start(name: str, said: dict[str, str]) -> None:
        if name == "sheet":
            link = next((text for key, text in said.items() if key.endswith(":id")), "")
            found.append((said.get("name", ""), link))

    _walk(content, start)
    return found


def _links(content: bytes) -> dict[str, str]:
    """By link, the part of each worksheet."""
    found: dict[str, str] = {}

    def start(name: str, said: dict[str, str]) -> None:
        if name == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", said.get("Target", "")))
            found[said.get("Id", "")] = target.lstrip("/")

    _walk(content, start)
    return found


def _styles(content: bytes) -> list[str]:
    """The number format of each cell style."""
    if not content:
        return []
    formats: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    path: list[str] = []

    def start(name: str, said: dict[str, str]) -> None:
        if name == "numFmt":
            formats[_whole(said.get("numFmtId", ""))] = said.get("formatCode", "")
        if name == "xf" and path[-1:] == ["cellXfs"]:
            styles.append(_whole(said.get("numFmtId", "")))
        path.append(name)

    _walk(content, start, EndElementHandler=lambda name: path.pop())
    return _codes(styles, formats)


def _codes(styles: list[int], formats: Formats) -> list[str]:
    return [formats.get(each, "") for each in styles]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class _SheetScan:
    """Goes once through a worksheet's XML."""

    def __init__(self, styles: list[str]) -> None:
        self.styles, self.marks = styles, Marks()
        self.row, self.column = -1, -1
        self.place: Place = (-1, -1)
        self.kind, self.style = "", -1
        self.value: list[str] | None = None

    def scan(self, content: bytes) -> Marks:
        if content:
            _walk(content, self.start, EndElementHandler=self.end, CharacterDataHandler=self.text)
        return self.marks

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == "row":
            self.row = _whole(said.get("r", "")) - 1 if "r" in said else self.row + 1
            self.column = -1
        elif name == "c":
            self._cell(said)
        elif name == "f":
            self.marks.formulas.add(self.place)
            self.marks.reach(self.place)
        elif name in ("v", "is"):
            self.marks.reach(self.place)
            self.value = []

    def _cell(self, said: dict[str, str]) -> None:
        if "r" not in said:
            self.column += 1
        elif match := CELL.fullmatch(said["r"].upper()):
            self.column = _column(match[1])
            self.row = int(match[2]) - 1
        else:
            raise SheetRefusedError(BROKEN)
        self.place = (self.row, self.column)
        self.kind, self.style = said.get("t", "n"), _whole(said.get("s", "0"))

    def text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, name: str) -> None:
        if self.value is None or name.rpartition(":")[2] not in ("v", "is"):
            return
        if self.kind == "e":
            self.marks.errors[self.place] = "".join(self.value)
        elif self.kind == "n" and 0 <= self.style < len(self.styles) and self.styles[self.style]:
            self.marks.formats[self.place] = self.styles[self.style]
        self.value = None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
