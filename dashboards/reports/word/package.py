"""A .docx from outside: measured before anything reads it."""

from __future__ import annotations

import io
from zipfile import ZipFile, ZipInfo

from reporting.sheets.package import LOCKED, MEGABYTE, UNREADABLE, Most, is_bomb, is_locked, refused_part

MOST = Most(parts=500, bytes=32 * MEGABYTE, times=200)
BROKEN = "文件不是 Word 文档（.docx）或已损坏。请在 Word 或 WPS 中另存为 .docx 后再上传。"
BOMB = "文件解开后过大，疑似有害，已拒绝。请从本系统重新下载模板，修改后再上传。"
REFUSED_PARTS = (
    ("vbaproject.bin", "文件含有宏。请另存为不含宏的 .docx 再上传。"),
    ("word/embeddings/", "文件嵌入了其他文件（OLE 对象）。请删去嵌入的对象再上传。"),
    ("word/activex/", "文件含有 ActiveX 控件。请删去控件再上传。"),
)
OUTSIDE = "文件引用了外部文件（链接的图片、附加的模板等）。请断开链接再上传；网页超链接也请改为普通文字。"


class TemplateError(Exception):
    """The template cannot be used; the message says what is wrong and where, in Chinese."""


def check_package(data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_list(archive.infolist())
            for info in archive.infolist():
                _check_part(info.filename.lower(), archive.read(info))
    except UNREADABLE:
        raise TemplateError(BROKEN) from None


def _check_list(infos: list[ZipInfo]) -> None:
    names = [info.filename.lower() for info in infos]
    if sentence := refused_part(infos, REFUSED_PARTS):
        raise TemplateError(sentence)
    if "word/document.xml" not in names or len(set(names)) < len(names):
        raise TemplateError(BROKEN)
    if is_bomb(infos, MOST):
        raise TemplateError(BOMB)
    if is_locked(infos):
        raise TemplateError(LOCKED)


def _check_part(name: str, content: bytes) -> None:
    plain = content.replace(b"\0", b"")
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in plain:
        raise TemplateError(BROKEN)
    if name == "[content_types].xml" and b"macroEnabled" in plain:
        raise TemplateError(REFUSED_PARTS[0][1])
    if name.endswith(".rels") and b"External" in plain:
        raise TemplateError(OUTSIDE)
