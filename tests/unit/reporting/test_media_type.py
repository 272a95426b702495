"""What a file is, by its content; what does not fit its name, or is not whole, is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.media import DOCX, EXTENSIONS, JPEG, LONGEST_LIST, PDF, PNG, XLSX, MediaError, clean_name
from reporting.media import media_type_of as told

PDF_FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WORD_MAIN = f"{DOCX}.main+xml"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def jpeg(width: int = 1) -> bytes:
    size = struct.pack(">BHHB", 8, 1, width, 1) + b"\x01\x11\x00"
    start = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = b"\xff\xc0" + struct.pack(">H", 2 + len(size)) + size
    return b"\xff\xd8" + start + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x7f\xff\xd9"


def office(main: str, *names: str, more: str = "", types: bytes | None = None) -> bytes:
    listed = types or f'<Types><Override PartName="/x" ContentType="{main}"/>{more}</Types>'.encode()
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", listed)
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


GOOD = {
    "a.pdf": (PDF_FILE, PDF),
    "a.png": (png(), PNG),
    "a.jpg": (jpeg(), JPEG),
    "a.jpeg": (jpeg(), JPEG),
    "a.docx": (office(WORD_MAIN), DOCX),
    "a.xlsx": (office(f"{XLSX}.main+xml"), XLSX),
}
UTF_16 = f'<?xml version="1.0" encoding="utf-16"?><T><O ContentType="{WORD_MAIN}"/></T>'.encode("utf-16")


@pytest.mark.parametrize("name", GOOD)
def test_media_type_is_told_by_content(name: str) -> None:
    content, expected = GOOD[name]
    assert told(name, io.BytesIO(content)) == expected


def test_list_of_content_types_in_another_encoding_is_read() -> None:
    assert told("a.docx", io.BytesIO(office("", types=UTF_16))) == DOCX


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("other", ["a.pdf", "a.png", "a.jpg", "a.docx", "a.xlsx"])
def test_name_that_says_something_else_is_refused(name: str, other: str) -> None:
    content, media_type = GOOD[name]
    if EXTENSIONS[other[2:]] != media_type:
        with pytest.raises(MediaError, match="扩展名不符"):
            told(other, io.BytesIO(content))


BAD = {
    "empty": ("a.pdf", b"", "空的"),
    "html before a PDF": ("a.pdf", b"<html><script>1</script>" + PDF_FILE, "无法识别"),
    "blank before a PDF": ("a.pdf", b"\n" + PDF_FILE, "无法识别"),
    "PDF without an end": ("a.pdf", PDF_FILE.replace(b"%%EOF", b""), "PDF 文件不完整"),
    "PDF of a strange version": ("a.pdf", PDF_FILE.replace(b"1.7", b"<x>"), "PDF 文件不完整"),
    "program": ("a.pdf", b"MZ" + bytes(60), "无法识别"),
    "svg": ("a.png", b"<svg onload='x'/>", "无法识别"),
    "PNG cut off": ("a.png", png()[:-6], "PNG 图片不完整"),
    "PNG of no width": ("a.png", png(width=0), "PNG 图片不完整"),
    "PNG with a wrong checksum": ("a.png", png()[:29] + b"\0\0\0\0" + png()[33:], "PNG 图片不完整"),
    "PNG with something behind": ("a.png", png() + b"<script>", "PNG 图片不完整"),
    "PNG of a signature only": ("a.png", png()[:8], "PNG 图片不完整"),
    "JPEG cut off": ("a.jpg", jpeg()[:-2], "JPG 图片不完整"),
    "JPEG of no width": ("a.jpg", jpeg(width=0), "JPG 图片不完整"),
    "JPEG of a signature only": ("a.jpg", b"\xff\xd8\xff", "JPG 图片不完整"),
    "JPEG with a segment of no length": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00" + jpeg(), "JPG 图片不完整"),
    "zip": ("a.docx", office("text/plain"), "不是 Word"),
    "zip without types": ("a.docx", b"PK\x03\x04" + bytes(40), "压缩包"),
    "macros by type": ("a.docx", office("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "macros by part": ("a.docx", office(WORD_MAIN, "word/vbaProject.bin"), "宏"),
    "macros by default type": (
        "a.docx", office(WORD_MAIN, more='<D ContentType="application/vnd.ms-office.vbaProject"/>'), "宏",
    ),
    "entities": (
        "a.docx", office("", types=b'<!DOCTYPE a [<!ENTITY b "c">]>' + WORD_MAIN.encode()), "不是 Word",
    ),
    "types that never end": (
        "a.docx", office(WORD_MAIN, more=" " * LONGEST_LIST), "不是 Word",
    ),
    "types that are no XML": ("a.docx", office("", types=b"<Types>"), "不是 Word"),
    "old or encrypted": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧版"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_whole_or_not_taken_is_refused(case: str) -> None:
    name, content, sentence = BAD[case]
    with pytest.raises(MediaError, match=sentence):
        told(name, io.BytesIO(content))


@given(name=st.sampled_from(sorted(GOOD)), cut=st.integers(0, 200), noise=st.binary(max_size=40))
def test_any_bytes_are_told_or_refused(name: str, cut: int, noise: bytes) -> None:
    content = GOOD[name][0]
    with suppress(MediaError):
        assert told(name, io.BytesIO(content[:cut] + noise + content[cut:])) == EXTENSIONS[name[2:]]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("统计表.PDF", "统计表.pdf"),
        ("C:\\用户\\桌面\\表.xlsx", "表.xlsx"),
        ("../../etc/表.png", "表.png"),
        ("报\u202egnp.\u202d表\x00\n二.pdf", "报 gnp. 表 二.pdf"),
        ("\ufeff 表  一 .jpeg", "表 一.jpeg"),
        ("e\u0301.pdf", "é.pdf"),
        ('a<b>:"c|?*.docx', "a_b___c___.docx"),
        (".pdf", "未命名.pdf"),
        (".. .pdf", "未命名.pdf"),
        ("好" * 200 + ".docx", "好" * 115 + ".docx"),
    ],
)
def test_clean_name(name: str, kept: str) -> None:
    assert clean_name(name) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize(
    "name", ["", "pdf", "a.exe", "a.pdf.exe", "a.doc", "a.xlsm", "a.pdf/", "a.pd\u202ef"]
)
def test_name_with_another_ending_is_refused(name: str) -> None:
    with pytest.raises(MediaError, match="结尾"):
        clean_name(name)
