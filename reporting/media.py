"""What a file is, told by its content, and a name it can be kept under.

Nothing is unpacked but the list of content types of an Office file, and of that at most `LONGEST_LIST` bytes.
"""

from __future__ import annotations

import os
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable
from typing import IO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
EXTENSIONS = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX, "jpg": JPEG, "jpeg": JPEG, "png": PNG}
LABELS = {PDF: "PDF 文件", DOCX: "Word 文档", XLSX: "Excel 表格", JPEG: "JPG 图片", PNG: "PNG 图片"}
LONGEST_NAME = 120
LONGEST_LIST = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ACCEPTED = "可用的格式：pdf、docx、xlsx、jpg、png。"
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


class MediaError(Exception):
    """The file is not what can be taken; the message says why and what to do, in Chinese."""


def clean_name(name: str) -> str:
    """The name without path, control characters and marks that turn the direction; its ending is kept."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in base)
    stem, dot, ending = NOT_IN_NAMES.sub("_", " ".join(seen.split())).rpartition(".")
    stem, ending = stem.strip(". "), ending.strip().lower()
    if not dot or ending not in EXTENSIONS:
        raise MediaError(f"文件名应以 .{'、.'.join(EXTENSIONS)} 结尾。")
    return f"{stem[: LONGEST_NAME - len(ending) - 1] or '未命名'}.{ending}"


def media_type_of(name: str, file: IO[bytes]) -> str:
    """The type, which the content and the ending of the name must agree on. `file` can be sought in."""
    wanted = EXTENSIONS[name.rpartition(".")[2]]
    found = _told_by_content(file)
    if found != wanted:
        raise MediaError(f"内容是{LABELS[found]}，与文件名的扩展名不符。请改正扩展名后再上传。")
    return found


def _told_by_content(file: IO[bytes]) -> str:
    file.seek(0)
    start = file.read(16)
    if not start:
        raise MediaError("文件是空的。请检查后重新选择。")
    for mark, check in CHECKS.items():
        if start.startswith(mark):
            return check(file)
    if start.startswith(OLE):
        raise MediaError(
            "这是旧版（doc、xls）或加了密码的 Office 文件。请去掉密码，另存为 docx、xlsx 或 PDF。"
        )
    raise MediaError(f"文件内容无法识别，可能已损坏或改过扩展名。{ACCEPTED}")


def _pdf(file: IO[bytes]) -> str:
    """From its first byte to the mark of its end; what begins with anything else is no PDF here."""
    file.seek(0)
    if not re.match(rb"%PDF-[12]\.\d\s", file.read(9)):
        raise _broken(PDF)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise _broken(PDF)
    return PDF


def _png(file: IO[bytes]) -> str:
    """Chunk by chunk: the header first and sound, the end mark last, nothing behind it."""
    file.seek(8)
    kind, is_first = b"", True
    while kind != b"IEND":
        head = file.read(8)
        if len(head) < 8:
            raise _broken(PNG)
        length, kind = struct.unpack(">I4s", head)
        if is_first and not _is_header(kind, length, file):
            raise _broken(PNG)
        file.seek(4 if is_first else length + 4, os.SEEK_CUR)
        is_first = False
    if file.tell() != file.seek(0, os.SEEK_END):
        raise _broken(PNG)
    return PNG


def _is_header(kind: bytes, length: int, file: IO[bytes]) -> bool:
    """Leaves the file at the checksum."""
    body = file.read(13)
    if (kind, length, len(body)) != (b"IHDR", 13, 13):
        return False
    (checksum,) = struct.unpack(">I", file.read(4).rjust(4, b"\0"))
    file.seek(-4, os.SEEK_CUR)
    width, height = struct.unpack(">II", body[:8])
    return bool(width and height and checksum == zlib.crc32(kind + body))


def _jpeg(file: IO[bytes]) -> str:
    """Segment by segment to the picture's size and the start of its data, then to an end mark."""
    file.seek(2)
    has_size = False
    while True:
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            raise _broken(JPEG)
        marker, length = head[1], int.from_bytes(head[2:], "big")
        body = file.read(length - 2) if length >= 2 else b""
        if len(body) != length - 2:
            raise _broken(JPEG)
        if marker == 0xDA:
            break
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            has_size = len(body) >= 5 and any(body[3:5])
    if not has_size or b"\xff\xd9" not in file.read():
        raise _broken(JPEG)
    return JPEG


def _office(file: IO[bytes]) -> str:
    """A zip whose list of content types says Word or Excel and knows of no macros."""
    try:
        with ZipFile(file) as archive:
            names = [name.lower() for name in archive.namelist()]
            with archive.open("[Content_Types].xml") as listed:
                said = listed.read(LONGEST_LIST + 1)
    except (
        BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
        EOFError,
        zlib.error,
    ):
        raise MediaError(f"这是压缩包，不是 Word 或 Excel 文件，或者已损坏。{ACCEPTED}") from None
    types = _content_types(said)
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types) or any(
        name.endswith("vbaproject.bin") for name in names
    ):
        raise MediaError("文件含有宏。请另存为不含宏的 docx、xlsx 或 PDF。")
    for found in (DOCX, XLSX):
        if f"{found}.main+xml" in types:
            return found
    raise MediaError(f"不是 Word 文档（docx）或 Excel 工作簿（xlsx）。{ACCEPTED}")


def _content_types(said: bytes) -> set[str]:
    """Of all parts; a list that is too long, or declares entities, is none."""
    if len(said) > LONGEST_LIST or b"<!" in said.replace(b"\0", b""):
        return set()
    try:
        return {each.get("ContentType", "") for each in ElementTree.fromstring(said)}
    except (ElementTree.ParseError, ValueError, LookupError):
        return set()


def _broken(media_type: str) -> MediaError:
    return MediaError(f"这个 {LABELS[media_type]}不完整或已损坏，无法读取。请重新导出或扫描后再上传。")


CHECKS: dict[bytes, Callable[[IO[bytes]], str]] = {
    b"%PDF-": _pdf,
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"PK\x03\x04": _office,
}
