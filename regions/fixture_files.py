"""Reading the project's fixture files: what is wrong with one is said in a sentence, never in a traceback."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class FixtureError(ValueError):
    """A fixture is broken; the message says, in Chinese, which file, which row and what is wrong."""


def read_text(path: Path) -> str:
    """The content of a text file, with or without a byte order mark."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise FixtureError(f"没有文件 {path}。") from None
    except OSError as error:
        raise FixtureError(f"无法读取 {path}：{error.strerror or error}。") from None
    except UnicodeDecodeError:
        raise FixtureError(f"{path.name} 不是 UTF-8 编码。") from None


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a CSV file that has these columns, each with the words that say where it stands.

    Cells are texts; those missing at the end of a short row are None.
    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise FixtureError(f"{path.name} 缺少列：{'、'.join(missing)}。")
    try:
        return [(f"{path.name} 第 {line} 行", row) for line, row in enumerate(reader, start=2)]
    except csv.Error:
        raise FixtureError(f"{path.name} 第 {reader.line_num} 行不是有效的 CSV。") from None
