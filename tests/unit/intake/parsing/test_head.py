"""What a document says of itself, one kind of front matter at a time."""

from __future__ import annotations

from datetime import date

import pytest

from intake.parsing.head import Named, read_head
from intake.parsing.locating import Locator
from intake.parsing.prose import paragraphs_of
from intake.parsing.reading import HeadRead
from intake.parsing.script import legible, script_of
from intake.parsing.source import Source

PLACES = [
    Named("100000", "全国", "country"),
    Named("350000", "海北省", "province"),
    Named("350100", "云城市", "city"),
    Named("350102", "东关区", "county"),
    Named("360000", "山阳省", "province"),
    Named("360100", "石门市", "city"),
    Named("360102", "东关区", "county"),
]


def head_of(text: str, places: list[Named] = PLACES) -> HeadRead:
    source = Source(text, "text")
    page = legible(source)
    return read_head(page, paragraphs_of(page, []), script_of(text), places, Locator(source))


NOTICE = """云城市人民政府办公厅
关于印发《云城市“十四五”体育发展规划》的通知
云政办发〔2021〕12号

各县（区）人民政府，市直各部门：
现将《云城市“十四五”体育发展规划》印发给你们，请认真执行。

云城市人民政府办公厅
2021年6月3日

云城市“十四五”体育
发展规划

为推动体育强市建设，根据《海北省体育发展“十四五”规划》（海政发〔2021〕5号）和《云城市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》，制定本规划。

一、发展基础
"""


def test_a_notice_gives_everything() -> None:
    head = head_of(NOTICE)
    assert head.title == "云城市“十四五”体育发展规划"
    assert (head.document_number, head.issuer) == ("云政办发〔2021〕12号", "云城市人民政府办公厅")
    assert head.issued_date == date(2021, 6, 3)
    assert (head.region_name, head.region_code, head.level) == ("云城市", "350100", "city")
    assert head.period == (2021, 2025)
    assert head.parent_titles == (
        "海北省体育发展“十四五”规划",
        "云城市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
    )


def test_places_point_at_what_is_printed() -> None:
    head = head_of(NOTICE)
    shown = {field: NOTICE[place.start : place.end] for field, place in head.places.items()}
    assert shown["title"] == "云城市“十四五”体育\n发展规划"
    assert shown["document_number"] == "云政办发〔2021〕12号"
    assert (shown["issued_date"], head.places["issued_date"].line) == ("2021年6月3日", 9)


def test_a_data_sheet_is_read_and_its_other_numbers_are_not() -> None:
    text = """索引号:350S00/2021-0900 文号:云政发[2021]7号 统一登记号:YCPR—2021—0103
公开方式:政府网站 信息时效期:2025-12-31
发文日期:2021-09-27 所属机构:云城市人民政府

云城市“十四五”水利发展规划
第一章 总则
"""
    head = head_of(text)
    assert head.document_number == "云政发〔2021〕7号"
    assert head.issued_date == date(2021, 9, 27)
    assert head.issuer == "云城市人民政府"


def test_the_number_of_a_document_that_is_cited_is_not_its_own() -> None:
    text = "云城市“十四五”旅游规划\n根据《海北省旅游规划》（海政发〔2021〕5号），编制本规划。\n一、基础\n"
    assert head_of(text).document_number == ""


def test_a_date_in_chinese_numerals_and_a_title_spaced_out() -> None:
    text = """二〇二一年九月二十七日

石门市民政事业发展
[bookmark: _Toc158]“十 四 五” 规 划

第一章 基础
"""
    head = head_of(text)
    assert head.title == "石门市民政事业发展“十四五”规划"
    assert head.issued_date == date(2021, 9, 27)


def test_a_data_sheet_of_lines_keeps_its_labels_and_dates_together() -> None:
    text = "信息时效期\n2026-12-31\n发布时间：2021-09-01 10:22\n云城市“十四五”茶产业规划\n一、基础\n"
    assert head_of(text).issued_date == date(2021, 9, 1)


def test_offices_that_issue_together_stay_apart() -> None:
    text = "云城市财政局 云城市水利局 关于印发《云城市“十四五”节水规划》的通知\n一、基础\n"
    assert head_of(text).issuer == "云城市财政局 云城市水利局"


@pytest.mark.parametrize(
    ("line", "number", "issuer", "day"),
    [
        (
            "（2026年1月20日云城市第五届人民代表大会第五次会议批准，云城市人民政府发布）",
            "",
            "云城市人民政府",
            date(2026, 1, 20),
        ),
        ("（云政办〔2026〕3号，2026年4月2日印发）", "云政办〔2026〕3号", "", date(2026, 4, 2)),
        ("云城市水利局　2026年6月30日印发", "", "云城市水利局", date(2026, 6, 30)),
        ("*2026年6月30日*", "", "", date(2026, 6, 30)),
        ("发布机构\n云城市水利局", "", "云城市水利局", None),
    ],
)
def test_lines_under_the_title_tell_who_and_when(
    line: str, number: str, issuer: str, day: date | None
) -> None:
    head = head_of(f"云城市“十五五”水利规划\n{line}\n\n一、基础\n")
    assert (head.title, head.document_number) == ("云城市“十五五”水利规划", number)
    assert (head.issuer, head.issued_date) == (issuer, day)


def test_the_imprint_at_the_end_dates_a_notice_without_a_date() -> None:
    text = (
        NOTICE.replace("2021年6月3日\n", "") + "正文。\n" * 200 + "云城市人民政府办公厅\n2021年7月9日印发\n"
    )
    assert head_of(text).issued_date == date(2021, 7, 9)


def test_a_title_in_traditional_characters_is_given_in_simplified() -> None:
    text = (
        "《雲城市文化發展“十四五”規劃》,經雲城市政府會議審議通過,於2021年12月31日印發實施。\n"
        "為發展文化事業,制定本規劃。\n一、發展基礎與環境變化\n"
    )
    head = head_of(text)
    assert (head.title, head.script) == ("云城市文化发展“十四五”规划", "hant")
    assert (head.issued_date, head.issuer) == (date(2021, 12, 31), "")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("云城市“十五五”就业规划", (2026, 2030)),
        ("云城市“十三五”卫生规划", (2016, 2020)),
        ("云城市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025)),
        ("云城市制造业高质量发展三年行动计划（2023—2025年）", (2023, 2025)),
        ("云城市中长期人口发展规划（2021—2035年）", (2021, 2035)),
        ("云城市“十四五”老龄事业发展规划（2022-2025年）", (2022, 2025)),
    ],
)
def test_the_period_of_a_title(title: str, period: tuple[int, int]) -> None:
    head = head_of(f"{title}\n\n一、总体要求\n")
    assert (head.title, head.period) == (title, period)


def test_the_period_that_only_the_text_gives() -> None:
    assert head_of("云城市林业发展规划\n本规划期限为2023年至2027年。\n一、基础\n").period == (2023, 2027)


@pytest.mark.parametrize(
    ("title", "name", "code", "level"),
    [
        ("云城市东关区“十四五”教育规划", "东关区", "350102", "county"),
        ("东关区“十四五”教育规划", "东关区", "", "county"),
        ("海北“十四五”教育规划", "海北省", "350000", "province"),
        ("白水苗族自治县“十四五”教育规划", "白水苗族自治县", "", "county"),
        ("红原自治州“十四五”教育规划", "红原自治州", "", "city"),
        ("全国“十四五”教育规划", "全国", "100000", "country"),
        ("临港新区“十四五”教育规划", "临港新区", "", ""),
        ("“十四五”城市更新规划", "", "", ""),
    ],
)
def test_the_place_of_a_title(title: str, name: str, code: str, level: str) -> None:
    head = head_of(f"{title}\n\n一、总体要求\n")
    found = (head.region_name, head.region_code, head.level)
    assert found == (name, code, "county" if name == "东关区" else level)


def test_the_place_above_tells_two_of_a_name_apart() -> None:
    text = "石门市东关区人民政府关于印发东关区“十四五”教育规划的通知\n\n东关区“十四五”教育规划\n一、基础\n"
    assert head_of(text).region_code == "360102"


@pytest.mark.parametrize(
    ("issuer", "name"),
    [("国务院", "全国"), ("农业农村部", "全国"), ("石门市水利局", "石门市")],
)
def test_a_title_without_a_place_takes_that_of_its_issuer(issuer: str, name: str) -> None:
    head = head_of(f"{issuer}关于印发“十四五”节水规划的通知\n\n“十四五”节水规划\n一、基础\n")
    assert (head.issuer, head.region_name) == (issuer, name)


def test_a_parent_named_through_its_notice_is_the_plan_itself() -> None:
    text = (
        "云城市“十四五”就业规划\n根据《海北省人民政府关于印发〈海北省“十四五”就业规划〉的通知》《就业促进法》，"
        "制定《云城市“十四五”就业规划》。\n一、基础\n"
    )
    assert head_of(text).parent_titles == ("海北省“十四五”就业规划",)


def test_a_text_that_says_nothing_leaves_everything_empty() -> None:
    assert head_of("今天天气很好。\n") == HeadRead()


def test_offices_that_sign_together_before_short_names_in_the_title_line() -> None:
    text = (
        "海北省发展改革委 省图书馆关于印发海北省“十四五”阅读规划的通知\n各市:\n请执行。\n"
        "海北省发展和改革委员会\n海北省图书馆\n2021年12月1日\n海北省“十四五”阅读规划\n一、目标\n"
    )
    assert head_of(text).issuer == "海北省发展和改革委员会 海北省图书馆"


def test_the_office_in_brackets_under_the_title_tells_the_place() -> None:
    head = head_of("阅读“十四五”规划\n(云城市图书馆 2021年10月)\n一、目标\n")
    assert (head.issuer, head.region_name) == ("云城市图书馆", "云城市")


def test_a_place_that_ends_like_a_place_is_read_whole() -> None:
    assert head_of("海州区“十四五”阅读规划\n一、目标\n", []).region_name == "海州区"


def test_the_heading_has_the_place_that_the_notice_leaves_out() -> None:
    text = "关于印发《“十四五”阅读规划》的通知\n各区:\n请执行。\n\n云城市“十四五”阅读规划\n一、目标\n"
    assert head_of(text).title == "云城市“十四五”阅读规划"


@pytest.mark.parametrize("above", ["（此件公开发布）", "附件", "附件1", "云城市人民政府办公室"])
def test_a_line_above_the_heading_is_no_part_of_the_title(above: str) -> None:
    notice = "关于印发《云城市“十四五”体育发展规划》的通知"
    head = head_of(f"{notice}\n\n{above}\n\n云城市“十四五”体育发展规划\n\n一、总体要求\n")
    assert (head.title, head.region_name) == ("云城市“十四五”体育发展规划", "云城市")


def test_a_notice_may_leave_the_place_out_of_the_title() -> None:
    head = head_of("关于印发《“十四五”体育发展规划》的通知\n\n云城市“十四五”体育发展规划\n\n一、总体要求\n")
    assert head.title == "云城市“十四五”体育发展规划"


def test_an_office_above_the_title_issued_the_plan() -> None:
    head = head_of("云城市体育局\n云城市“十四五”体育发展规划\n云体发〔2021〕3号\n一、基础\n")
    assert (head.title, head.issuer) == ("云城市“十四五”体育发展规划", "云城市体育局")


def test_furniture_of_the_page_is_no_part_of_the_issuer() -> None:
    lines = "首页\n政务公开\n云城市人民政府办公厅关于印发《云城市“十四五”体育发展规划》的通知\n"
    assert head_of(lines).issuer == "云城市人民政府办公厅"
