"""Numbers of running text, with their units and bounds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.parsing.prose.numerals import spelled
from intake.parsing.prose.quantities import Quantity, quantities_in


def told(text: str) -> list[str]:
    return [_told(each) for each in quantities_in(text)]


def _told(each: Quantity) -> str:
    figure = each.figure("")
    number = ":".join(map(str, figure.members)) or str(figure.value)
    return f"{figure.op}{number}{f'~{figure.upper}' if figure.upper else ''}{each.unit}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千六百", 3600),
        ("一亿二千万", 120000000),
        ("两万零五十", 20050),
        ("十二", 12),
        ("二〇二五", 2025),
        ("九十五点五", "95.5"),
    ],
)
def test_chinese_numerals_have_a_value(text: str, value: int | str) -> None:
    assert spelled(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "批", "三大", "点五"])
def test_other_words_are_no_numeral(text: str) -> None:
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("植树82万株以上", [">=82万株"]),
        ("控制在4.2%以内", ["<=4.2%"]),
        ("不低于九成,不超过30天", [">=90%", "<=30天"]),
        ("约40公里,60所左右", ["~40公里", "~60所"]),
        ("170余亿元,3万多人,500多家", [">170亿元", ">3万人", ">500家"]),
        ("突破1.2万亿元,超80台", [">1.2万亿元", ">80台"]),
        ("百分之九十五点五,三分之二,二分之一,六成五", ["=95.5%", "=66.67%", "=50%", "=65%"]),
        ("三千万元,一亿二千万元,三千六百张,5千户", ["=3000万元", "=1.2亿元", "=3600张", "=5000户"]),
        ("60—65%,1至2家,三到五个", [">=60~65%", ">=1~2家", ">=3~5个"]),
        ("2:3:5", ["=2:3:5"]),
        ("11/10万,32微克/立方米,1000万千瓦", ["=111/10万", "=32微克/立方米", "=1000万千瓦"]),
        ("15,000元,[50]万人", ["=15000元", "=50万人"]),
    ],
)
def test_quantities_keep_the_printed_unit(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《三年行动(2021—2023年)》和“1+X”",
        "“36℃服务”品牌",
        "到2025年底,二〇三五年",
        "每千人口床位,每百户面积,万元产值能耗",
        "第三代,前十位,5G网络,4A级景区,PM2.5浓度",
        "推出一批措施,千方百计,一体推进",
    ],
)
def test_names_dates_and_phrases_are_no_quantity(text: str) -> None:
    assert told(text) == []


def test_a_sum_in_brackets_is_known() -> None:
    (found,) = quantities_in("植树〔30〕万株")
    assert found.is_bracketed
    assert found.unit == "万株"
