"""Tables that the format marks: merged cells, frames around text."""

from __future__ import annotations

from intake.parsing.source import Source, SourceTable
from tests.unit.intake.parsing.tables.printed import rows_of, whole

LEFT, ABOVE = "<", "^"  # a cell merged with the one to its left, or above it


def marked(*lines):
    """A source with one table; a cell may hold several lines."""
    text = "专栏1 “十四五”主要指标\n"
    start = len(text)
    rows = []
    for line in lines:
        cells = []
        for at, cell in enumerate(line):
            if cell in (LEFT, ABOVE):
                cells.append(cells[-1] if cell == LEFT else rows[-1][at])
                continue
            spans = []
            for part in cell.split("\n"):
                spans += [(len(text), len(text) + len(part))] if part else []
                text += part + " "
            cells.append(tuple(spans))
            text += "\t"
        rows.append(tuple(cells))
        text += "\n"
    return Source(text, "html", tables=(SourceTable(tuple(rows), start, len(text)),))


def read(*lines):
    return [whole(row) for row in rows_of(marked(*lines))]


def test_merged_cells_hold_for_all_rows_that_they_cover():
    assert read(
        ["类别", "指标", LEFT, "单位", "2020年", "2025年", "属性"],
        ["就业", "就业人数", LEFT, "万人", "1", "2", "预期性"],
        [ABOVE, "失业率", LEFT, "%", "3", "＜4", ABOVE],
        ["人才", "技能人才", LEFT, "万人", "5", "6", "约束性"],
        [ABOVE, "其中", "高技能人才", ABOVE, "1", "1.2", ABOVE],
        [ABOVE, ABOVE, "技师", ABOVE, "0.5", "0.6", ABOVE],
    ) == [
        "2025|就业人数|万人|1|2|无|预期性|",
        "2025|失业率|%|3|＜4|无|预期性|",
        "2025|技能人才|万人|5|6|无|约束性|",
        "2025|高技能人才|万人|1|1.2|无|约束性|技能人才",
        "2025|技师|万人|0.5|0.6|无|约束性|技能人才",
    ]


def test_a_head_of_two_rows_a_group_and_a_note_inside_the_table():
    assert read(
        ["专栏1 主要指标", LEFT, LEFT, LEFT],
        ["指标", "规划目标", LEFT, "属性"],
        [ABOVE, "2020年", "2025年", ABOVE],
        ["一、就业", LEFT, LEFT, LEFT],
        ["1.就业人数（万人）", "1", "2", "预期性"],
        ["2.失业率\n（%）", "3", "＜4", "预期性"],
        ["注：表中为常住人口口径。", LEFT, LEFT, LEFT],
    ) == ["2025|就业人数|万人|1|2|无|预期性|", "2025|失业率|%|3|＜4|无|预期性|"]


def test_two_indicators_in_one_row_are_two():
    assert read(
        ["指标", "2020年", "2025年"],
        ["就业人数（万人）\n其中：农民工（万人）", "1\n0.5", "2\n0.6"],
        ["失业率\n（%）", "3", "＜4"],
    ) == [
        "2025|就业人数|万人|1|2|无||",
        "2025|农民工|万人|0.5|0.6|无||就业人数",
        "2025|失业率|%|3|＜4|无||",
    ]


def test_a_name_over_several_rows_is_their_parent():
    assert read(
        ["序号", "指标", LEFT, "2020年", "2025年"],
        ["1", "城镇化率（%）", "常住人口城镇化率（%）", "48", "55"],
        [ABOVE, ABOVE, "户籍人口城镇化率（%）", "33", "40"],
        ["2", "就业人数（万人）", LEFT, "1", "2"],
    ) == [
        "2025|常住人口城镇化率|%|48|55|无||城镇化率",
        "2025|户籍人口城镇化率|%|33|40|无||城镇化率",
        "2025|就业人数|万人|1|2|无||",
    ]


def test_words_over_two_columns_are_said_once():
    assert read(
        ["指标", "2020年", "2025年", "年均增长", "属性"],
        ["能耗降低（%）", "—", "完成省下达任务", LEFT, "约束性"],
        ["失业率（%）", "3", "＜4", "—", "预期性"],
    ) == ["2025|能耗降低|%|无|完成省下达任务|无|约束性|", "2025|失业率|%|3|＜4|无|预期性|"]


def test_growth_under_the_title_of_the_target_is_no_target():
    assert read(
        ["发展领域", "指标", "2020年", "2025年目标", LEFT, "属性"],
        [ABOVE, ABOVE, ABOVE, "目标值", "五年增长", ABOVE],
        ["馆藏", "藏书（万册）", "10", "15", "〔5〕", "预期性"],
        [ABOVE, "书店（家）", "3", "6", "年均10%", "约束性"],
    ) == ["2025|藏书|万册|10|15|无|预期性|", "2025|书店|家|3|6|无|约束性|"]


def test_a_frame_around_text_is_no_table():
    assert read(["专栏3 就业工程"], ["1.开展培训5万人次。"]) == []
    assert read(["项目", "内容"], ["就业", "到2025年，开展培训5万人次。"], ["技能", "培训3万人次。"]) == []
