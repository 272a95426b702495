"""Reading and printing figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calc import FigureError, format_figure, parse_figure, read_entry

SINGLE = [
    ("95.0", "=", "95.0"),
    ("1,234", "=", "1234"),
    ("４０", "=", "40"),
    ("＞60", ">", "60"),
    (">90", ">", "90"),
    ("超过90", ">", "90"),
    ("突破100", ">", "100"),
    ("100余", ">", "100"),
    ("1万余人", ">", "1"),
    ("≥96", ">=", "96"),
    ("96以上", ">=", "96"),
    ("不低于96", ">=", "96"),
    ("不少于3家", ">=", "3"),
    ("达到96%以上", ">=", "96"),
    ("95%以上（国家标准）", ">=", "95"),
    ("＜6", "<", "6"),
    ("<4.5", "<", "4.5"),
    ("低于5", "<", "5"),
    ("≤4", "<=", "4"),
    ("5.5%以内", "<=", "5.5"),
    ("不超过4", "<=", "4"),
    ("控制在5.5%以内", "<=", "5.5"),
    ("60%左右", "~", "60"),
    ("约60", "~", "60"),
    ("-0.5", "=", "-0.5"),
    ("−3", "=", "-3"),
    ("下降到5%", "=", "5"),
    ("100%", "=", "100"),
]


@pytest.mark.parametrize(("text", "op", "value"), SINGLE)
def test_parse_figure_reads_printed_numbers(text, op, value):
    figure = parse_figure(text)
    assert (figure.kind, figure.op, figure.value, figure.text) == ("number", op, Decimal(value), text)


@pytest.mark.parametrize("text", ["〔350〕", "[350]", "［350］"])
def test_parse_figure_reads_brackets_as_cumulative(text):
    figure = parse_figure(text)
    assert figure.cumulative
    assert figure.value == 350
    assert format_figure(figure) == "〔350〕"


@pytest.mark.parametrize("text", ["1∶4∶5", "1:4:5", "1：4：5"])
def test_parse_figure_reads_ratios(text):
    assert parse_figure(text).members == (1, 4, 5)


@pytest.mark.parametrize("text", ["8—10个", "8-10", "8～10", "8至10", "8%—10%"])
def test_parse_figure_reads_ranges(text):
    figure = parse_figure(text)
    assert (figure.kind, figure.value, figure.upper) == ("range", 8, 10)


@pytest.mark.parametrize(
    ("text", "kind", "op", "value"),
    [
        ("年均增长6%左右", "average_growth", "~", "6"),
        ("年均下降3%", "average_growth", "=", "-3"),
        ("下降15%", "change_from_baseline", "=", "-15"),
        ("下降15%以上", "change_from_baseline", "<=", "-15"),
        ("翻一番", "change_from_baseline", "=", "100"),
        ("翻两番", "change_from_baseline", "=", "300"),
        ("1.2倍", "change_from_baseline", "=", "20"),
        ("增长1.2倍", "change_from_baseline", "=", "120"),
    ],
)
def test_parse_figure_reads_growth(text, kind, op, value):
    figure = parse_figure(text)
    assert (figure.kind, figure.op, figure.value) == (kind, op, Decimal(value))


def test_parse_figure_keeps_dash_blank_and_zero_apart():
    assert [parse_figure(text).kind for text in ("—", "", " ", "0")] == [
        "missing",
        "blank",
        "blank",
        "number",
    ]


WORDS = [
    "完成国家下达任务",
    "只增不减",
    "12..5",
    "12,34",
    "1e5",
    "超过90以内",
    "10—8",
    "0:0",
    "提高15个百分点",
]


@pytest.mark.parametrize("text", WORDS)
def test_parse_figure_keeps_what_it_cannot_read_as_words(text):
    figure = parse_figure(text)
    assert figure.kind == "words"
    assert format_figure(figure) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12..5", "“12..5”不是数字。请填写数字，如 12.5、＞90、≥96；无数据填“—”。"),
        ("无", "不是数字"),
        ("1e5", "不是数字"),
        ("NaN", "不是数字"),
        ("9万人", "带有“万人”"),
        ("年均增长6%", "增减幅度"),
        ("1000000000", "小于 10 亿"),
        ("0.1234567", "最多保留 6 位小数"),
        ("10—8", "下限大于上限"),
        ("0:0", "合计不能为零"),
    ],
)
def test_read_entry_refuses_with_advice(text, said):
    with pytest.raises(FigureError) as refusal:
        read_entry(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize("text", ["12.5", "＞90", "≥96", "12.5%", "999999999.999999", "1:4:5", "—", "", "-3"])
def test_read_entry_takes_figures(text):
    assert read_entry(text).text == text


@given(st.text(max_size=30))
def test_parse_figure_never_fails(text):
    figure = parse_figure(text)
    assert isinstance(format_figure(figure), str)


@pytest.mark.parametrize(
    "text", ["下降15%以上", "下降15%以内", "年均下降3%以上", "增长20%以上", "年均增长6%左右"]
)
def test_a_change_is_printed_with_the_sign_that_it_was_read_from(text):
    assert format_figure(parse_figure(text)) == text


@given(
    st.decimals("-999999", "999999", places=3),
    st.sampled_from(["", "＞", "≥", "＜", "≤"]),
    st.booleans(),
)
def test_printed_notation_reads_back_the_same(value, sign, cumulative):
    text = f"〔{sign}{value}〕" if cumulative else f"{sign}{value}"
    assert format_figure(parse_figure(text)) == text
