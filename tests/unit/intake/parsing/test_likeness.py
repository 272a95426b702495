"""Which names are one, and which only look alike."""

from __future__ import annotations

import pytest

from intake.parsing.likeness import bare, differing, opposed, same, within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全市公园绿地面积", "公园绿地"),
        ("建成高标准农田", "高标准农田面积"),
        ("城镇新增就业人数", "城镇累计新增就业"),
        ("专业技术人才数量", "专业技术人才总量"),
        ("单位地区生产总值能源消耗降低", "单位GDP能耗下降"),
        ("PM2.5年均浓度", "细颗粒物（PM2.5）年均浓度"),
    ],
)
def test_idle_words_make_no_difference(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇登记失业率", "城镇调查失业率"),
        ("新增高技能人才", "高技能人才总量"),
        ("高技能人才总量", "技能人才总量"),
        ("失业保险参保人数", "工伤保险参保人数"),
        ("养老保险参保率", "养老保险参保人数"),
        ("婴儿死亡率", "孕产妇死亡率"),
        ("农村生活污水治理率", "城市生活污水治理率"),
        ("人均公园绿地面积", "公园绿地面积"),
    ],
)
def test_telling_words_keep_names_apart(one: str, other: str) -> None:
    assert opposed(bare(one), bare(other))
    assert not same(one, other)


def test_the_pieces_that_differ_are_told() -> None:
    assert differing("城镇登记失业率", "城镇调查失业率") == ("登记", "调查")


def test_a_name_that_is_only_a_scope_stays() -> None:
    assert bare("全市") == "全市"


def test_a_name_may_stand_within_another() -> None:
    assert within("预期寿命", "人均预期寿命")
    assert not within("城镇人口比例", "农村人口比例")
    assert not within("率", "借阅率")
