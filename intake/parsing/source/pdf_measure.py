"""Compressed streams of a PDF, measured before its reader unpacks them whole."""

from __future__ import annotations

import re
import zlib

from intake.parsing.source.refusing import BOMB, MOST_UNPACKED
from intake.parsing.source.shown import UnreadableError
from reporting.sheets.package import MEGABYTE

MOST_OF_STREAM = 64 * MEGABYTE  # a page of text is some 10 kB; a large picture unpacked 30 MB
STREAM = re.compile(rb"stream\r?\n")
PACKED_TWICE = re.compile(rb"/(?:Fl|Flate|LZW)(?:Decode)?[\s/\[]{1,4}(?:Fl|Flate|LZW|RunLength)(?:Decode)?\b")


def check_streams(content: bytes) -> None:
    """Raises UnreadableError where a stream, or all of them together, would fill the memory."""
    if PACKED_TWICE.search(content):
        raise UnreadableError(BOMB)
    view, left = memoryview(content), 10 * MOST_UNPACKED.bytes
    for match in STREAM.finditer(content):
        size = _unpacked(view[match.end() :])
        left -= size
        if size > MOST_OF_STREAM or left < 0:
            raise UnreadableError(BOMB)


def _unpacked(packed: memoryview) -> int:
    """How large a zlib stream is, counted in pieces up to the limit; 0 for what is none."""
    if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] * 256 + packed[1]) % 31:
        return 0
    unpacking, size, at, piece = zlib.decompressobj(), 0, 0, b""
    try:
        while size <= MOST_OF_STREAM and not unpacking.eof:
            if not piece:
                piece, at = bytes(packed[at : at + MEGABYTE // 16]), at + MEGABYTE // 16
                if not piece:
                    break
            size += len(unpacking.decompress(piece, MEGABYTE))
            piece = unpacking.unconsumed_tail
    except zlib.error:
        return size
    return size
