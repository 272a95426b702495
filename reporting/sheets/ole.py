"""The streams of a compound file, which is what .xls, .et and encrypted workbooks are ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # this and above are no sectors
ENTRY = 128


class OleError(ValueError):
    """The file is broken."""


@dataclass(frozen=True)
class Streams:
    """What the directory lists, and the stream's first sector and size by name."""

    data: bytes
    size: int
    fat: tuple[int, ...]
    small_fat: tuple[int, ...]
    small: bytes
    least: int
    names: Mapping[str, tuple[int, int]]

    def read(self, name: str) -> bytes:
        start, length = self.names[name]
        if length < self.least:
            found = b"".join(self.small[at * 64 : at * 64 + 64] for at in _chain(self.small_fat, start))
        else:
            found = b"".join(_sector(self.data, self.size, at) for at in _chain(self.fat, start))
        if len(found) < length:
            raise OleError("a stream ends too early")
        return found[:length]


def streams_of(data: bytes) -> Streams:
    if len(data) < 512 or not data.startswith(OLE):
        raise OleError("no header")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("odd sector size")
    size = 1 << shift
    first_directory, least, first_small, _, first_list = struct.unpack_from("<I4xIIII", data, 48)
    fat = _table(data, size, _fat_sectors(data, size, first_list))
    directory = b"".join(_sector(data, size, at) for at in _chain(fat, first_directory))
    names: dict[str, tuple[int, int]] = {}
    root = (END, 0)
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, long = struct.unpack_from("<II", directory, at + 116)
        if kind == 5:
            root = (start, long)
        elif kind in (1, 2):
            names[directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")] = (
                start,
                long,
            )
    small_fat = _table(data, size, _chain(fat, first_small))
    small = b"".join(_sector(data, size, at) for at in _chain(fat, root[0]))
    return Streams(data, size, fat, small_fat, small, least, names)


def _fat_sectors(data: bytes, size: int, first_list: int) -> list[int]:
    """Where the table of sectors itself stands: 109 places in the header, more in a chain of their own."""
    found = [at for at in struct.unpack_from("<109I", data, 76) if at < END]
    seen: set[int] = set()
    while first_list < END:
        if first_list in seen:
            raise OleError("a chain that never ends")
        seen.add(first_list)
        places = struct.unpack(f"<{size // 4}I", _sector(data, size, first_list))
        found += [at for at in places[:-1] if at < END]
        first_list = places[-1]
    return found


def _table(data: bytes, size: int, sectors: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    for at in sectors:
        found += struct.unpack(f"<{size // 4}I", _sector(data, size, at))
    return tuple(found)


def _chain(table: tuple[int, ...], start: int) -> list[int]:
    found: list[int] = []
    while start < END:
        if start >= len(table) or len(found) > len(table):
            raise OleError("a chain that leads nowhere")
        found.append(start)
        start = table[start]
    return found


def _sector(data: bytes, size: int, number: int) -> bytes:
    at = (number + 1) * size
    if at >= len(data):
        raise OleError("a sector outside the file")
    return data[at : at + size].ljust(size, b"\0")
