"""年度目标: the straight line and what does not fit together, without a database."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.calc import Figure, FigureError, parse_figure
from indicators.calc.annual import (
    Course,
    decimals_in,
    read_annual,
    straight_line,
    why_no_line,
)
from indicators.calc.annual_sense import concerns, total_of


def course(target: str | None, baseline: str | None = None, **more: object) -> Course:
    usual = {"basis": "level", "sense": "higher", "start": 2021, "end": 2025, **more}
    figures = {name: parse_figure(text) if text else None for name, text in
               (("target", target), ("baseline", baseline))}  # fmt: skip
    return Course(**usual, **figures)  # type: ignore[arg-type]


def line(found: Course) -> list[str]:
    return [figure.text for figure in straight_line(found).values()]


def series(*texts: str) -> dict[int, Figure]:
    return {year: parse_figure(text) for year, text in enumerate(texts, start=2021) if text}


@pytest.mark.parametrize(
    ("target", "baseline", "more", "expected"),
    [
        ("95", "90", {}, ["91", "92", "93", "94", "95"]),
        ("95", "90.3", {"decimals": 1}, ["91.2", "92.2", "93.1", "94.1", "95"]),
        ("4", "6", {"sense": "lower", "decimals": 1}, ["5.6", "5.2", "4.8", "4.4", "4"]),
        ("≥95", "90", {}, ["≥91", "≥92", "≥93", "≥94", "≥95"]),
        ("＜4", "6", {"sense": "lower"}, ["＜5.6", "＜5.2", "＜4.8", "＜4.4", "＜4"]),
        ("60—65", "50", {}, ["52", "54", "56", "58", "60"]),
        ("60—65", "70", {"sense": "lower"}, ["69", "68", "67", "66", "65"]),
        ("0.08", "0", {"decimals": 1}, ["0.02", "0.03", "0.05", "0.06", "0.08"]),
        ("-1", "1", {"decimals": 0, "sense": "lower"}, ["1", "0", "0", "-1", "-1"]),
        ("744", "746", {"decimals": 0}, ["744"] * 5),
        ("≤5.5", "5.2", {"basis": "annual", "sense": "lower"}, ["≤5.5"] * 5),
        ("98", "90", {"basis": "annual", "every_year": True}, ["98"] * 5),
        ("98", None, {"basis": "annual", "every_year": True}, ["98"] * 5),
        ("320", "260", {"basis": "annual", "decimals": 0}, ["272", "284", "296", "308", "320"]),
        ("〔30〕", None, {"basis": "cumulative"}, ["6"] * 5),
        ("〔442〕", "7", {"basis": "cumulative", "decimals": 0}, ["88", "89", "88", "89", "88"]),
        ("〔10.05〕", None, {"basis": "cumulative", "decimals": 0}, ["2.01"] * 5),
        ("＞454", None, {"basis": "cumulative", "decimals": 0}, ["＞91", "＞91", "＞90", "＞91", "＞91"]),
        ("〔1〕", None, {"basis": "cumulative", "decimals": 0}, ["0", "0", "1", "0", "0"]),
    ],
)
def test_straight_line(
    target: str, baseline: str | None, more: dict[str, object], expected: list[str]
) -> None:
    assert line(course(target, baseline, **more)) == expected


@pytest.mark.parametrize("target", ["30", "95.37", "0.000001", "999999999", "7", "100.1"])
@pytest.mark.parametrize("decimals", [0, 2, 6])
@pytest.mark.parametrize("length", [1, 3, 5, 7, 15])
def test_shares_sum_to_the_target_exactly(target: str, decimals: int, length: int) -> None:
    found = course(target, basis="cumulative", decimals=decimals, end=2020 + length)
    values = [figure.value for figure in straight_line(found).values() if figure.value is not None]
    assert len(values) == length
    assert sum(values) == Decimal(target)
    assert min(values) >= 0


@pytest.mark.parametrize(
    ("target", "baseline", "more", "said"),
    [
        (None, "90", {}, "没有目标值"),
        ("11∶40∶49", "10∶38∶52", {"sense": "composition"}, "结构比例"),
        ("完成国家下达任务", "90", {}, "文字"),
        ("年均增长6%左右", "90", {}, "增减幅度"),
        ("下降15%", "90", {"sense": "lower"}, "增减幅度"),
        ("95", None, {}, "没有基数"),
        ("95", "＞80", {}, "不是确数"),
    ],
)
def test_no_line_says_why(
    target: str | None, baseline: str | None, more: dict[str, object], said: str
) -> None:
    found = course(target, baseline, **more)
    assert said in why_no_line(found)
    assert straight_line(found) == {}


def test_a_line_has_no_reason_against_it() -> None:
    assert why_no_line(course("95", "90")) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "不是数字"), ("—", "请留空"), ("年均增长6%", "增减幅度"), ("〔30〕", "不加括号"),
        ("1∶4∶5", "是比例"), ("6万人", "万人"), ("1" * 10, "10 亿"), ("0" * 80 + "6", "太长"),
        ("x" * 5000, "“xxxxxxxxxxxx…”太长"),
        ("6\x00", "\x00"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str, said: str) -> None:
    with pytest.raises(FigureError, match=said):
        read_annual(text, course("95", "90"))


def test_advises_no_dash() -> None:
    with pytest.raises(FigureError) as caught:
        read_annual("abc", RISING)
    assert str(caught.value) == "“abc”不是数字。请填写数字，如 12.5、＞90、≥96。"


def test_reads_the_notation_of_plans() -> None:
    found = course("95", "90")
    assert read_annual(" ", found) is None
    texts = ("９１", "≥91", "＞91", "91以上", "91—92", "91左右", "91%")
    read = [read_annual(text, found) for text in texts]
    assert [(each.op, each.value) for each in read if each] == [
        (op, Decimal(91)) for op in ("=", ">=", ">", ">=", ">=", "~", "=")
    ]
    shares = read_annual("10∶39∶51", course("11∶40∶49", sense="composition"))
    assert shares is not None
    assert shares.is_ratio
    with pytest.raises(FigureError, match="1∶4∶5"):
        read_annual("91", course("11∶40∶49", sense="composition"))


SUM = course("〔30〕", basis="cumulative")
BUDGET = course("〔30〕", basis="cumulative", sense="lower")
RISING = course("95", "90", limits=(Decimal(0), Decimal(100)))
KEPT = course("≥95", "96")


@pytest.mark.parametrize(
    ("found", "texts", "said"),
    [
        (SUM, ("6", "6", "6", "6", "6"), []),
        (SUM, ("7", "7", "7", "7", "7"), []),
        (SUM, ("6", "6", "6", "6", "5.5"), ["各年合计 29.5，比目标少 0.5。"]),
        (SUM, ("6", "6"), []),
        (SUM, ("6", "", "6"), ["2022 年没有年度目标"]),
        (SUM, ("≥6", "≥6", "≥6", "≥6", "≥6"), []),
        (SUM, ("≥6", "≥6", "≥6", "≥6", "≥5"), ["各年合计 ≥29，不能确定"]),
        (SUM, ("≤6", "6", "6", "6", "6"), ["方向（越高越好）相反", "不能确定"]),
        (course("＞30", basis="cumulative"), ("6", "6", "6", "6", "6"), ["目标“＞30”不包括这个数本身"]),
        (BUDGET, ("6", "6", "6", "6", "6"), []),
        (BUDGET, ("16", "15"), ["各年合计 31，比目标多 1。"]),
        (RISING, ("91", "92", "93", "94", "95"), []),
        (RISING, ("91", "92", "93", "94", "97"), []),
        (RISING, ("91", "92", "93", "94", "94.9"), ["2025 年的“94.9”没有达到目标“95”。"]),
        (RISING, ("91", "90.5"), ["2022 年的“90.5”比 2021 年的“91”还差。"]),
        (RISING, ("89",), ["2021 年的“89”比基数“90”还差。"]),
        (RISING, ("120",), ["自然范围"]),
        (RISING, ("≤95",), ["相反"]),
        (RISING, ("", "92"), ["2021 年没有年度目标"]),
        (course("4", "6", sense="lower"), ("5.5", "5", "4.5", "4.2", "4.1"), ["2025 年的“4.1”没有达到"]),
        (course("4", "6", sense="lower"), ("5", "5.5"), ["2022 年的“5.5”比 2021 年的“5”还差。"]),
        (course("4", "6", sense="lower"), ("5.5", "5", "4.5", "4.2", "≤4"), []),
        (KEPT, ("95", "96", "95"), []),
        (KEPT, ("", "94", "95"), ["2022 年的“94”没有达到目标“≥95”。"]),
        (course("11∶40∶49", sense="composition"), ("1∶9",), ["有 2 项，目标有 3 项"]),
        (course("11∶40∶49", sense="composition"), ("1∶3∶6",), []),
        (course(None), ("6",), []),
    ],
)  # fmt: skip
def test_concerns(found: Course, texts: tuple[str, ...], said: list[str]) -> None:
    told = concerns(found, series(*texts))
    assert len(told) == len(said), told
    assert all(part in sentence for part, sentence in zip(said, told, strict=True)), told


def test_the_line_itself_raises_no_concern() -> None:
    for found in (SUM, BUDGET, RISING, KEPT, replace(SUM, decimals=0, target=parse_figure("＞442"))):
        assert concerns(found, straight_line(found)) == []


def test_total_says_what_is_missing() -> None:
    whole = total_of(SUM, series("5.5", "6.5"))
    assert whole is not None
    assert str(whole.amount) == "12"
    total = total_of(SUM, series("6", "5.5"))
    assert total is not None
    assert (str(total.amount), total.missing) == ("11.5", Decimal("18.5"))
    assert total_of(RISING, series("6")) is None
    assert total_of(SUM, {}) is None


def test_decimals_follow_the_unit() -> None:
    assert decimals_in(2, Decimal(1)) == 2
    assert decimals_in(2, Decimal(10) ** 4) == 0
    assert decimals_in(2, Decimal("0.0001")) == 6
