"""A zip from outside, measured by its list of parts before anything reads it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile, ZipInfo

MEGABYTE = 1024 * 1024
LOCKED = "文件有打开密码。请去掉密码，另存后再上传。"
# What reading a broken zip may raise.
UNREADABLE = (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Most:
    """How many parts, how large all of them unpacked, and how many times its packed size a part larger than
    a megabyte may be.
    """

    parts: int
    bytes: int
    times: int


def refused_part(infos: Iterable[ZipInfo], refused: Sequence[tuple[str, str]]) -> str:
    """The sentence of the first kind of part that is there and may not be; `refused` as (name, sentence)."""
    names = [info.filename.lower() for info in infos]
    return next((said for part, said in refused if any(part in name for name in names)), "")


def is_bomb(infos: Sequence[ZipInfo], most: Most) -> bool:
    if len(infos) > most.parts or sum(info.file_size for info in infos) > most.bytes:
        return True
    return any(info.file_size > max(MEGABYTE, most.times * info.compress_size) for info in infos)


def is_locked(infos: Iterable[ZipInfo]) -> bool:
    return any(info.flag_bits & 1 for info in infos)
