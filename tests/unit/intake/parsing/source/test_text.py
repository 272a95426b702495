"""Plain text: encodings, line ends, what is invisible."""

from __future__ import annotations

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
        open_source(b"\xff\xfe\xfd\x80\x81" * 400)


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


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_random_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert open_source(content).text.strip()
    except UnreadableError as refused:
        assert str(refused).endswith("。")
