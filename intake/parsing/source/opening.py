"""Which format a file has, by what it holds rather than by its name."""

from __future__ import annotations

from collections.abc import Callable

from intake.parsing.source.shown import Source, UnreadableError


def open_source(
    content: bytes, name: str = "", told: Callable[[int, int], None] | None = None
) -> Source:
    """The text of a file; UnreadableError where it is not one of the formats, or has no text."""
    try:
        return Source(content.decode("utf-8-sig").replace("\r\n", "\n"), "text")
    except UnicodeDecodeError:
        raise UnreadableError("文件不是可以识别的文本。请另存为 UTF-8 文本、.docx 或带文字的 PDF 再上传。") from None
