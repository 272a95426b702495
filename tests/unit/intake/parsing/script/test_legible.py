"""What the rules read of what people are shown."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from intake.parsing.script import legible, script_of
from intake.parsing.source import Source

PLAN = (
    "到2025年，全市信息化水平明显提高，高质量发展取得显著成效。着力优化创业环境，加强数据共享和质量管理，"
    "企业劳动合同签订率达到96%以上，高级工以上高技能人才总量达到12.5万人，支持建设服务窗口30个，"
    "服务对象满意度保持在90%以上。发布社区就业岗位信息，网络培训项目覆盖广大人民群众，"
    "宏观政策与经济增长相互促进，互联网应用更加普及，权限管理设置规范，规范性文件合法性审核率100%。"
)


def read(text: str, *hidden: tuple[int, int]) -> str:
    return legible(Source(text, "text", hidden=hidden)).text


@pytest.mark.parametrize(
    ("shown", "even"),
    [
        ("（１）１２．５％", "(1)12.5%"),
        ("≧９０﹪，≦５", "≥90%,≤5"),
        ("㈠总量⑵存量⒊流量", "(一)总量(2)存量3.流量"),
        ("①就业85②参保95", "①就业85②参保95"),
        ("劣Ⅴ类水体，30㎡，12²", "劣Ⅴ类水体,30㎡,12²"),
        ("⻓沙⺠生⼈⼒", "长沙民生人力"),
        ("「十四五」規劃", "“十四五”规划"),
        ('"十四五"时期"十三五"末', "“十四五”时期“十三五”末"),
        ('长5"的线', '长5"的线'),
        ("\uf0b3 90", "≥ 90"),
        ("\u3000\u3000一、基\u200b础", "  一、基础"),
        ("〔120〕【注】、。—", "〔120〕【注】、。—"),
    ],
)
def test_signs_are_made_even(shown: str, even: str) -> None:
    assert read(shown) == even


def test_every_sign_knows_its_origin() -> None:
    text = "前㈠［注］\n資訊化程度，\u200b優化"
    page = legible(Source(text, "text"))
    at = page.text.index("(")
    assert page.origin[at : at + 3] == (1, 1, 1)
    assert text[slice(*page.span(page.text.index("优化"), page.text.index("优化") + 2))] == "優化"


def test_what_is_hidden_is_not_read() -> None:
    text = "就业\n— 3 —\n人数"
    assert read(text, (3, 8)) == "就业\n\n人数"
    assert legible(Source(text, "text", hidden=((3, 8),))).origin[-1] == len(text) - 1


@pytest.mark.parametrize("way", ["s2t", "s2tw", "s2hk", "s2twp"])
def test_a_plan_turned_to_traditional_reads_as_before(way: str) -> None:
    turned = OpenCC(way).convert(PLAN)
    assert script_of(turned) == "hant"
    assert read(turned) == read(PLAN)


def test_a_simplified_text_is_left_alone() -> None:
    text = "投资讯息，资料与支援，岁数位居第一，品质，著名；臺灣一处"
    assert script_of(text + PLAN) == "hans"
    assert read(text + PLAN).startswith(text.replace("，", ",").replace("；", ";"))


@pytest.mark.parametrize(
    ("shown", "even"),
    [
        ("總數位居全省前列，數位經濟", "总数位居全省前列,数字经济"),
        ("提高階段性目標，高階人才", "提高阶段性目标,高级人才"),
        ("配套用房，廣泛套用", "配套用房,广泛应用"),
        ("支持企業，對口支援", "支持企业,对口支援"),
        ("顯著提高，著力推進，隨著發展", "显著提高,着力推进,随着发展"),
        ("行政許可權，評審許可權", "行政许可权,评审权限"),
    ],
)
def test_words_that_merely_contain_one_stay(shown: str, even: str) -> None:
    assert read(shown) == even


def test_a_word_stays_where_its_counterpart_stands_too() -> None:
    assert read("資料整理與數據開放") == "资料整理与数据开放"
    assert read("資料整理與開放") == "数据整理与开放"
