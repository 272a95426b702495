"""From the bytes of a file to its worksheets, once it is known to be a harmless workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from reporting.sheets.biff import workbook_marks
from reporting.sheets.grid import MOST_SHEETS, Grid, Marks
from reporting.sheets.ole import OLE, OleError, streams_of
from reporting.sheets.ooxml import package_marks, package_parts, repacked
from reporting.sheets.refusal import BROKEN, SheetRefusedError

HOW = "请上传从本系统下载、填好的 .xlsx 或 .xls 表格。"
PASSWORD = "文件有打开密码。请在 Excel 或 WPS 中去掉打开密码，另存后再上传。"
MACRO = "文件含有宏。请另存为不含宏的 .xlsx 再上传。"
STARTS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)


def grids_of(data: bytes) -> list[Grid]:
    """The worksheets of an .xlsx, or of an .xls, which is what WPS calls .et as well."""
    if not data:
        raise SheetRefusedError(f"文件是空的。{HOW}")
    if data.startswith(b"PK"):
        parts = package_parts(data)
        return _grids(repacked(parts), package_marks(parts))
    if data.startswith(OLE):
        return _grids(data, _marks_of_ole(data))
    what = next((name for start, name in STARTS if data.startswith(start)), "")
    if what:
        raise SheetRefusedError(f"这是{what}，不是 Excel 表格。{HOW}")
    raise SheetRefusedError(f"文件内容不是 Excel 表格（可能是网页、文本另存或改过扩展名）。{HOW}")


def _marks_of_ole(data: bytes) -> Mapping[str, Marks]:
    try:
        streams = streams_of(data)
        if "EncryptedPackage" in streams.names:
            raise SheetRefusedError(PASSWORD)
        if "WordDocument" in streams.names or "PowerPoint Document" in streams.names:
            raise SheetRefusedError(f"这是 Word 或演示文稿，不是 Excel 表格。{HOW}")
        if "_VBA_PROJECT_CUR" in streams.names:
            raise SheetRefusedError(MACRO)
        if "Workbook" not in streams.names:
            raise SheetRefusedError("不是可以读取的 Excel 表格（版本太旧或已损坏）。请另存为 .xlsx 再上传。")
        return workbook_marks(streams.read("Workbook"))
    except OleError:
        raise SheetRefusedError(BROKEN) from None


def _grids(data: bytes, marks: Mapping[str, Marks]) -> list[Grid]:
    """The values, of sheets whose extent is known to be small."""
    if len(marks) > MOST_SHEETS:
        raise SheetRefusedError(f"文件有 {len(marks)} 张工作表，最多 {MOST_SHEETS} 张。{HOW}")
    for name, found in marks.items():
        found.check_extent(name)
    try:
        book = load_workbook(io.BytesIO(data))
        return [_grid(book, name, found) for name, found in marks.items()]
    except (CalamineError, ValueError, OSError) as error:
        raise SheetRefusedError(BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a broken .xls can make calamine panic
            raise
        raise SheetRefusedError(BROKEN) from None


def _grid(book: CalamineWorkbook, name: str, marks: Marks) -> Grid:
    sheet = book.get_sheet_by_name(name)
    values = sheet.to_python(skip_empty_area=False)
    return Grid(name, values, marks, sheet.merged_cell_ranges or ())
