"""Targets stated in sentences, one family of wordings at a time."""

from __future__ import annotations

import pytest

from tests.unit.intake.parsing.prose.spoken import targets_of, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市河道清淤率达到88%,湿地面积稳定在12万亩以上。", ["河道清淤率 =88%", "湿地面积 >=12万亩"]),
        ("到2025年,公交分担率提高到35%左右,漏损率控制在9%以内。", ["公交分担率 ~35%", "漏损率 <=9%"]),
        ("每百户宽带用户数不少于96户,产值力争突破300亿元。", ["每百户宽带用户数 >=96户", "产值 >300亿元"]),
        ("劣质水体比例为0。", ["劣质水体比例 =0%"]),
        ("三次产业结构调整为5:40:55。", ["三次产业结构 =5:40:55"]),
        ("骨干馆藏占全部馆藏的比例达到二分之一。", ["骨干馆藏占全部馆藏的比例 =50%"]),
        ("志愿者人数超过常住人口的百分之八。", ["志愿者人数占常住人口比例 >8%"]),
        ("30户以上自然村通车率达到95%。", ["30户以上自然村通车率 =95%"]),
    ],
)
def test_levels_that_are_reached_or_kept(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位产值能耗比2020年下降14%以上。", ["单位产值能耗下降 >=14%"]),
        ("渔业产值年均增长6%左右,突破80亿元。", ["渔业产值年均增长 ~6%", "渔业产值 >80亿元"]),
        ("绿道覆盖率提高3个百分点、达到72%。", ["绿道覆盖率 =72%"]),
        ("火化率提高十五个百分点。", ["火化率提高 =15个百分点"]),
        ("海运周转量比2020年翻一番。", ["海运周转量 =100%"]),
    ],
)
def test_changes_are_named_with_their_verb(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十四五”期间植树40万株,绿化率达到45%。", ["植树 =40万株Σ", "绿化率 =45%"]),
        ("“十四五”期末,新增船员2万人以上,扶持船队30支。", ["新增船员 >=2万人Σ", "扶持船队 =30支Σ"]),
        ("社会捐赠累计突破一千五百万元。", ["社会捐赠 >1500万元Σ"]),
        (
            "五年新增停车位3万个,新增劳动力人均受教育年限达到13年。",
            ["新增停车位 =3万个Σ", "新增劳动力人均受教育年限 =13年"],
        ),
        ("累计发卡量达到90万张。", ["累计发卡量 =90万张"]),
        ("2025年,博物馆藏品突破2万件。", ["博物馆藏品 >2万件"]),
    ],
)
def test_sums_are_told_from_levels(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "失业保险和工伤保险参保人数分别达到3万人、5万人。",
            ["失业保险参保人数 =3万人", "工伤保险参保人数 =5万人"],
        ),
        ("养老、失业保险参保率均达到95%。", ["养老保险参保率 =95%", "失业保险参保率 =95%"]),
        ("铁路、公路通达率均达到90%。", ["铁路通达率 =90%", "公路通达率 =90%"]),
        (
            "氨氮、挥发性有机物重点工程减排量分别达到2吨和9吨。",
            ["氨氮重点工程减排量 =2吨", "挥发性有机物重点工程减排量 =9吨"],
        ),
        (
            "孤儿、事实无人抚养儿童保障标准分别提高到每人每月900元和800元。",
            ["孤儿保障标准 =900元", "事实无人抚养儿童保障标准 =800元"],
        ),
        ("渔船和码头达到30个、20个、10个。", []),
    ],
)
def test_lists_share_their_words(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增5万个就业岗位,引进1万各类人才。", ["新增就业岗位 =5万个Σ", "引进各类人才 =1万人Σ"]),
        ("农村饮水合格率:91%(约束性)。", ["农村饮水合格率 =91%"]),
        ("(2)排队时间:不超过5分钟;(3)藏书:五年累计9万册。", ["排队时间 <=5分钟", "藏书 =9万册Σ"]),
        ("船员持证率(%):97", ["船员持证率 =97%"]),
        ("渔业产值达到90亿元,占总产值比重12%以上。", ["渔业产值 =90亿元", "渔业产值占总产值比重 >=12%"]),
    ],
)
def test_the_subject_may_stand_behind_or_before_a_colon(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "打造15分钟便民圈,推出一批举措,落实促进就业22条。",
        "“十三五”期末,全市人才总量达到50万人。",
        "展望2035年,人均产值达到25万元。",
        "到2035年,湿地率达到20%。绿化率达到60%。",
        "竞争力进入全国前10位,高于全国平均水平2个百分点。",
        "实现社保卡全覆盖,零就业家庭动态清零,婚姻登记“跨省通办”只增不减。",
        "构建三大平台,形成四个体系。",
    ],
)
def test_what_is_no_target_of_the_plan(text: str) -> None:
    assert told(text) == []


def test_words_stay_words() -> None:
    (row,) = targets_of("能耗强度降幅完成省下达目标。")
    assert row.name == "能耗强度降幅"
    assert row.target is not None
    assert (row.target.figure.kind, row.target.figure.value) == ("words", None)


@pytest.mark.parametrize(
    ("text", "base", "year"),
    [
        ("驳岸完好率由2020年的71%提高到80%。", "71", 2020),
        ("通车里程由720公里增加到850公里。", "720", 2020),
        ("借阅率达到30%以上(2019年:21%)。", "21", 2019),
        ("借阅率2020年为21%,2025年达到30%。", "21", 2020),
    ],
)
def test_a_stated_start_is_the_baseline(text: str, base: str, year: int) -> None:
    (row,) = targets_of(text)
    assert row.baseline is not None
    assert (str(row.baseline.figure.value), row.baseline.year) == (base, year)


def test_a_baseline_without_year_is_a_doubt() -> None:
    (row,) = targets_of("通车里程由720公里增加到850公里。")
    assert [doubt.code for doubt in row.doubts] == ["baseline_year"]


def test_an_earlier_year_is_a_step_on_the_way() -> None:
    (row,) = targets_of("联网率2022年达到50%,2025年达到90%。")
    assert row.target is not None
    assert (str(row.target.figure.value), row.target.year) == ("90", 2025)
    assert [(str(step.figure.value), step.year) for step in row.yearly] == [("50", 2022)]


def test_a_part_names_its_whole() -> None:
    whole, part, outside = targets_of("引进船员500名,其中轮机长20名。全市灯塔达到9座。")
    assert (whole.parent, part.parent, outside.parent) == ("", "引进船员", "")


def test_quote_and_phrase_are_as_shown() -> None:
    text = "“十四五”期末，我市驳岸完好率達到８８％以上，碼頭３０個。"
    first, second = targets_of(text)
    assert first.quote == "“十四五”期末，我市驳岸完好率達到８８％以上"
    assert first.target is not None
    assert first.target.figure.text == "達到８８％以上"
    assert second.quote == "碼頭３０個"
    assert first.place.line == 2


def test_only_sections_of_targets_are_read() -> None:
    assert targets_of("驳岸完好率达到88%。", "三、重点任务") == []
    assert targets_of("驳岸完好率达到88%。", "一、发展基础") == []


def test_without_a_section_of_targets_the_general_one_counts() -> None:
    assert [row.name for row in targets_of("到2025年,驳岸完好率达到88%。", "二、总体要求")] == ["驳岸完好率"]


def test_a_general_heading_that_names_goals_counts() -> None:
    text = "面向2035年远景目标,今后五年的主要目标是:\n服务更好。五年新增书店3家。\n到2035年,书店达到30家。"
    assert [row.name for row in targets_of(text, "二、总体要求和主要目标")] == ["新增书店"]


def test_a_damaged_line_is_passed_over() -> None:
    assert told("参保率" + "、" * 3000 + "达到5%") == []
