"""Why a file cannot be taken at all."""

from __future__ import annotations

from collections.abc import Sequence

BROKEN = "文件不完整或已损坏，无法读取。请用 Excel 或 WPS 打开、另存为 .xlsx 后再上传。"


class SheetRefusedError(Exception):
    """Nothing of the file is used; each sentence says, in Chinese, what is wrong, where, and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("".join(sentences))
        self.sentences: Sequence[str] = sentences
