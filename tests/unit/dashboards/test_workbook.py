"""The Excel annex: numbers as numbers, everything else as it is printed, nothing as a formula."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from dashboards.reports.grid import plain
from dashboards.reports.workbook import write_workbook
from tests.unit.dashboards.report_example import EXAMPLE, example

CHARTS = ["走势图", "排名图"]
ALL = [
    "说明", "总体评价", "指标进展", "历年走势", "走势图", "滞后清单", "无法评价", "重点任务", "各地区",
    "排名", "排名图",
]  # fmt: skip


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize(
    ("text", "value", "shape"),
    [
        ("95.0", "95.0", "0.0"),
        ("12,345.50", "12345.50", "#,##0.00"),
        ("78.62%", "78.62", '0.00"%"'),
        ("−1.4", "-1.4", "0.0"),
        ("0", "0", "0"),
    ],
)
def test_plain_figure_is_a_number_that_looks_as_printed(text: str, value: str, shape: str) -> None:
    assert plain(text) == (Decimal(value), shape)


@pytest.mark.parametrize(
    "text", ["", "—", "〔30〕", "＞6", "≤5.5", "60—65", "1∶4∶5", "1,23", "1234567890123456", "12 万人"]
)
def test_other_notation_stays_text(text: str) -> None:
    assert plain(text) is None


def test_annex_has_all_sheets_and_leaves_out_empty_ones() -> None:
    assert list(sheets(write_workbook(EXAMPLE))) == ALL
    short = example(courses=(), laggards=(), unassessed=(), tasks=(), regions=(), rankings=())
    assert list(sheets(write_workbook(short))) == ALL[:3]


def test_progress_shows_numbers_as_numbers_and_printed_notation_as_text() -> None:
    rows = sheets(write_workbook(EXAMPLE))["指标进展"]
    assert rows[2][5:12] == ["基数（2020年）", "目标", "2021年", "2022年", "2023年", "2024年", "完成率"]
    assert rows[3][5:14] == [5.0, "〔30〕", 6.2, "＞6", 5.8, "—", 60.0, "—", 80.05]
    assert rows[4][2] == "　其中：失业人员再就业"


def test_no_text_becomes_a_formula() -> None:
    data = write_workbook(EXAMPLE)
    pages = [text for name, text in parts(data).items() if "/worksheets/" in name]
    assert len(pages) == len(ALL)
    assert not any("<f>" in page or "<hyperlink" in page for page in pages)
    found = sheets(data)
    assert found["指标进展"][4][-1] == '=HYPERLINK("http://example.org","x")'
    assert found["滞后清单"][3][5] == "+12 万人"
    assert found["滞后清单"][3][10:12] == ["@企业用工减少", "-扩大见习"]


def test_number_with_a_plus_is_a_number_that_keeps_it() -> None:
    """快慢余量, by which reports rank; as a text its bar would have no length."""
    assert plain("+3.5") == (Decimal("3.5"), "+0.0")
    assert plain("−3.5") == (Decimal("-3.5"), "0.0")
    assert plain("+12 万人") is None


def test_about_says_of_what_and_when_it_is_and_that_it_is_invented() -> None:
    about = dict(row[:2] for row in sheets(write_workbook(EXAMPLE))["说明"][2:])
    assert about["数据更新至"] == "2025-03-01 16:00"
    assert about["评价规则"] == "1.0"
    assert about["数据范围"] == "已接收"
    assert about["数据性质"].startswith("演示数据")
    real = dict(row[:2] for row in sheets(write_workbook(example(is_fictional=False)))["说明"][2:])
    assert real["数据性质"] == "实际数据"


def test_charts_are_excels_own_and_refer_to_cells() -> None:
    charts = {name: text for name, text in parts(write_workbook(EXAMPLE)).items() if "/charts/" in name}
    assert len(charts) == 1 + len(EXAMPLE.courses) + len(EXAMPLE.rankings)
    everything = "".join(charts.values())
    for cells in ("总体评价!$D$4:$D$6", "历年走势!$D$4:$G$4", "排名!$F$4:$F$5"):
        assert cells in everything


def test_missing_years_are_empty_cells_where_the_line_breaks() -> None:
    courses = sheets(write_workbook(EXAMPLE))["历年走势"]
    assert courses[3] == ["城镇新增就业", "万人", "累计实际", 6.2, "", 5.8, ""]
    assert courses[4][2:] == ["年均须完成", 6.0, 6.0, 6.0, 6.0]
    assert courses[5][:3] == ["失业率", "%", "实际"]


def test_every_sheet_prints_on_a4_with_its_head_on_every_page() -> None:
    found = parts(write_workbook(EXAMPLE))
    pages = [text for name, text in found.items() if "/worksheets/sheet" in name]
    assert all('paperSize="9"' in page and 'state="frozen"' in page for page in pages)
    assert found["xl/workbook.xml"].count("_xlnm.Print_Titles") == len(ALL) - len(CHARTS)


def test_no_chart_is_printed_across_two_pages() -> None:
    """Two rows of two charts on a page, and a break before the next."""
    many = example(courses=EXAMPLE.courses * 4)
    found = parts(write_workbook(many))
    (page,) = [text for text in found.values() if "<rowBreaks" in text]
    assert [int(each) for each in re.findall(r'<brk id="(\d+)"', page)] == [34]
    (drawing,) = [
        text for name, text in found.items() if "/drawings/" in name and text.count("<xdr:graphicFrame") == 8
    ]
    spans = re.findall(
        r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing, re.DOTALL
    )
    assert len(spans) == 8
    assert not any(int(first) < 34 <= int(last) for first, last in spans)


def test_at_the_end_of_the_period_nothing_is_called_behind() -> None:
    found = sheets(write_workbook(example(is_final=True, behind="未完成")))
    assert found["总体评价"][2][3:5] == ["完成", "未完成"]
    assert "未完成清单" in found
    assert found["各地区"][2][6:8] == ["完成", "未完成"]


def test_same_content_gives_the_same_bytes() -> None:
    assert write_workbook(EXAMPLE) == write_workbook(EXAMPLE)
