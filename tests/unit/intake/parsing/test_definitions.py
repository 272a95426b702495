"""Glossaries in the forms in which they are printed."""

from __future__ import annotations

import pytest

from intake.parsing.definitions import read_definitions
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose import Section
from intake.parsing.reading import DefinitionRead
from intake.parsing.source import Source


def defined(*lines: str, purpose: str = "glossary") -> list[DefinitionRead]:
    text = "\n".join(lines)
    paragraphs = tuple(Passage.of(text).lines())
    section = Section((Passage.of("指标解释"),), purpose, paragraphs)
    return read_definitions((section,), Locator(Source(text, "text")))


@pytest.mark.parametrize(
    ("line", "number", "name", "unit"),
    [
        ("1.森林覆盖率(%):指有林地面积占土地总面积的比例。", "1", "森林覆盖率", "%"),
        ("(2)用水总量(亿立方米):报告期内各类用水户取用的水量。", "2", "用水总量", "亿立方米"),
        ("3、托位数(个/千人)是指每千人口拥有的托位。", "3", "托位数", "个/千人"),
        ("绿色建筑是指全寿命期内节约资源的建筑。", "", "绿色建筑", ""),
        ("——“河长制”:由各级负责人担任河长的制度。", "", "河长制", ""),
    ],
)
def test_an_entry_gives_number_name_and_unit(line: str, number: str, name: str, unit: str) -> None:
    (entry,) = defined(line)
    assert (entry.number, entry.name, entry.unit, entry.text) == (number, name, unit, line)


def test_groups_are_no_entries_and_further_paragraphs_belong_to_the_entry_before() -> None:
    first, second = defined(
        "一、资源", "1.耕地面积(万亩):指年末实有耕地。", "不含临时用地。", "2.林地面积(万亩):指年末林地。"
    )
    assert first.text == "1.耕地面积(万亩):指年末实有耕地。\n不含临时用地。"
    assert (second.name, second.place.line) == ("林地面积", 4)


def test_other_sections_define_nothing() -> None:
    assert defined("1.耕地面积(万亩):指年末实有耕地。", purpose="tasks") == []
