"""A printed name looked up in a catalogue."""

from __future__ import annotations

import pytest

from intake.matching import Entry, match

ENTRIES = [
    Entry("forest", "森林覆盖率", ("林木覆盖率",), "%"),
    Entry("registered", "城镇登记失业率", (), "%"),
    Entry("new_jobs", "城镇新增就业人数", ("城镇累计新增就业",), "万人"),
    Entry("loans", "发放创业贷款", (), "亿元"),
]


@pytest.mark.parametrize(
    ("name", "unit", "kind", "code"),
    [
        ("森林覆盖率", "%", "exact", "forest"),
        ("全市森林覆盖率", "%", "exact", "forest"),
        ("林木覆蓋率", "%", "alias", "forest"),
        ("城镇累计新增就业", "人", "alias", "new_jobs"),
        ("发放创业贷款", "笔", "suggestion", ""),
        ("轨道交通客流", "万人次", "new", ""),
    ],
)
def test_names_and_aliases_are_decided_and_nothing_else(name: str, unit: str, kind: str, code: str) -> None:
    found = match(name, unit, ENTRIES)
    assert (found.kind, found.code) == (kind, code)


def test_a_near_name_is_suggested_with_the_words_that_differ() -> None:
    found = match("森林覆盖面积率", "%", ENTRIES)
    assert (found.kind, found.suggestions[0].code) == ("suggestion", "forest")
    assert found.suggestions[0].words == ("面积",)


def test_names_kept_apart_by_a_word_are_never_near() -> None:
    found = match("城镇调查失业率", "%", ENTRIES)
    assert (found.kind, found.code) == ("new", "")
    assert all(each.score < 60 and "不是同一指标" in each.note for each in found.suggestions)


def test_another_unit_is_told() -> None:
    (found, *_) = match("发放创业贷款", "笔", ENTRIES).suggestions
    assert "目录为“亿元”，文件为“笔”" in found.note


def test_a_name_that_two_entries_have_is_left_to_people() -> None:
    found = match("森林覆盖率", "%", [*ENTRIES, Entry("other", "森林覆盖率", (), "%")])
    assert (found.kind, found.code, len(found.suggestions)) == ("suggestion", "", 2)
