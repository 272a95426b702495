"""What is not read as a plan document, and what its owner is told."""

from __future__ import annotations

from intake.parsing.source.shown import UnreadableError
from reporting.sheets.ole import OLE, OleError, streams_of
from reporting.sheets.package import MEGABYTE, Most

MOST_OF_TEXT = 20 * MEGABYTE
MOST_OF_FILE = 50 * MEGABYTE  # .docx and PDF
MOST_UNPACKED = Most(parts=5000, bytes=200 * MEGABYTE, times=300)
MOST_OF_XML = 60 * MEGABYTE  # one part of a .docx
MOST_PAGES = 1500
MOST_SIGNS = 1_500_000  # of the text as shown: a plan has some 30,000

HOW = "请另存为 .docx、带文字的 PDF 或 UTF-8 文本再上传，也可以直接粘贴文字。"
RESAVE = "请先另存为 .docx 或 PDF 再上传。"
EMPTY = f"文件是空的，没有文字。{HOW}"
NOT_TEXT = f"文件不是可以识别的文本：编码无法判断，或内容已损坏。{HOW}"
LOCKED = "文件有打开密码。请去掉密码，另存后再上传。"
BROKEN = "文件不完整或已损坏，无法读取。请重新下载或另存后再上传，或直接粘贴文字。"
BOMB = "文件解开后过大，疑似有害，已拒绝。请新建文档，把内容复制进去再上传。"
ENTITIES = f"文件内有实体声明，疑似有害，已拒绝。{RESAVE}"
SCANNED = "PDF 里没有文字（可能是扫描件），请先做文字识别，再上传带文字的 PDF 或文本。"
GARBLED = "PDF 里的文字没有通用编码，取出来是乱码。请换用原始的 Word 文件，或先做文字识别再上传。"
PICTURE = "这是图片。请先做文字识别，再上传文本或带文字的 PDF。"

STARTS = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"Rar!", "这是压缩包，不是文档。请解开后上传其中的文档。"),
    (b"7z\xbc\xaf", "这是压缩包，不是文档。请解开后上传其中的文档。"),
    (b"\x1f\x8b", "这是压缩包，不是文档。请解开后上传其中的文档。"),
    (b"{\\rtf", f"这是 RTF 文件。{RESAVE}"),
)
PARTS = (
    ("xl/workbook", "这是 Excel 表格，不是规划文档。请把指标表复制后粘贴，或上传规划全文。"),
    ("ppt/presentation.xml", f"这是演示文稿，不是规划文档。{HOW}"),
    ("ofd.xml", f"这是 OFD 版式文件。{RESAVE}"),
    ("content.xml", f"这是 OpenDocument 文件。{RESAVE}"),
)


def check_size(content: bytes, most: int) -> None:
    if len(content) > most:
        size = -(-len(content) // MEGABYTE)
        raise UnreadableError(
            f"文件有 {size} MB，最多 {most // MEGABYTE} MB。请只上传规划正文，去掉图片和附件。"
        )


def check_start(content: bytes) -> None:
    """Refuses what is known by its first bytes; `BM` is a picture only where its declared size is right."""
    for start, sentence in STARTS:
        bitmap = start == b"BM" and int.from_bytes(content[2:6], "little") != len(content)
        if content.startswith(start) and not bitmap:
            raise UnreadableError(sentence)
    beginning = content[:2000]
    if b"<?mso-application" in beginning or b"<pkg:package" in beginning or b"<w:wordDocument" in beginning:
        raise UnreadableError(f"这是 XML 格式的 Word 文件。{RESAVE}")
    if b"MIME-Version: 1.0" in beginning and b"multipart/related" in beginning:
        raise UnreadableError(f"这是单个文件的网页（.mht）。{RESAVE}")
    if content[4:8] == b"ftyp" or content[:4] == b"RIFF":
        raise UnreadableError(PICTURE)
    if content.startswith(OLE):
        raise UnreadableError(_said_of_compound(content))


def _said_of_compound(content: bytes) -> str:
    """Old binary formats, and locked new ones, are compound files."""
    try:
        names = streams_of(content).names
    except (OleError, ValueError, IndexError, OverflowError):
        return BROKEN
    if "EncryptedPackage" in names:
        return LOCKED
    if "Workbook" in names or "Book" in names:
        return "这是旧版 Excel 表格，不是规划文档。请把指标表复制后粘贴，或上传规划全文。"
    return f"这是旧版 Word 或 WPS 文档（.doc、.wps）。{RESAVE}"
