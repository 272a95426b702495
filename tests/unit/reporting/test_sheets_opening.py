"""Files that are no plain workbook: refused with a sentence, fast, and before anything large is unpacked."""

from __future__ import annotations

import contextlib
import io
import resource
import struct
import time
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from reporting.sheets import FIGURE_CODE, SheetRefusedError
from reporting.sheets.biff import workbook_marks
from reporting.sheets.ole import OLE, OleError
from tests.unit.reporting.excel_files import (
    FIRST,
    HEAD,
    JOBS,
    PART,
    PENSION,
    edited,
    file,
    packed,
    parts_of,
    read,
)

CASES = Path(__file__).parents[2] / "cases" / "sheets"
SAMPLES = {".xls": CASES / "filled.xls", ".xlsx": CASES / "resaved.xlsx"}


def refused(data: bytes) -> str:
    with pytest.raises(SheetRefusedError) as caught:
        read(data)
    return "".join(caught.value.sentences)


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    return packed({**parts_of(file()), name: content})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7\n...", "这是PDF 文件"),
        (b"\x89PNG\r\n\x1a\n....", "这是图片"),
        (b"\xff\xd8\xff\xe0....", "这是图片"),
        ("指标编码,本年\nnew_jobs,6".encode(), "不是 Excel 表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页、文本另存"),
        (b"PK\x03\x04", "已损坏"),
        (b"PK\x05\x06" + bytes(18), "不是 .xlsx 表格"),
        (OLE, "已损坏"),
        (OLE + bytes(600), "已损坏"),
        (packed({"word/document.xml": b"<x/>"}), "这是 Word 文档"),
        (packed({"ppt/presentation.xml": b"<x/>"}), "这是演示文稿"),
        (packed({"a.txt": b"x"}), "不是 .xlsx 表格"),
        (packed({"xl/workbook.bin": b"x"}), ".xlsb"),
        (packed({"xl/workbook.xml": b"<x"}), "已损坏"),
        (packed({"xl/workbook.xml": b"<x/>"}), "已损坏"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, said: str) -> None:
    assert said in refused(data)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "含有宏"),
        ("XL/VBAPROJECT.BIN", "含有宏"),
        ("xl/macrosheets/sheet1.xml", "含有宏表"),
        ("xl/externalLinks/externalLink1.xml", "外部链接"),
    ],
)
def test_macros_and_links_to_other_files_are_refused(part: str, said: str) -> None:
    assert said in refused(with_part(part))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", FIRST, "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
)
def test_entities_are_refused(part: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    for content in (bomb.encode(), bomb.encode("utf-16")):
        assert "实体声明" in refused(with_part(part, content))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("ending", SAMPLES)
def test_files_cut_short_are_refused(kept: float, ending: str) -> None:
    data = SAMPLES[ending].read_bytes()
    assert "已损坏" in refused(data[: int(len(data) * kept)])


@pytest.mark.parametrize("ending", SAMPLES)
def test_damaged_files_are_refused_or_read_but_never_fail(ending: str) -> None:
    data = SAMPLES[ending].read_bytes()
    for place in range(0, len(data), 97):
        with contextlib.suppress(SheetRefusedError):
            read(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    start = time.process_time()
    assert "过大" in refused(with_part("xl/media/a.xml", bytes(65 * 1024 * 1024)))
    assert "过大" in refused(with_part("xl/a.xml", b" " * (3 * 1024 * 1024)))
    assert "过大" in refused(packed({**parts_of(file()), **{f"xl/{n}.xml": b"" for n in range(1001)}}))
    assert time.process_time() - start < 5


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The declared size is small and so is the checksum's part; more follows in the packed data."""
    data = bytearray(with_part(FIRST, b" " * 900_000))
    with ZipFile(io.BytesIO(bytes(data))) as archive:
        packed_size = archive.getinfo(FIRST).compress_size
        offset = archive.getinfo(FIRST).header_offset
    lie = struct.pack("<III", zlib.crc32(b" " * 100), packed_size, 100)
    data[offset + 14 : offset + 26] = lie
    central = data.index(b"PK\x01\x02", offset)
    while data[central + 46 : central + 46 + len(FIRST)] != FIRST.encode():
        central = data.index(b"PK\x01\x02", central + 1)
    data[central + 16 : central + 28] = lie
    assert refused(bytes(data))


def test_other_packings_and_doubled_parts_are_refused() -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_BZIP2) as archive:
        for name, content in parts_of(file()).items():
            archive.writestr(name, content)
    assert "已损坏" in refused(stream.getvalue())
    stream = io.BytesIO(file())
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr(FIRST.upper(), b"<x/>")
    assert "已损坏" in refused(stream.getvalue())


def test_a_hundred_thousand_blank_rows_cost_little() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="K{n}" s="1"/></row>' for n in range(200, 100_200))
    data = edited(file(new_jobs={"typed": "6"}), FIRST, "</sheetData>", f"{rows}</sheetData>")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert read(data).lines[FIGURE_CODE][0].cells["typed"].text == "6"
    assert time.process_time() - start < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kilobytes


@pytest.mark.parametrize("where", ["XFD1048576", "A1048576", "XFD1", "A9999999", "xfd2"])
def test_a_cell_far_out_does_not_fill_the_memory(where: str) -> None:
    row = where.lstrip("XFDAxfd")
    inside = f'<row r="{row}"><c r="{where}"><v>1</v></c></row></sheetData>'
    assert "超出 5000 行、200 列" in refused(edited(file(), FIRST, "</sheetData>", inside))


def test_a_vast_count_of_texts_does_not_fill_the_memory() -> None:
    """The reader of the file would make room for as many, and the process would end."""
    vast = 'uniqueCount="99999999999"'
    assert "过大" in refused(edited(file(), "xl/sharedStrings.xml", r'uniqueCount="\d+"', vast))
    with pytest.raises(OleError):
        workbook_marks(biff((0x00FC, struct.pack("<II", 9, 0x7FFFFFFF))))


@pytest.mark.parametrize("where", ["K0", "KKKK1", "K-1", "$K$1", "K12345678"])
def test_cells_with_no_address_make_the_file_broken(where: str) -> None:
    data = file(new_jobs={"typed": "6"})
    assert "已损坏" in refused(edited(data, FIRST, f'<c r="K{JOBS}"', f'<c r="{where}"'))


@pytest.mark.parametrize("name", ["filled.xls", "resaved.xlsx"])
def test_files_saved_again_by_another_program_are_read_the_same(name: str) -> None:
    """Both were made of one sheet of ours, opened and saved by LibreOffice."""
    book = read((CASES / name).read_bytes())
    jobs, part, pension = book.lines[FIGURE_CODE]
    assert {key: jobs.cells[key].text for key in ("typed", "note", "cause", "numerator")} == {
        "typed": "＞6",
        "note": "=不是公式",
        "cause": "原因一\n第二行",
        "numerator": "12",
    }
    assert part.cells["typed"].text == "60—65"
    assert (pension.cells["typed"].text, pension.cells["numerator"].text) == ("95.5%", "6.3")
    assert [line.cells["nature"].text for line in (jobs, part, pension)] == ["实际数"] * 3
    assert [line.seen for line in (jobs, part, pension)] == ["0.x"] * 3
    assert book.lines["任务编码"][0].cells["progress"].text == "推进中"


@pytest.mark.parametrize("name", ["formulas.xls", "formulas_resaved.xlsx"])
def test_formulas_are_found_in_both_formats(name: str) -> None:
    told = refused((CASES / name).read_bytes())
    assert f"K{JOBS} 是公式" in told
    assert f"K{PART} 是公式" in told
    assert f"K{PENSION}" not in told
    assert str(HEAD) not in told.replace(f"K{JOBS}", "").replace(f"K{PART}", "")


def biff(*records: tuple[int, bytes]) -> bytes:
    """The globals of an .xls workbook, with these records in them."""
    known = [(0x0809, struct.pack("<HH", 0x0600, 5)), *records, (0x000A, b"")]
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in known)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ((0x002F, b"\1\0\1\0"), "打开密码"),
        ((0x01AE, b"\1\0\5\0\0other"), "外部链接"),
    ],
)
def test_password_and_links_of_an_old_workbook_are_refused(record: tuple[int, bytes], said: str) -> None:
    with pytest.raises(SheetRefusedError, match=said):
        workbook_marks(biff(record))


def test_links_of_an_old_workbook_to_itself_are_none() -> None:
    assert workbook_marks(biff((0x01AE, b"\1\0\1\4"), (0x01AE, b"\1\0\1\x3a"))) == {}


def test_a_workbook_of_1995_is_refused() -> None:
    with pytest.raises(SheetRefusedError, match="太旧"):
        workbook_marks(struct.pack("<HHHH", 0x0809, 4, 0x0500, 5))


def compound(*names: str) -> bytes:
    """A compound file with empty streams of these names."""
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, 2 + len(names) // 4), 0xFFFFFFFE]
    fat = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = [("Root Entry", 5), *((name, 2) for name in names)]
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", len(name) * 2 + 2, kind, 1)
        + bytes(48)
        + struct.pack("<III", 0xFFFFFFFE, 0, 0)
        for name, kind in entries
    )
    return header + fat + directory.ljust(-(-len(directory) // 512) * 512, b"\0")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "打开密码"),
        (("WordDocument", "1Table"), "Word"),
        (("Workbook", "_VBA_PROJECT_CUR"), "含有宏"),
        (("Book",), "版本太旧"),
        (("Workbook",), "已损坏"),
    ],
)
def test_compound_files_are_known_by_their_streams(names: tuple[str, ...], said: str) -> None:
    assert said in refused(compound(*names))
