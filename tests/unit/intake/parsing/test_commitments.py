"""Quantified tasks, one wording at a time."""

from __future__ import annotations

import pytest

from intake.parsing.commitments import read_commitments
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose import Section
from intake.parsing.reading import CommitmentRead, HeadRead
from intake.parsing.source import Source


def tasks_of(
    text: str, purpose: str = "tasks", titles: tuple[str, ...] = ("第一节 夯实基础",)
) -> list[CommitmentRead]:
    shown = "\n".join([*titles, text])
    passages, at = [], 0
    for line in shown.split("\n"):
        passages.append(Passage.of(line, at))
        at += len(line) + 1
    section = Section(tuple(passages[: len(titles)]), purpose, tuple(passages[len(titles) :]))
    return read_commitments((section,), HeadRead(period=(2021, 2025)), Locator(Source(shown, "text")))


def told(text: str) -> list[tuple[str, str, str]]:
    return [(each.name, str(each.target.figure.value), each.unit) for each in tasks_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建口袋公园12个、社区花园30处。", [("新建口袋公园", "12", "个"), ("新建社区花园", "30", "处")]),
        ("培育3家领军企业、20家骨干企业。", [("培育领军企业", "3", "家"), ("培育骨干企业", "20", "家")]),
        ("在有条件的乡镇建设标准化菜场15个。", [("标准化菜场", "15", "个")]),
        ("力争到2024年,垃圾分类覆盖率达到85%以上。", [("垃圾分类覆盖率", "85", "%")]),
        (
            "入驻机构总数达到500家以上,产业规模达到150亿元。",
            [("入驻机构总数", "500", "家"), ("产业规模", "150", "亿元")],
        ),
        ("带动2万人参与全民健身赛事。", [("参与全民健身赛事", "2", "万人")]),
        (
            "新认证绿色食品、有机农产品各30个。",
            [("新认证绿色食品", "30", "个"), ("新认证有机农产品", "30", "个")],
        ),
        (
            "电梯保险覆盖率2023年达到70%、2025年达到90%。",
            [("电梯保险覆盖率", "70", "%"), ("电梯保险覆盖率", "90", "%")],
        ),
        (
            "培育农业龙头企业45家,其中省级5家。",
            [("培育农业龙头企业", "45", "家"), ("培育农业龙头企业（其中：省级）", "5", "家")],
        ),
        (
            "入园率达到50%以上,县(市)达到30%以上。",
            [("入园率", "50", "%"), ("入园率（其中：县(市)）", "30", "%")],
        ),
        ("组建救援队1支60人。", [("组建救援队", "1", "支")]),
        ("70%以上社区建成书屋。", [("社区建成书屋", "70", "%")]),
        ("办理时间压缩到3个工作日以内。", [("办理时间", "3", "个工作日")]),
        ("每年为读者办好5件以上实事。", [("为读者办好实事", "5", "件")]),
        ("到2023年完成8座水库加固,到2025年完成20座。", [("水库加固", "8", "座"), ("水库加固", "20", "座")]),
        ("运营里程由80公里增加到150公里。", [("运营里程", "150", "公里")]),
        ("用3年时间培育100家企业,惠及居民2万户。", [("培育企业", "100", "家"), ("惠及居民", "2", "万户")]),
        ("构建15分钟便民服务圈。", [("便民服务圈服务时间", "15", "分钟")]),
    ],
)
def test_quantities_are_named_from_their_clause(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "培育一批骨干企业。",
        "实施五项行动计划,出台10项政策措施。",
        "争创5A级景区。",
        "对新认定的企业给予50万元奖励。",
        "目前已建成公园12个。",
        "实现社区全覆盖。",
        "落实《三年行动计划（2020—2022年）》。",
        "推行24小时自助服务。",
        "年产值2000万元以上企业实行清单管理。",
        "“十三五”期间,新建公园12个。",
        "到2035年,建成公园100个。",
        "到二〇三五年,人均收入较2020年翻一番,绿化率达到65%。",
        "公园300米服务半径内停车更便捷。",
        "每季度召开一次推进会。",
        "消除56人以上大班额。",
        "总投资匡算30亿元。",
    ],
)
def test_what_is_no_promise_of_a_quantity(text: str) -> None:
    assert told(text) == []


def test_what_is_for_each_year_names_no_year() -> None:
    (found,) = tasks_of("每年举办公益演出300场以上。")
    assert (found.per, found.target.year, found.target.figure.op) == (1, None, ">=")
    (found,) = tasks_of("每两年举办一届市民运动会。")
    assert (found.per, found.name, found.unit) == (2, "举办市民运动会", "届")


def test_each_year_may_reach_the_next_clause_and_then_there_is_a_doubt() -> None:
    first, second = tasks_of("每年支持2所学校建设,开发课程30门。")
    assert (first.per, first.doubts) == (1, ())
    assert (second.per, [doubt.code for doubt in second.doubts]) == (1, ["per_ambiguous"])
    assert "“开发课程”" in second.doubts[0].message


def test_each_year_does_not_reach_what_lasts() -> None:
    _, lasting = tasks_of("每年培训裁判员300名,建成训练基地10个。")
    assert (lasting.per, lasting.target.year) == (None, 2025)


def test_a_span_of_years_makes_a_sum() -> None:
    (found,) = tasks_of("5年内培养返乡创业者500名。")
    assert (found.within, found.target.figure.cumulative, found.target.year) == (5, True, 2025)
    (found,) = tasks_of("三年打造示范街区10条。")
    assert (found.within, found.target.year) == (3, None)


def test_an_event_of_each_year_without_a_number_is_once() -> None:
    (found,) = tasks_of("每年举办城市更新论坛,推动交流。")
    assert (found.name, found.unit, found.per, found.is_implied) == ("举办城市更新论坛", "次", 1, True)
    assert tasks_of("每年举办一批论坛。") == []


def test_a_frequency_within_the_year_is_told_with_a_doubt() -> None:
    (found,) = tasks_of("每半年开展巡查1次。")
    assert (found.per, found.target.year, [doubt.code for doubt in found.doubts]) == (None, None, ["often"])


def test_at_least_reaches_over_a_list() -> None:
    found = tasks_of("每年至少提供职业指导1次、岗位信息3次。")
    assert [each.target.figure.op for each in found] == [">=", ">="]


def test_the_box_names_the_section_before_its_item() -> None:
    (found,) = tasks_of("新建公园12个。", "box", ("第一章 生态", "专栏3 公园城市", "1.公园计划"))
    assert found.section == "专栏3 公园城市"
    (found,) = tasks_of("新建公园12个。", "tasks", ("第一章 生态", "第二节 公园"))
    assert found.section == "第二节 公园"


def test_a_quote_is_what_stands_there() -> None:
    (found,) = tasks_of("结合实际,每年遴选100名骨干教师予以资助。")
    assert (found.quote, found.place.line) == ("每年遴选100名骨干教师予以资助", 2)
    assert found.name == "遴选骨干教师"


def test_sections_of_targets_and_background_promise_no_tasks() -> None:
    assert tasks_of("新建公园12个。", "targets") == []
    assert tasks_of("新建公园12个。", "background") == []


@pytest.mark.parametrize(
    "text",
    [
        "每季度巡河1次。",
        "每年至少召开1次全体会议。",
        "每百户配建不少于30平方米用房。",
        "预计到2025年,老年读者将超过22万人。",
        "依托3个省级基地、2所高校开展研究。",
        "修订1个总体预案。",
    ],
)
def test_meetings_norms_and_forecasts_promise_nothing(text: str) -> None:
    assert told(text) == []


def test_what_brackets_tell_of_a_project_is_no_promise() -> None:
    assert told("新建水库(总库容80万立方米,投资2亿元)2座。") == [("新建水库", "2", "座")]


def test_years_in_a_row_have_a_number_each() -> None:
    found = tasks_of("2021年、2022年、2023年分别新建书店10家、12家、14家。")
    assert [(each.name, each.target.year) for each in found] == [
        ("新建书店", year) for year in (2021, 2022, 2023)
    ]
