"""What a filled-in sheet says, cell by cell, and when the sheet as a whole cannot be used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.sheets import FIGURE_CODE, PROMISE_CODE, Mark, SheetRefusedError, written
from tests.unit.reporting.excel_files import (
    FIRST,
    FOOT,
    HEAD,
    JOBS,
    MARK,
    NAMES,
    PART,
    PENSION,
    SECOND,
    TYPED,
    book,
    cell,
    edited,
    file,
    read,
    with_cell,
    with_number,
    with_text,
)

K = f"K{PENSION}"
ENTERED = [
    "95.5", "９５．５", "＞90", ">=96", "≥96", "60—65", "8-10", "1∶4∶5", "10:40:50", "〔350〕", "[75]", "—",
    "0", "1,234.50", "95.0", "约十万", "-0.3", "2025-01-01", "#N/A", "TRUE", "1E5",
]  # fmt: skip


@pytest.mark.parametrize("text", ENTERED)
def test_texts_are_read_as_typed(text: str) -> None:
    assert cell(with_text(file(), K, f" {text} "), "pension").text == text
    assert cell(file(pension={"typed": text}), "pension").text == text


@pytest.mark.parametrize(
    ("digits", "number_format", "text"),
    [
        ("6.300000000000001", "", "6.3"),
        ("0.30000000000000004", "", "0.3"),
        ("1E5", "", "100000"),
        ("1.2E-5", "", "0.000012"),
        ("-0", "", "0"),
        ("95.50", "", "95.5"),
        ("123456789012345", "", "123456789012345"),
        ("0.1", "0", "0.1"),
        ("12345", "#,##0", "12345"),
        ("12345.6", "_ * #,##0.00_ ", "12345.6"),
        ("-5", "0.0_);(0.0)", "-5"),
        ("5", '0.0"%"', "5"),
        ("0.955", "0.0%", "95.5%"),
        ("0.95499999999999996", "0%", "95.5%"),
        ("-0.003", "0.00%", "-0.3%"),
        ("1", '0%;"-"0%', "100%"),
    ],
)
def test_numbers_are_read_as_excel_shows_their_digits(digits: str, number_format: str, text: str) -> None:
    found = cell(with_number(file(), K, digits, number_format), "pension")
    assert (found.text, found.fault) == (text, "")
    assert found.is_percent is text.endswith("%")
    assert ("百分比" in found.remark) is found.is_percent


@pytest.mark.parametrize("number_format", ["0,", "0.0,", "#,##0,,", "0!.0,", "0!.0000", '0"."0000', r"0\.0"])
def test_a_format_that_shows_another_number_is_a_fault(number_format: str) -> None:
    found = cell(with_number(file(), K, "12345", number_format), "pension")
    assert found.text == ""
    assert "格式使显示的数与存的数（12345）不同" in found.fault


@pytest.mark.parametrize(
    ("inside", "kind", "said"),
    [
        ("<v>1</v>", "b", "逻辑值（TRUE）"),
        ("<v>#N/A</v>", "e", "错误值 #N/A"),
        ("<v>2025-03-01</v>", "d", "日期"),
    ],
)
def test_odd_cells_are_named_and_say_nothing(inside: str, kind: str, said: str) -> None:
    found = cell(with_cell(file(pension={"typed": "95"}), K, inside, kind), "pension")
    assert found.text == ""
    assert said in found.fault
    assert found.address == K


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "m/d", "h:mm", "[h]:mm:ss"])
def test_a_date_is_no_figure(number_format: str) -> None:
    assert "日期或时间" in cell(with_number(file(), K, "45000.5", number_format), "pension").fault


def test_a_date_in_a_note_is_its_day() -> None:
    assert (
        cell(with_number(file(), f"M{PENSION}", "45717", "yyyy-mm-dd"), "pension", "note").text
        == "2025-03-01"
    )


def test_addresses_are_those_of_the_sheet() -> None:
    cells = read(file()).lines[FIGURE_CODE][0].cells
    assert {name: cells[name].address for name in TYPED} == {
        name: f"{at}{JOBS}" for name, at in TYPED.items()
    }


def test_commitments_are_read_from_their_own_sheet() -> None:
    (line,) = read(file(ZD5={"typed": "3", "progress": "推进中", "note": "已开工"})).lines[PROMISE_CODE]
    assert [line.cells[name].text for name in ("typed", "progress", "note")] == ["3", "推进中", "已开工"]


def test_rows_may_be_missing() -> None:
    data = edited(file(), FIRST, rf'<row r="{PART}".*?</row>', "")
    assert [line.code for line in read(data).lines[FIGURE_CODE]] == ["new_jobs", "pension"]


def test_columns_may_be_moved() -> None:
    """备注 and 原因 change places, with their heads."""
    data = file(new_jobs={"note": "乙", "cause": "甲"})
    for row, one, other in ((HEAD, "原因", "备注"), (JOBS, "甲", "乙")):
        data = with_text(with_text(data, f"M{row}", one), f"N{row}", other)
    assert cell(data, "new_jobs", "note").text == "乙"
    assert cell(data, "new_jobs", "note").address == f"N{JOBS}"


def test_the_name_in_the_foot_is_read_where_it_was_changed() -> None:
    assert read(file()).responsible is None
    changed = read(with_text(file(), f"B{FOOT}", "王局")).responsible
    assert changed is not None
    assert (changed.address, changed.text) == (f"B{FOOT}", "王局")


def test_sheets_may_be_renamed() -> None:
    data = edited(file(), "xl/workbook.xml", 'sheet name="指标"', 'sheet name="表一"')
    assert len(read(data).lines[FIGURE_CODE]) == len(NAMES)


def refused(data: bytes) -> str:
    with pytest.raises(SheetRefusedError) as caught:
        read(data)
    return "".join(caught.value.sentences)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (replace(MARK, region="980102", unit="西县"), "这是“西县”的表，不是“东县”的"),
        (replace(MARK, year=2024), "这是 2024 年度的表，本填报单是 2025 年度"),
        (replace(MARK, form=18, unit="东县就业促进科"), "这是另一张填报单（“东县就业促进科”）的表"),
        (replace(MARK, layout=2), "旧表样"),
        (replace(MARK, form=0), "只供查阅"),
    ],
)
def test_the_sheet_of_another_form_is_refused(mark: Mark, said: str) -> None:
    assert said in refused(written(book(mark)))


def test_a_sheet_without_its_mark_is_refused() -> None:
    assert "没有找到表内标识" in refused(with_text(file(), "A1", "无"))


@pytest.mark.parametrize(
    ("where", "now", "said"),
    [
        (f"M{HEAD}", "说明", f"缺少“备注”列（M{HEAD} 现为“说明”）"),
        (f"M{HEAD}", "", "缺少“备注”列，"),
        (f"K{HEAD}", "2024 本年", f"缺少“2025 本年”列（K{HEAD} 现为“2024 本年”）"),
        (f"B{HEAD}", "备注", f"“备注”列有 2 个（B{HEAD}、M{HEAD}）"),
        (f"C{HEAD}", "名称", "缺少“指标”列"),
    ],
)
def test_renamed_and_doubled_columns_are_named(where: str, now: str, said: str) -> None:
    assert said in refused(with_text(file(), where, now))


def test_a_renamed_code_column_does_not_make_the_sheet_pass_for_missing() -> None:
    assert "工作表“指标”找不到“指标编码”或“任务编码”列" in refused(with_text(file(), f"A{HEAD}", "号"))


def test_duplicate_and_unknown_codes_are_named_with_their_cells() -> None:
    assert f"A{PENSION} 的指标编码“new_jobs”与第 {JOBS} 行重复" in refused(
        with_text(file(), f"A{PENSION}", "new_jobs")
    )
    assert f"A{PENSION} 的指标编码“other”不在本填报单中" in refused(with_text(file(), f"A{PENSION}", "other"))


def test_codes_sorted_away_from_their_names_are_noticed() -> None:
    data = with_text(file(), f"C{JOBS}", NAMES["pension"])
    assert f"第 {JOBS} 行的编码与名称不符" in refused(data)


def test_a_row_without_code_but_with_a_figure_is_refused() -> None:
    data = with_text(with_text(file(), f"A{PENSION}", ""), K, "95")
    assert f"第 {PENSION} 行没有指标编码，却填了内容（{K}）" in refused(data)


def test_merged_cells_among_the_rows_are_refused() -> None:
    data = edited(
        file(), FIRST, r'<mergeCells count="\d+">', f'<mergeCells><mergeCell ref="M{JOBS}:M{PART}"/>'
    )
    assert f"M{JOBS}:M{PART} 是合并单元格" in refused(data)


@pytest.mark.parametrize("where", [K, f"M{PART}", f"A{JOBS}"])
@pytest.mark.parametrize(
    "formula", ["<f>SUM(A1:A2)</f><v>95</v>", '<f t="shared" si="0"/><v>95</v>', "<f>1/0</f>"]
)
def test_formulas_are_named(where: str, formula: str) -> None:
    assert f"{where} 是公式" in refused(with_cell(file(), where, formula))


def test_a_formula_in_the_commitments_is_named_too() -> None:
    assert "I9 是公式" in refused(with_cell(file(), "I9", "<f>1+1</f><v>2</v>", part=SECOND))


def test_a_copy_of_the_sheet_in_the_same_file_is_refused() -> None:
    twice = replace(
        book(),
        blocks=(
            book().blocks[0],
            replace(book().blocks[0], table=replace(book().blocks[0].table, sheet="副本")),
        ),
    )
    assert "有 2 张工作表（“指标”、“副本”）" in refused(written(twice))


def test_many_faults_are_told_up_to_a_number() -> None:
    data = file()
    for column in "KLMNOPQR":
        for row in (JOBS, PART):
            data = with_cell(data, f"{column}{row}", "<f>1</f><v>1</v>")
    with pytest.raises(SheetRefusedError) as caught:
        read(data)
    assert len(caught.value.sentences) == 13
    assert caught.value.sentences[-1] == "还有 4 处。"
