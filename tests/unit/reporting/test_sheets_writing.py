"""The workbook: protected but for the cells to fill in, texts as texts, made for A4."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reporting.sheets import written
from tests.unit.reporting.excel_files import (
    FIRST,
    HEAD,
    JOBS,
    MARK,
    SECOND,
    TABLES,
    TYPED,
    book,
    file,
    parts_of,
    read,
)

DANGEROUS = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    '=HYPERLINK("http://a.example")',
    "=cmd|' /C calc'!A0",
    "http://a.example",
]


def xml(data: bytes, part: str = FIRST) -> str:
    return parts_of(data)[part].decode()


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    data = file(new_jobs={"typed": text, "note": text})
    for part in (FIRST, SECOND):
        assert "<f>" not in xml(data, part)
        assert "<hyperlink" not in xml(data, part)
    cells = read(data).lines["指标编码"][0].cells
    assert (cells["typed"].text, cells["note"].text) == (text, text)


def styles_of_cells(data: bytes) -> list[bool]:
    """By style number, whether a cell of that style is locked."""
    styles = parts_of(data)["xl/styles.xml"].decode().partition("<cellXfs")[2].partition("</cellXfs>")[0]
    return ['locked="0"' not in each for each in re.findall(r"<xf .*?(?:/>|</xf>)(?=<xf|$)", styles)]


def is_locked(data: bytes, cell: str) -> bool:
    found = re.search(rf'<c r="{cell}" s="(\d+)"', xml(data))
    return found is None or styles_of_cells(data)[int(found[1])]


def test_only_the_cells_to_fill_in_are_open() -> None:
    data = file()
    assert '<sheetProtection sheet="1"' in xml(data)
    columns = TABLES[0].columns
    found = {
        column.name: not is_locked(data, f"{chr(65 + place)}{JOBS}") for place, column in enumerate(columns)
    }
    assert found == {column.name: column.is_typed for column in columns}


def test_a_sheet_to_be_read_has_no_open_cell() -> None:
    shut = book()
    blocks = tuple(
        replace(
            each,
            lines=tuple(
                replace(line, is_open=False) if hasattr(line, "is_open") else line for line in each.lines
            ),
        )
        for each in shut.blocks
    )
    data = written(replace(shut, blocks=blocks, is_fillable=False))
    for part in (FIRST, SECOND):
        used = {int(style) for style in re.findall(r'<c r="\w+" s="(\d+)"', xml(data, part))}
        assert all(styles_of_cells(data)[style] for style in used)


def test_choices_are_lists_and_figures_are_limited_by_length_only() -> None:
    rules = dict(re.findall(r'<dataValidation type="(\w+)".*? sqref="(\w)\d+:\w+"', xml(file())))
    assert rules["list"] == TYPED["nature"]
    kinds = re.findall(r'<dataValidation type="(\w+)"', xml(file()))
    assert set(kinds) == {"list", "textLength"}
    assert "实际数,预计数,初步数" in xml(file())


def test_print_is_a4_landscape_with_the_head_repeated() -> None:
    data = file()
    assert re.search(r'<pageSetup paperSize="9".*?orientation="landscape"', xml(data))
    assert f"'指标'!${HEAD}:${HEAD}" in xml(data, "xl/workbook.xml") or f"指标!${HEAD}:${HEAD}" in xml(
        data, "xl/workbook.xml"
    )
    assert 'state="frozen"' in xml(data)


def test_mark_and_check_column_are_hidden() -> None:
    data = file()
    assert re.search(r'<row r="1"[^>]* hidden="1"', xml(data))
    assert re.search(r'<col min="19" max="19"[^>]* hidden="1"', xml(data))
    assert MARK.text in parts_of(data)["xl/sharedStrings.xml"].decode()


def test_parts_are_indented_and_texts_are_kept_line_by_line() -> None:
    data = file(part={"cause": "一\n二"})
    assert 'indent="2"' in xml(data, "xl/styles.xml")
    assert read(data).lines["指标编码"][1].cells["cause"].text == "一\n二"
