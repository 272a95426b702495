"""Lines that were one paragraph are one again; others stay apart."""

from __future__ import annotations

import pytest

from intake.parsing.passage import Passage
from intake.parsing.prose import paragraphs_of
from intake.parsing.tables import Grid


def read(text: str) -> list[str]:
    return [each.text for each in paragraphs_of(Passage.of(text), [])]


def test_a_sentence_cut_by_a_page_goes_on() -> None:
    assert read("一、航道\n港口服务能力明显增强,航道养护\n\n水平稳步提升,水运安全平稳。\n") == [
        "一、航道",
        "港口服务能力明显增强,航道养护水平稳步提升,水运安全平稳。",
    ]


def test_lines_of_a_narrow_column_are_joined() -> None:
    lines = [
        "    到2025年,全市港口货物吞吐量持续提升,内河航道等级结构逐",
        "步优化,多式联运发展水平明显提高,绿色港口建设取得明显成效,船",
        "舶污染物接收转运处置能力全面增强,水上安全监管和应急救助能力进",
        "一步提升。",
        "    港口服务质量持续改善,航运要素加快集聚,智慧航道建设有序推",
        "进,水路运输在综合交通中的比较优势得到发挥。",
    ]
    assert [text[-4:] for text in read("\n".join(lines))] == ["步提升。", "到发挥。"]


@pytest.mark.parametrize(
    "second",
    ["(一)航道建设", "2.港口建设。推进码头改造。", "——智慧港口。建设平台。", "专栏1 航道工程", "①疏浚航道"],
)
def test_headings_and_items_are_never_glued(second: str) -> None:
    first = "加快航道整治,完善港口集疏运体系,推动水运高质量发展的各项举措"
    assert read(f"{first}\n{second}") == [first, second]


@pytest.mark.parametrize("line", ["航道等级\t公里\t30", "航道等级 | 公里 | 30"])
def test_rows_of_cells_stay_apart(line: str) -> None:
    assert read(f"{line}\n{line}") == [line, line]


def test_what_stands_in_a_table_is_left_out() -> None:
    text = "甲段。\n表格\n乙段。\n"
    grid = Grid(rows=(), layout="lines", start=4, end=6)
    assert [each.text for each in paragraphs_of(Passage.of(text), [grid])] == ["甲段。", "乙段。"]


def test_a_file_without_line_breaks_is_cut_before_its_headings() -> None:
    text = f"港口规划 第一章 发展基础 {'港口很忙。' * 400}第二章 主要目标 灯塔达到9座。"
    assert [each.text for each in paragraphs_of(Passage.of(text), [])][-2:] == [
        "第二章 主要目标",
        "灯塔达到9座。",
    ]
