"""A document from end to end: what one part breaks over costs that part only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing import reader
from intake.parsing.reader import read_document
from tests.unit.intake.test_whole_documents import OWN

PLAN = (OWN / "one_cell_per_line_conflicting_prose.txt").read_text("utf-8")


def test_a_fault_over_one_table_costs_that_table_only(monkeypatch) -> None:
    def broken(*_: object) -> list[object]:
        raise IndexError

    monkeypatch.setattr(reader, "read_grid", broken)
    reading = read_document(PLAN.encode())
    assert [doubt.code for doubt in reading.doubts].count("unread") == 1
    assert "行起的表没有读成" in reading.doubts[0].message
    assert reading.doubts[0].place is not None
    assert reading.head.title
    assert reading.commitments


@pytest.mark.parametrize(
    "box",
    [
        "01 | 新建书屋12座。 |\n02 | 每年培训馆员300人次。 |\n",
        "书屋\t新建书屋12座。\n馆员\t每年培训馆员300人次。\n",
    ],
)
def test_sentences_of_a_box_set_as_a_table_are_tasks(box: str) -> None:
    text = f"云城市“十四五”阅读规划\n一、基础\n略。\n二、重点任务\n专栏1 阅读工程\n{box}"
    found = read_document(text.encode()).commitments
    assert [(each.name, each.unit, each.section) for each in found] == [
        ("新建书屋", "座", "专栏1 阅读工程"),
        ("培训馆员", "人次", "专栏1 阅读工程"),
    ]


def test_a_title_of_indicators_without_a_table_is_told() -> None:
    table = "指标 | 2020年 | 2025年\n书屋（座） | 1 | 2\n藏书（册） | 3 | 4\n"
    text = "云城市“十四五”阅读规划\n一、主要目标\n专栏1 “十四五”主要指标\n{}二、重点任务\n略。\n"
    codes = [
        {doubt.code for doubt in read_document(text.format(body).encode()).doubts} for body in ("", table)
    ]
    assert codes == [{"table_unread"}, set()]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 60)), max_size=6))
def test_no_damage_to_a_document_breaks_a_part_of_the_reader(cuts: list[tuple[int, int]]) -> None:
    text = PLAN
    for at, length in cuts:
        text = text[:at] + text[at + length :]
    if text.strip():
        assert not [doubt.message for doubt in read_document(text.encode()).doubts if doubt.code == "unread"]
