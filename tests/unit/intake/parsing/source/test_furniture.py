"""What is shown and not read; and what looks like it and is read."""

from __future__ import annotations

import pytest

from intake.parsing.source.furniture import furniture


def hidden(text: str, pages: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end].strip() for start, end in furniture(text, pages)]


def paged(*pages: str) -> tuple[str, tuple[int, ...]]:
    return "".join(pages), tuple(sum(map(len, pages[:at])) for at in range(len(pages)))


@pytest.mark.parametrize(
    "line",
    [
        "- 12 -",
        "— 3 —",
        "－１－",
        "·7·",
        "第 3 页 共 20 页",
        "第3页/共20页",
        "第5页",
        "Page 3 of 20",
        "- ii -",
    ],
)
def test_page_numbers(line: str) -> None:
    assert hidden(f"一段话。\n      {line}\n又一段话。") == [line]


@pytest.mark.parametrize(
    "line", ["12", "-12", "—", "3-5", "〔120〕", "3/20", "2025", "第三章", "12 -", "—12", "大"]
)
def test_cells_that_might_be_page_numbers_stay(line: str) -> None:
    assert hidden(f"城镇新增就业\n{line}\n万人") == []


def test_residue_of_bookmarks() -> None:
    assert hidden("[bookmark: _Toc1][bookmark: _Toc2]第一章 总则 [注]") == [
        "[bookmark: _Toc1]",
        "[bookmark: _Toc2]",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "打印 收藏",
        "【打印】【关闭窗口】",
        "【字体：大 中 小】",
        "分享到：微信 微博",
        "浏览次数：1024次",
        "上一篇：某通知",
        "扫一扫在手机打开当前页",
        "当前位置：首页 > 政府信息公开 > 规划",
        "第一章 发展基础............3",
        "第二章 目标 ……… 12",
    ],
)
def test_buttons_and_contents(line: str) -> None:
    assert hidden(f"正文。\n{line}\n还有正文。") == [line]


@pytest.mark.parametrize(
    "line", ["分享改革成果", "收藏馆建设3个", "字体工程", "大 中 小", "下载量达到3万次", "共计……12"]
)
def test_sentences_with_their_words_stay(line: str) -> None:
    assert hidden(f"正文。\n{line}\n还有正文。") == []


def test_the_counter_after_the_buttons_at_the_very_end() -> None:
    assert hidden("正文\n打印 收藏\n\n附：标题\n\n1024") == ["打印 收藏", "1024"]
    assert hidden("打印 收藏\n城镇新增就业\n12\n万人\n") == ["打印 收藏"]


def test_running_heads_and_numbers_of_pages() -> None:
    text, pages = paged(*(f"东陵市发展规划\n\n第{n}段正文{n}\n{n + 3}\n" for n in range(1, 6)))
    assert hidden(text, pages) == ["4", *(each for n in range(5, 9) for each in ("东陵市发展规划", str(n)))]


def test_running_heads_of_left_and_right_pages() -> None:
    heads = ("东陵市发展规划    {}", "{}    第二章  目标任务")
    text, pages = paged(*(heads[n % 2].format(n) + f"\n正文{'甲乙丙丁戊己庚辛'[n]}\n尾\n" for n in range(8)))
    assert len([line for line in hidden(text, pages) if "规划" in line or "第二章" in line]) == 6


def test_rows_at_the_edge_of_pages_stay() -> None:
    text, pages = paged(
        *("序号  指标  单位  2025年\n1   就业   万人   12\n城镇 化率提高程度 60\n" for _ in range(4))
    )
    assert hidden(text, pages) == []


def test_attributes_at_the_edge_of_pages_stay() -> None:
    text, pages = paged(*(f"指标{'甲乙丙丁'[n]}\n12\n预期性\n" for n in range(4)))
    assert hidden(text, pages) == []


def test_lone_numbers_at_the_edge_that_do_not_count_stay() -> None:
    text, pages = paged(*(f"指标{'甲乙丙丁'[n]}\n{(90, 75, 82, 60)[n]}\n" for n in range(4)))
    assert hidden(text, pages) == []


def test_heads_beside_page_numbers_of_a_text_without_pages() -> None:
    text = "".join(f"正文{'甲乙丙丁'[n]}\n— {n} —\n东陵市发展规划\n" for n in range(4))
    assert hidden(text).count("东陵市发展规划") == 3


def test_it_is_fast_on_lines_made_to_be_slow() -> None:
    for line in ("打印 " * 3000, "[bookmark: " * 3000, "." * 30000, "当前位置" + ">" * 30000, "第" * 30000):
        assert hidden(line) == []
