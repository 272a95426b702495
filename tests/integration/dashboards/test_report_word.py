"""The Word file of a real content: its sentences, its tables and its pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document

from accounts.models import User
from dashboards.reports.content import Content, content_of
from dashboards.reports.pictures import pictures_of
from dashboards.reports.word import write_word
from tests.integration.world import World

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def content(world: World, leader: User, kind: str) -> Content:
    return content_of(
        leader, plan_id=world.plans["980000"].pk, kind=kind, year=2023, with_subtree=True, made_at=NOW
    )


def test_everything_generated_stands_in_the_file(world: World, leader: User) -> None:
    told = content(world, leader, "midterm")
    steps: list[str] = []
    pictures = pictures_of(told, tell=steps.append)
    document: Any = Document(BytesIO(write_word(told, pictures, None, tell=steps.append)))
    texts = [each.text for each in document.paragraphs]
    for lines in told.paragraphs.values():
        for line in lines:
            assert line in texts
    headings = [each.text for each in document.paragraphs if each.style.name == "一级标题"]
    assert headings == [
        "一、总体评价", "二、主要指标进展", "三、滞后指标清单", "四、重点任务", "五、各地区情况",
        "六、问题与建议",
    ]  # fmt: skip
    assert len(document.inline_shapes) == 1 + len(told.laggards)
    assert "2026年6月1日" in texts
    assert steps[-2:] == ["套用模板", "排版"]


def test_notice_is_short(world: World, leader: User) -> None:
    told = content(world, leader, "notice")
    pictures = pictures_of(told, tell=lambda step: None)
    document: Any = Document(BytesIO(write_word(told, pictures, None, tell=lambda step: None)))
    headings = [each.text for each in document.paragraphs if each.style.name == "一级标题"]
    assert headings == ["一、总体评价", "二、滞后指标清单", "三、各地区情况", "四、问题与建议"]
    assert len(document.inline_shapes) == 1


def test_columns_fill_the_page_however_many_years(world: World, leader: User) -> None:
    document: Any = Document(
        BytesIO(write_word(content(world, leader, "annual"), {}, None, tell=lambda step: None))
    )
    wide = document.sections[1]
    room = wide.page_width - wide.left_margin - wide.right_margin
    for table in document.tables[1:]:
        widths = [cell.width for cell in table.rows[0].cells]
        assert abs(sum(widths) - room) < 20_000
        assert len(table._tbl.tblGrid.gridCol_lst) == len(widths)
