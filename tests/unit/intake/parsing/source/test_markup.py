"""Web pages as they are found: tables with spans, furniture, bad nesting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing.source import Source, UnreadableError, open_source

TABLE = """<table border=1><caption>主要指标</caption>
<tr><th rowspan=2>类别<th rowspan=2>指标<th colspan=2>数值
<tr><th>2020年<th>2025年
<tr><td rowspan="2">就业<br>创业<td>城镇新增<br>就业（万人）<td>12<td>&ge;15
<tr><td>失业率（%）<td><p>3.1</p><td>&lt;5
</table>"""


def opened(body: str, head: str = "<meta charset=utf-8>") -> Source:
    return open_source(f"<html><head>{head}<title>标题</title></head><body>{body}</body></html>".encode())


def cells(source: Source, at: int = 0) -> list[list[str]]:
    return [
        ["/".join(source.text[start:end] for start, end in cell) for cell in row]
        for row in source.tables[at].rows
    ]


def test_a_table_with_merged_cells_and_tags_left_open() -> None:
    source = opened(TABLE)
    assert source.kind == "html"
    assert cells(source) == [
        ["类别", "指标", "数值", "数值"],
        ["类别", "指标", "2020年", "2025年"],
        ["就业/创业", "城镇新增/就业（万人）", "12", "≥15"],
        ["就业/创业", "失业率（%）", "3.1", "<5"],
    ]
    assert source.text.splitlines() == [
        "主要指标",
        "类别\t指标\t数值\t",
        "\t\t2020年\t2025年",
        "就业 创业\t城镇新增 就业（万人）\t12\t≥15",
        "\t失业率（%）\t3.1\t<5",
    ]
    table = source.tables[0]
    assert source.text[table.start : table.end].startswith("类别\t")
    assert source.text[table.start : table.end].endswith("<5")


def test_text_in_its_order_without_what_is_not_text() -> None:
    source = opened(
        "<nav>导航</nav><h1>规划</h1><script>var a='坏'</script><div>第一<b>段</b>话，\n 连着写。"
        "<p style='display: none'>藏</p></div>第二段<br>换行<!-- 注 --><footer>版权</footer>"
    )
    assert source.text == "规划\n第一段话，连着写。\n第二段\n换行\n"


@pytest.mark.parametrize("charset", ["gbk", "gb2312", "big5"])
def test_the_declared_charset(charset: str) -> None:
    text = "東陵市就業規劃" if charset == "big5" else "东陵市就业规划"
    page = f'<html><meta http-equiv=Content-Type content="text/html; charset={charset}"><p>{text}</p>'
    assert open_source(page.encode("big5" if charset == "big5" else "gbk")).text == f"{text}\n"


def test_a_wrong_charset_is_seen_through() -> None:
    assert open_source("<html><meta charset=gbk><p>东陵市就业规划".encode()).text == "东陵市就业规划\n"
    assert open_source("<html><meta charset=utf-8><p>东陵市就业规划".encode("gbk")).text == "东陵市就业规划\n"
    assert (
        open_source("<html><meta charset=base64><p>东陵市就业规划".encode("gbk")).text == "东陵市就业规划\n"
    )


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    source = opened(f"<table><tr><td>左栏</td><td><p>正文</p>{TABLE}<p>文末</p></td></tr></table>")
    assert len(source.tables) == 1
    assert source.text.startswith("左栏\n正文\n主要指标\n类别")
    assert source.text.endswith("文末\n")


def test_a_frame_around_a_text_is_no_table() -> None:
    source = opened(
        "<table><tr><td>专栏1</td></tr><tr><td><p>一、培训。</p><p>二、竞赛。</p></td></tr></table>"
    )
    assert source.tables == ()
    assert source.text == "专栏1\n一、培训。\n二、竞赛。\n"


def test_spans_beyond_measure_are_cut_or_refused() -> None:
    row = "<tr><td rowspan=9999 colspan=9999>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
    assert len(opened(f"<table>{row}</table>").tables[0].rows) == 2
    with pytest.raises(UnreadableError, match="表格太大"):
        opened(f"<table><tr>{'<td rowspan=1000 colspan=100>甲' * 2}{'<tr><td>乙' * 1200}</table>")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError, match="嵌套太深"):
        opened("<div>" * 100_000 + "正文")
    with pytest.raises(UnreadableError, match="标签过多"):
        opened("<br>" * 300_000 + "正文")


def test_a_text_that_shows_a_tag_is_a_text() -> None:
    assert open_source("目标：失业率<p>5%，参保率>90%".encode()).kind == "text"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"<>/\"'& ", "table", "tr", "td", "rowspan=3 ", "colspan=0 ", "p", "甲", "&lt;"])
    )
)
def test_any_tags_are_read_or_refused(parts: list[str]) -> None:
    try:
        source = open_source(f"<html><table><tr><td>一<td>二<tr>{''.join(parts)}".encode())
    except UnreadableError:
        return
    spans = [span for table in source.tables for row in table.rows for cell in row for span in cell]
    assert all(start < end <= len(source.text) for start, end in spans)
