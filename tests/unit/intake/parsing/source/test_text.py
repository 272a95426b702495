"""Plain text: encodings, line ends, what is invisible."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from intake.parsing.source import UnreadableError, open_source

PLAN = (
    "东陵市人力资源和社会保障事业发展规划\n"
    "到2025年，城镇新增就业五年累计达到12万人，基本养老保险参保率达到95%以上。\n"
    "序号\t指标\t2020年\t2025年\n1\t城镇登记失业率（%）\t3.2\t≤4.5\n"
)
TRADITIONAL = OpenCC("s2t").convert(PLAN)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_simplified_text_of_any_encoding(encoding: str) -> None:
    source = open_source(PLAN.encode(encoding))
    assert (source.text, source.kind) == (PLAN, "text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5hkscs"])
def test_traditional_text_of_any_encoding(encoding: str) -> None:
    text = TRADITIONAL.replace("≤", "<")
    assert open_source(text.encode(encoding)).text == text


def test_one_broken_sign_shows_and_many_are_refused() -> None:
    content = PLAN.encode("gb18030")
    at = len("东陵市") * 2
    assert open_source(content[:at] + b"\xff" + content[at:]).text.startswith("东陵市�人力")
    with pytest.raises(UnreadableError, match="编码无法判断"):
        open_source(Random(5).randbytes(5000))


def test_a_text_of_another_language_is_no_mojibake() -> None:
    assert open_source(b"plain words, 12.5% of them").text == "plain words, 12.5% of them"
    with pytest.raises(UnreadableError, match="编码无法判断"):
        open_source("Ça été créé à l'époque où les élèves étaient là.".encode("latin-1"))


def test_lines_end_with_one_sign_and_nothing_invisible_stays() -> None:
    source = open_source("一\r\n二\r三\x0b四\u2028五\x00\x01六\x07七\ufeff".encode())
    assert source.text == "一\n二\n三\n四\n五六\t七\ufeff"


def test_form_feeds_begin_pages_and_add_no_lines() -> None:
    source = open_source("首页\n\f第二页\f第三页\n".encode())
    assert source.text == "首页\n第二页\n第三页\n"
    assert source.pages == (0, 3, 7)


def test_cells_of_several_lines_pasted_from_a_worksheet() -> None:
    head = '指标\t单位\t"2025年\n目标"\n'
    text = "表1\n" + head + '"城镇新增\n就业"\t万人\t12\n"""双千""计划"\t人\t\n\n他说"好\n的"。\n'
    source = open_source(text.encode())
    assert source.text == text
    (table,) = source.tables
    cells = [["/".join(text[start:end] for start, end in cell) for cell in row] for row in table.rows]
    assert cells == [
        ["指标", "单位", "2025年/目标"],
        ["城镇新增/就业", "万人", "12"],
        ['""双千""计划', "人", ""],
    ]
    assert text[table.start : table.end].startswith("指标")
    assert open_source(PLAN.encode()).tables == ()


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_random_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = open_source(content).text
    except UnreadableError:
        return
    assert text.strip()
    assert "\x00" not in text
