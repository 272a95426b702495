"""Headings of every usual kind, and what their sections are for."""

from __future__ import annotations

import pytest

from intake.parsing.passage import Passage
from intake.parsing.prose import outline_of, paragraphs_of


def outline(text: str) -> list[tuple[str, str, str]]:
    """Purpose, last title and first words of each section."""
    return [
        (section.purpose, section.titles[-1].text if section.titles else "", section.paragraphs[0].text[:6])
        for section in outline_of(paragraphs_of(Passage.of(text), []))
        if section.paragraphs
    ]


@pytest.mark.parametrize(
    ("heading", "purpose"),
    [
        ("第二章 主要目标", "targets"),
        ("第一节 发展目标和主要指标", "targets"),
        ("三、“十四五”时期基础能力建设目标", "targets"),
        ("一、“十三五”水运发展回顾", "background"),
        ("第一部分 面临形势", "background"),
        ("(二)指导思想", "principles"),
        ("六、2035年远景目标", "outlook"),
        ("附录 名词解释", "glossary"),
        ("四、全面落实减排目标", "tasks"),
        ("五、保障措施", "tasks"),
        ("## 二、规划目标", "targets"),
    ],
)
def test_the_heading_tells_the_purpose(heading: str, purpose: str) -> None:
    assert outline(f"{heading}\n航道畅通。\n")[0][0] == purpose


def test_a_section_has_the_purpose_of_the_one_above() -> None:
    text = "二、主要目标\n(一)航道目标。达标率提高。\n——港口。吞吐量增长。\n三、重点任务\n1.疏浚。清淤。\n"
    assert outline(text) == [
        ("targets", "(一)航道目标。", "达标率提高。"),
        ("targets", "——港口。", "吞吐量增长。"),
        ("tasks", "1.疏浚。", "清淤。"),
    ]


def test_a_goal_stands_out_below_a_chapter_of_background() -> None:
    text = "第一章 规划背景\n第一节 发展基础\n港口成形。\n第二节 主要目标\n港口更强。\n"
    assert [purpose for purpose, _, _ in outline(text)] == ["background", "targets"]


def test_the_far_year_is_an_outlook_among_targets() -> None:
    text = "二、主要目标\n航道更畅。\n展望2035年,航道成网。\n到2025年,港口成群。\n"
    assert [purpose for purpose, _, _ in outline(text)] == ["targets", "outlook", "targets"]


def test_unnumbered_headings_are_known_by_their_words() -> None:
    text = "第三节 发展目标\n2035年远景目标:到2035年,航道成网。\n“十四五”时期主要目标:\n航道更畅。\n"
    assert [purpose for purpose, _, _ in outline(text)] == ["outlook", "targets"]


def test_a_box_ends_where_the_list_around_it_goes_on() -> None:
    text = (
        "三、重点任务\n1.航道。疏浚。\n专栏2 航道工程\n1.干线。整治。\n2.支线。整治。\n3.码头。改造。\n"
        "四、保障措施\n加强领导。\n"
    )
    assert outline(text) == [
        ("tasks", "1.航道。", "疏浚。"),
        ("box", "1.干线。", "整治。"),
        ("box", "2.支线。", "整治。"),
        ("box", "3.码头。", "改造。"),
        ("tasks", "四、保障措施", "加强领导。"),
    ]


def test_the_table_of_contents_is_not_the_outline() -> None:
    text = (
        "目录\n第一章 主要目标……1\n第二章 重点任务……4\n第一章 主要目标\n航道更畅。\n第二章 重点任务\n疏浚。\n"
    )
    assert outline(text)[1:] == [
        ("targets", "第一章 主要目标", "航道更畅。"),
        ("tasks", "第二章 重点任务", "疏浚。"),
    ]


def test_a_hidden_table_of_contents_takes_no_heading_along() -> None:
    text = "目 录\n第一章 主要目标\n航道更畅。\n第二章 重点任务\n疏浚。\n"
    assert [purpose for purpose, _, _ in outline(text)] == ["front", "targets", "tasks"]


def test_items_that_state_a_quantity_are_text() -> None:
    text = "二、主要目标\n1.航道达标率:91%。\n——植树30万株。绿化提升。\n"
    assert outline(text) == [("targets", "二、主要目标", "1.航道达标")]


def test_an_entry_of_a_glossary_stays_whole() -> None:
    text = "五、保障措施\n加强领导。\n指标解释\n一、航道\n1.航道达标率(%):指达标里程占比。\n"
    assert outline(text)[-1] == ("glossary", "一、航道", "1.航道达标")


def test_without_numbers_a_task_is_known_by_its_verb() -> None:
    text = "主要目标\n航道更畅。\n强化港口能力\n疏浚。\n"
    assert [purpose for purpose, _, _ in outline(text)] == ["targets", "tasks"]


def test_the_goal_of_a_task_belongs_to_the_task() -> None:
    text = "一、主要目标\n航道更畅。\n二、建设任务\n(一)工作目标。疏浚航道。\n"
    assert outline(text)[-1][0] == "tasks"


def test_new_results_among_goals_are_goals() -> None:
    assert outline("二、主要目标\n——航道建设有新成效。里程增加。\n")[-1][0] == "targets"


def test_contents_without_page_numbers_end_where_text_begins() -> None:
    text = "目录\n第一章 发展基础\n第二章 主要目标\n第三章 主要任务\n" + "前言写得很长。" * 12
    body = "\n第一章 发展基础\n港口。\n第二章 主要目标\n灯塔。\n第三章 主要任务\n渡口。\n"
    assert [purpose for purpose, _, _ in outline(text + body)][-3:] == ["background", "targets", "tasks"]


def test_goals_and_measures_take_turns_in_every_chapter() -> None:
    part = (
        "主要目标:\n1.灯塔更亮。\n2.全面落实航标管理根本任务。\n3.灯塔达到9座。\n策略措施:\n1.修灯塔3座。\n"
    )
    found = outline(f"第二章 发展领域\n(一)灯塔与航标\n{part}(二)渡口与渡船\n{part}")
    purposes = [purpose for purpose, _, words in found if words.startswith(("3.灯塔", "1.修灯"))]
    assert purposes == ["targets", "tasks"] * 2


def test_a_glossary_inside_a_chapter_ends_with_the_next() -> None:
    found = outline("二、主要目标\n灯塔。\n附件:指标解释\n1.灯塔:指高于9米的塔。\n三、重点任务\n渡口。\n")
    assert [purpose for purpose, _, _ in found] == ["targets", "glossary", "tasks"]


def test_an_item_with_a_number_in_chinese_is_no_heading() -> None:
    found = outline("二、主要目标\n◆培育船企一百二十家以上,每年培训船员两千人次。\n")
    assert found[0][2].startswith("◆培育船企")
