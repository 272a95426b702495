"""Files that are no plan document, each with the sentence that helps."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from intake.parsing.source import UnreadableError, check_readable, open_source
from reporting.sheets.ole import OLE
from tests.unit.reporting.test_sheets_opening import compound

SHEETS = Path(__file__).parents[4] / "cases" / "sheets"
MEGABYTE = 1024 * 1024


def package(name: str) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


FILES = {
    "nothing": (b"", "是空的"),
    "blank": (b" \n\t\n", "是空的"),
    "zeros": (bytes(1000), "是空的|编码无法判断"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
    "bmp": (b"BM" + (60).to_bytes(4, "little") + bytes(54), "图片"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(50), "图片"),
    "rar": (b"Rar!\x1a\x07" + bytes(50), "压缩包"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "压缩包"),
    "rtf": (b"{\\rtf1 x}", "RTF"),
    "xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "XML 格式"),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n<html>", "mht"),
    "zip": (package("a.txt"), "压缩包或其他文件"),
    "xlsx": ((SHEETS / "resaved.xlsx").read_bytes(), "Excel 表格"),
    "xls": ((SHEETS / "filled.xls").read_bytes(), "Excel 表格"),
    "pptx": (package("ppt/presentation.xml"), "演示文稿"),
    "ofd": (package("OFD.xml"), "OFD.*另存为 .docx 或 PDF"),
    "odt": (package("content.xml"), "OpenDocument.*另存为 .docx 或 PDF"),
    "doc": (compound("WordDocument", "1Table"), "请先另存为 .docx 或 PDF 再上传"),
    "locked": (compound("EncryptionInfo", "EncryptedPackage"), "打开密码"),
    "ole": (OLE + bytes(100), "不完整或已损坏"),
    "text": ("就业".encode() * (4 * MEGABYTE), "最多 20 MB"),
    "page": (b"<html>" + b"a" * (20 * MEGABYTE), "最多 20 MB"),
    "pdf": (b"%PDF-1.4" + bytes(50 * MEGABYTE), "最多 50 MB"),
    "docx": (b"PK\x03\x04" + bytes(50 * MEGABYTE), "最多 50 MB"),
}


@pytest.mark.parametrize("kind", FILES)
def test_it_is_refused_with_a_sentence_that_helps(kind: str) -> None:
    content, said = FILES[kind]
    for reader in (open_source, check_readable):
        with pytest.raises(UnreadableError, match=said):
            reader(content)


def test_a_text_that_begins_like_a_picture_is_a_text() -> None:
    assert open_source("BM指标，即体重指数：人均23。".encode()).kind == "text"


def test_what_can_be_read_passes() -> None:
    check_readable("到2025年，城镇新增就业12万人。".encode())
