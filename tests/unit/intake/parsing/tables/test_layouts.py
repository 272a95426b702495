"""Each way in which a text draws a table, once."""

from __future__ import annotations

import pytest

from tests.unit.intake.parsing.tables.printed import grids, rows, told

EXPECTED = ["新增就业人数|万人|〔5.2〕|〔6〕", "登记失业率|%|3.1|＜4.5", "参保人数|万人|61|65.5"]

TABS = """专栏1 “十四五”主要指标
指标\t单位\t2020年\t2025年\t属性
一、就业\t\t\t\t
1.新增就业人数\t万人\t[5.2]\t[6]\t预期性
2.登记失业率\t%\t3.1\t<4.5\t预期性
二、社会保障
3.参保人数\t万人\t61\t65.5\t约束性
"""
PIPES = """表1 “十四五”主要指标
指标 | 2020年 | 2025年 | 属性 |
一、就业 | |||
1.新增就业人数(万人) | [5.2] | [6] | 预期性 |
2.登记失业率(%) | 3.1 | <4.5 | 预期性 |
二、社会保障 | |||
3.参保人数(万人) | 61 | 65.5 | 约束性 |
"""
OUTER_PIPES = """表1 主要指标
|序号|指标|单位|2020年|2025年|
|1|新增就业人数|万人|〔5.2〕|〔6〕|
|2|登记失业率|%|3.1|＜4.5|
|3|参保人数|万人|61|65.5|
"""
MARKDOWN = """**表1 主要指标**

| 指标 | 单位 | 2020年 | 2025年 |
|:---|:---:|---:|---:|
| **一、就业** | | | |
| 新增就业人数 | 万人 | 〔5.2〕 | 〔6〕 |
| 登记失业率 | % | 3.1 | ＜4.5 |
| 参保人数 | 万人 | 61 | 65.5 |
"""
BOX = """表1 主要指标
┌──────────┬──────┬──────┐
│ 指标         │ 2020年 │ 2025年 │
├──────────┼──────┼──────┤
│ 新增就业人数 │ 〔5.2〕│ 〔6〕  │
│ （万人）     │        │        │
├──────────┼──────┼──────┤
│ 登记失业率(%)│ 3.1    │ ＜4.5  │
├──────────┼──────┼──────┤
│ 参保人数     │ 61     │ 65.5   │
│ （万人）     │        │        │
└──────────┴──────┴──────┘
"""
CELL_BEHIND_TAB = """专栏1：“十四五”时期主要指标
\t指   标
\t2020年
基数
\t2025年
目标
\t属  性

\t一、就业
\t
\t
\t

\t1．新增就业人数（万人）
\t〔5.2〕
\t〔6〕
\t预期性

\t2．登记失业率
（%）
\t3.1
\t＜4.5
\t预期性

\t二、社会保障

\t3．参保人数（万人）
\t61
\t65.5
\t约束性

\t注：〔  〕内为五年累计数。
"""
CELL_PER_LINE = """专栏1 主要指标
指标
单位
2020年
2025年
属性
一、就业
1.新增就业人数
万人
〔5.2〕
〔6〕
预期性
2.登记失业率
%
3.1
＜4.5
预期性
二、社会保障
3.参保人数
万人
61
65.5
约束性

第三章 任务
大力推进参保扩面。
"""
CELL_PER_LINE_BROKEN = """主要指标
序号
指标名称
2020年
实际
2025年
目标

1
新增就业人数（万人）
〔5.2〕
〔6〕

2
登记失业率（%）
3.1
＜4.5

3
参保人数（万人）
61
65.5
"""
ALIGNED = """            表 1  主要指标

  序号      指标名称            2020 年    2025 年    属性
                                实际       目标
   1    新增就业人数（万        〔5.2〕    〔6〕      预期性
        人）
   2    登记失业率（%）         3.1        ＜4.5      预期性
   3    参保人数（万人）        61         65.5       约束性

    注：〔〕内为累计数。
"""
ALIGNED_CENTRED = """                表 1  主要指标
        指标                    2020 年      2025 年

   1.新增就业
                                〔5.2〕      〔6〕
   人数（万人）

   2.登记失业率（%）            3.1          ＜4.5

   3.参保人
                                61           65.5
   数（万人）
"""
COMMAS = """主要指标
指标，单位，2020年，2025年，属性
新增就业人数，万人，〔5.2〕，〔6〕，预期性
登记失业率，%，3.1，＜4.5，预期性
参保人数，万人，61，65.5，约束性
"""
WIDE_BLANKS = """主要指标
指标　2020年　2025年　属性
一、就业
1.新增就业人数(万人)　〔5.2〕　〔6〕　预期性
2.登记失业率(%)　3.1　＜4.5　预期性
3.参保人数(万人)　61　65.5　约束性
"""
SINGLE_BLANKS = """主要指标
序号 指标 单位 2020年 2025年 属性
1 新增就业人数 万人 〔5.2〕 〔6〕 预期性
2 登记失业率 % 3.1 ＜4.5 预期性
3 参保人数 万人 61 65.5 约束性
"""
LAYOUTS = {
    "tabs": TABS,
    "pipes": PIPES,
    "outer_pipes": OUTER_PIPES,
    "markdown": MARKDOWN,
    "box": BOX,
    "cell_behind_tab": CELL_BEHIND_TAB,
    "cell_per_line": CELL_PER_LINE,
    "cell_per_line_broken_head": CELL_PER_LINE_BROKEN,
    "aligned": ALIGNED,
    "aligned_values_between_lines": ALIGNED_CENTRED,
    "commas": COMMAS,
    "wide_blanks": WIDE_BLANKS,
    "single_blanks": SINGLE_BLANKS,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_is_read_alike_in_every_layout(layout):
    assert told(LAYOUTS[layout]) == EXPECTED


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_place_is_that_of_the_printed_row(layout):
    text = LAYOUTS[layout]
    for row in rows(text):
        assert text[row.place.start : row.place.end] == row.quote
        assert row.target is not None
        assert row.target.place is not None
        assert row.target.figure.text in text[row.target.place.start : row.target.place.end]
        assert row.place.start <= row.target.place.start < row.target.place.end <= row.place.end


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_holds_its_caption_and_its_notes(layout):
    text = LAYOUTS[layout]
    (grid,) = grids(text)
    assert grid.caption is not None
    assert "主要指标" in text[grid.start : grid.end]
    assert all(
        note.text in text[grid.start : grid.end].replace("：", ":").replace("，", ",") for note in grid.notes
    )


CUT = """表1 “十四五”主要指标
指标 | 2020年 | 2025年
1.新增就业人数(万人) | [5.2] | [6]

— 12 —
青川县“十四五”就业规划

续表1
指标 | 2020年 | 2025年
2.登记失业率(%) | 3.1 | <4.5
3.参保人数(万人) | 61 | 65.5

青川县“十四五”就业规划
"""


def test_a_table_cut_by_a_page_is_one():
    assert len(grids(CUT)) == 1
    assert told(CUT) == EXPECTED


def test_two_tables_stay_two():
    first, second = grids(PIPES + "\n“十四五”期间工作任务重。\n\n" + TABS)
    assert (first.layout, second.layout) == ("pipes", "tabs")
    assert told(PIPES + TABS) == EXPECTED * 2


def test_two_captions_in_one_run_of_lines_are_two_tables():
    text = PIPES.replace("表1 “十四五”主要指标\n", "表1 “十四五”主要指标 | |||\n") * 2
    assert len(grids(text)) == 2
    assert told(text) == EXPECTED * 2


@pytest.mark.parametrize(
    "text",
    [
        "\t1．创业培训。开展创业培训3万人次。\n\t2．技能培训。开展技能培训5万人次。\n",
        "01 促进就业 每年举办招聘会10场。 |\n02 创业孵化 建成基地5个。 |\n",
        "目标\n到2025年，新增就业6万人，失业率控制在4.5%以内。\n参保人数65.5万人。\n",
    ],
)
def test_text_is_no_table(text):
    assert grids(text) == []
