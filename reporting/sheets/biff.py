"""The records of an .xls workbook (BIFF8, [MS-XLS]), read for what calamine does not tell of its cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reporting.sheets.grid import BUILT_IN, Marks
from reporting.sheets.ole import OleError
from reporting.sheets.refusal import SheetRefusedError

BOF, EOF, BOUNDSHEET, FILEPASS, SUPBOOK = 0x0809, 0x000A, 0x0085, 0x002F, 0x01AE
FORMAT, XF, SST = 0x041E, 0x00E0, 0x00FC
FORMULA, NUMBER, RK, MULRK, BOOLERR = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205
TEXTS = (0x00FD, 0x0204, 0x00D6)  # LABELSST, LABEL, RSTRING
BIFF8 = 0x0600
OWN = (b"\x01\x04", b"\x01\x3a")  # the workbook itself, and the built-in functions
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
PASSWORD = "文件有打开密码。请在 Excel 或 WPS 中去掉打开密码，另存后再上传。"
LINKED = "文件引用了其他文件（外部链接）。请断开链接，只留数值，再上传。"


def workbook_marks(stream: bytes) -> dict[str, Marks]:
    """By the name of each worksheet, in the workbook's order."""
    try:
        formats, styles, sheets = dict(BUILT_IN), list[int](), list[tuple[str, int]]()
        if struct.unpack_from("<HHH", stream)[::2] != (BOF, BIFF8):
            raise SheetRefusedError("Excel 5.0/95 格式太旧。请另存为 .xlsx 再上传。")
        for kind, body in _records(stream, 0):
            if kind == FILEPASS:
                raise SheetRefusedError(PASSWORD)
            if kind == SUPBOOK and body[2:4] not in OWN:
                raise SheetRefusedError(LINKED)
            if kind == SST and struct.unpack_from("<4xI", body)[0] > len(stream):
                raise OleError("more texts than there is room for")
            if kind == FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], wide_length=True)
            elif kind == XF:
                styles.append(struct.unpack_from("<2xH", body)[0])
            elif kind == BOUNDSHEET and body[5] == 0:
                sheets.append((_text(body[6:], wide_length=False), struct.unpack_from("<I", body)[0]))
        codes = [formats.get(each, "") for each in styles]
        return {name: _sheet_marks(stream, offset, codes) for name, offset in sheets}
    except (struct.error, IndexError):
        raise OleError("a record ends too early") from None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, charts inside it included."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        at += 4 + length


def _text(body: bytes, *, wide_length: bool) -> str:
    """A string with its length in front; its second mark says whether it has one byte a character or two."""
    skip = 2 if wide_length else 1
    length = int.from_bytes(body[:skip], "little")
    rest = body[skip + 1 :]
    return rest[: length * 2].decode("utf-16-le") if body[skip] & 1 else rest[:length].decode("latin-1")


def _sheet_marks(stream: bytes, offset: int, codes: list[str]) -> Marks:
    marks, depth = Marks(), 0
    for kind, body in _records(stream, offset):
        depth += (kind == BOF) - (kind == EOF)
        if depth != 1:
            continue
        if kind in (FORMULA, NUMBER, RK, BOOLERR, *TEXTS):
            row, column, style = struct.unpack_from("<HHH", body)
            marks.reach((row, column))
            if kind == FORMULA:
                marks.formulas.add((row, column))
            elif kind == BOOLERR and body[7]:
                marks.errors[row, column] = ERRORS.get(body[6], "#?")
            elif kind in (NUMBER, RK):
                _keep_format(marks, row, column, style, codes)
        elif kind == MULRK:
            row, first = struct.unpack_from("<HH", body)
            for index in range((len(body) - 6) // 6):
                marks.reach((row, first + index))
                (style,) = struct.unpack_from("<H", body, 4 + 6 * index)
                _keep_format(marks, row, first + index, style, codes)
    return marks


def _keep_format(marks: Marks, row: int, column: int, style: int, codes: list[str]) -> None:
    if style < len(codes) and codes[style]:
        marks.formats[row, column] = codes[style]
