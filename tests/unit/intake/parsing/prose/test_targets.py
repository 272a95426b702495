"""Targets stated in sentences, one family of wordings at a time."""

from __future__ import annotations

import pytest

from tests.unit.intake.parsing.prose.spoken import read, targets_of, told


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
        ("完成2005年底前建成的泵站改造30座。", ["2005年底前建成的泵站改造 =30座"]),
        ("2025年底前,泵站达到30座。", ["泵站 =30座"]),
        ("计划新增共有产权渔船12艘。", ["新增共有产权渔船 =12艘Σ"]),
        ("每25万人拥有1个灯塔博物馆。", ["每25万人拥有灯塔博物馆 =1个"]),
        ("海损事故起数比“十三五”期间下降15%。", ["海损事故起数下降 =15%"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渡船实现倍增,达到24艘。", ["渡船 =24艘"]),
        ("客运量稳步增长,突破80万人次。", ["客运量 >80万人次"]),
        ("船舶总吨位年均增长7%,总量达到60万吨。", ["船舶总吨位年均增长 =7%", "船舶总吨位 =60万吨"]),
        ("船坞达到50座,比2020年增加20座,增长66.7%。", ["船坞 =50座"]),
        ("新增船员年均8千人以上,累计4万人以上。", ["新增船员 >=4万人Σ"]),
        ("灯塔每年新增5座以上,到2025年末达到35座。", ["灯塔 =35座"]),
    ],
)
def test_a_level_goes_with_what_the_clause_before_says(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建、改建渡口分别不少于30处和50处。", ["新建渡口 >=30处", "改建渡口 >=50处"]),
        ("船员、旅客伤亡率分别控制在2‰和3‰以内。", ["船员伤亡率 <=2‰", "旅客伤亡率 <=3‰"]),
        ("小学、高中游泳课开设率分别达到85%、95%。", ["小学游泳课开设率 =85%", "高中游泳课开设率 =95%"]),
        ("幼儿、小学生落水率均控制在1‰以内。", ["幼儿落水率 <=1‰", "小学生落水率 <=1‰"]),
        ("船员参保人数、参保率分别达到2万人、95%。", ["船员参保人数 =2万人", "船员参保率 =95%"]),
        ("县级及以上港口岸电配备率均达到95%。", ["县级及以上港口岸电配备率 =95%"]),
    ],
)
def test_subjects_that_share_words(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("形成3个万亿级、5个千亿级船舶集群。", ["形成万亿级船舶集群 =3个", "千亿级船舶集群 =5个"]),
        ("形成2个千亿产业。", ["形成千亿产业 =2个"]),
        ("船企达到90家,其中产值超十亿元船企12家、超百亿元船企3家。", None),
        ("5000吨级泊位达到12个。", ["5000吨级泊位 =12个"]),
        ("新建渡口不少于10处且每个镇至少1处。", ["新建渡口 >=10处"]),
        ("每个镇都有1处渡口。", []),
    ],
)
def test_sizes_and_standards_are_no_targets(text: str, expected: list[str] | None) -> None:
    names = ["船企 =90家", "产值超十亿元船企 =12家", "超百亿元船企 =3家"] if expected is None else expected
    assert told(text) == names


def test_brackets_hold_parts() -> None:
    whole, first, second = targets_of("港口泊位达到120个(其中万吨级30个、公务泊位8个)。")
    assert (first.name, first.parent, second.parent) == ("万吨级", whole.name, whole.name)
    assert told("航道密度达到12公里/百平方公里(全国平均为9公里/百平方公里)。") == [
        "航道密度 =12公里/百平方公里"
    ]


def test_parts_end_where_another_measure_begins() -> None:
    rows = targets_of("航道里程达到900公里,其中高等级航道达到200公里,船闸完好率达到98%,岸线达到30公里。")
    assert [row.parent for row in rows] == ["", "航道里程", "", ""]


def test_parts_of_one_dimension_belong_to_the_same_whole() -> None:
    rows = targets_of("筹集船舶1.5万艘(只),其中驳船1万艘(只)、拖船300艘。")
    assert [row.parent for row in rows] == ["", "筹集船舶", "筹集船舶"]


def test_what_is_started_from_and_what_is_hoped_for_are_no_targets_of_their_own() -> None:
    found = read("泊位总数在2020年20个的基础上翻一番。")
    assert (found.indicators, [doubt.code for doubt in found.doubts]) == ([], ["no_name"])
    assert told("岸电覆盖率达90%以上(力争95%)。") == ["岸电覆盖率 >=90%"]


def test_a_share_in_brackets_is_of_the_whole_or_told_with_a_doubt() -> None:
    whole, share = targets_of("渔业投入年均增长10%以上(占财政支出比重达3%)。")
    assert (whole.name, share.name, share.parent) == ("渔业投入年均增长", "渔业投入占财政支出比重", "")
    found = read("泊位达到500个(公务泊位占55%)。")
    assert [row.name for row in found.indicators] == ["泊位"]
    assert [doubt.code for doubt in found.doubts] == ["no_name"]


def test_years_in_a_row_are_steps() -> None:
    (row,) = targets_of("灯塔2022年达到25座、2023年达到30座、2025年达到35座。")
    assert row.target is not None
    assert (str(row.target.figure.value), [step.year for step in row.yearly]) == ("35", [2022, 2023])


def test_a_far_year_behind_a_semicolon_ends_with_its_sentence() -> None:
    text = "到2025年,灯塔达到9座;到2030年,灯塔达到12座。浮标达到80个。"
    assert told(text) == ["灯塔 =9座", "浮标 =80个"]


def test_a_number_that_nothing_names_is_told() -> None:
    found = read("到2025年,覆盖率达到90%。")
    assert found.indicators == []
    assert [doubt.code for doubt in found.doubts] == ["no_name"]
    assert "覆盖率达到90%" in found.doubts[0].message


def test_chapters_state_their_own_targets_where_no_section_does() -> None:
    chapters = "到2025年,渡口达到9处。改造船闸2座。\n二、提升服务\n到2025年,准点率达到95%。"
    assert [row.name for row in targets_of(chapters, "一、完善设施")] == ["渡口", "准点率"]
    assert targets_of(f"{chapters}\n三、主要目标\n服务更好。", "一、完善设施") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年,靠泊率从目前的86%提升至100%。", ["靠泊率 =100%"]),
        ("靠泊率达到并保持在93%以上。", ["靠泊率 >=93%"]),
        ("落水死亡率以2020年数据为基数下降10%。", ["落水死亡率下降 =10%"]),
        ("3.浮标:由310个增加到450个。", ["浮标 =450个"]),
        ("油耗降至300克标准煤/千瓦时。", ["油耗 =300克标准煤/千瓦时"]),
        ("船员中本科以上学历占15%。", ["船员中本科以上学历占比 =15%"]),
        (
            "新增淡水供应75万吨,港口使用费总额达到18亿元。",
            ["新增淡水供应 =75万吨Σ", "港口使用费总额 =18亿元"],
        ),
        ("宽带普及率达到每百户110户。", ["宽带普及率 =110户"]),
        ("靠泊率达到**60%**。", ["靠泊率 =60%"]),
    ],
)
def test_usual_wordings(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("船员寿命提高1.2岁、达到79.3岁。", ["船员寿命 =79.3岁"]),
        ("船员增加5万人,达到20万人。", ["船员 =20万人"]),
        ("●灯塔总数达到50座。", ["灯塔总数 =50座"]),
        (
            "灯塔总数、船员总数和人均藏书量达到50座、300人和1.5册。",
            ["灯塔总数 =50座", "船员总数 =300人", "人均藏书量 =1.5册"],
        ),
        ("新增船员累计15万人,每千人口水手数3.4人。", ["新增船员 =15万人Σ", "每千人口水手数 =3.4人"]),
        (
            "单位GDP油耗、二氧化硫排放分别累计下降14%、18%。",
            ["单位GDP油耗下降 =14%", "单位GDP二氧化硫排放下降 =18%"],
        ),
        ("通航里程达到800公里、实现县县通。", ["通航里程 =800公里"]),
        ("靠泊率保持在60%—65%之间。", ["靠泊率 >=60~65%"]),
        ("落水死亡率控制在十万分之九以下。", ["落水死亡率 <=91/10万"]),
        ("3.6个月内新船靠泊率达到50%。", ["6个月内新船靠泊率 =50%"]),
        ("平均航行年限14.5年。", ["平均航行年限 =14.5年"]),
    ],
)
def test_more_usual_wordings(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新船占比由2020年的16.8%提升到35%。", ["新船占比 =35%"]),
        (
            "省、市、县级码头分别达到1个、14个、122个。",
            ["省级码头 =1个", "市级码头 =14个", "县级码头 =122个"],
        ),
        ("市、县两级码头岸电率分别达到90%、80%。", ["市级码头岸电率 =90%", "县级码头岸电率 =80%"]),
        ("五年新增泊位150个,灯塔增至400座。", ["新增泊位 =150个Σ", "灯塔 =400座"]),
        ("实现“三个翻番”:渡船翻番,达到24艘。", ["渡船 =24艘"]),
    ],
)
def test_wordings_of_ranks_shares_and_rises(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_part_ends_where_a_clause_has_a_name_of_its_own() -> None:
    rows = targets_of("泊位占比提高到55%,其中内河达到50%,岸电覆盖率90%。")
    assert [row.parent for row in rows] == ["", "泊位占比", ""]
