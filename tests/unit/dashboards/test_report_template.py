"""The Word template: what comes with the system can be used, and what an office sends is looked at first."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboards.reports.word import VARIABLES, TemplateError, check_template, default_template, write_word
from dashboards.reports.word.context import context_of
from dashboards.reports.word.sample import samples
from dashboards.reports.word.titles import in_lines
from tests.unit.dashboards.report_example import example

KINDS = ("annual", "midterm", "final", "notice")


def template_with(text: str, *, in_footer: bool = False) -> bytes:
    """A short one: the system's own takes long to fill in."""
    document = Document()
    place = document.sections[0].footer if in_footer else document
    place.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def package_with(name: str, content: bytes) -> bytes:
    stream = BytesIO(default_template("annual"))
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def complaint(data: bytes) -> str:
    with pytest.raises(TemplateError) as refused:
        check_template(data, "annual")
    return str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_default_template_fits_every_report(kind: str) -> None:
    check_template(default_template(kind), kind)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nothing }}", "不存在的变量“nothing”（正文：{{ nothing }}）"),
        ("{{ laggards[0].nope }}", "不存在的变量“nope”"),
        ("{{ laggards[0].name }}", "可能没有这一行"),
        ("{{ title", "标签写法有误（正文：{{ title）"),
        (
            "{%p for one in laggards %}",
            "没有结束（缺少 endfor 或 endif）（正文：{%p for one in laggards %}）",
        ),
        ("{% endfor %}", "endfor、endif 多余（正文：{% endfor %}）"),
        ("{{ title|upper }}", "不可用的过滤器"),
        ("{{ year + title }}", "无法套用数据"),
    ],
)
def test_mistakes_are_named_with_their_place(text: str, said: str) -> None:
    assert said in complaint(template_with(text))


def test_mistakes_in_a_footer_are_found_there() -> None:
    assert "页脚" in complaint(template_with("{{ nothing }}", in_footer=True))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{{ title.upper() }}",
        "{{ '{:>99999999}'.format(title) }}",
        "{{ 'a' * 99999999 }}",
        "{{ 9 ** 99999999 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% include 'settings.py' %}",
        "{% set twice = title ~ title %}{{ twice }}",
        "{% for a in years %}{% for b in years %}{% for c in years %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in laggards recursive %}{% endfor %}",
        "{{ '%999999999s' % title }}",
        "{{ title ~ title }}",
        "{{ title + title }}",
        "{{ 1|round(-999999999) }}",
        "{{ 1|round(999999999) }}",
        "{{ title|join('、') }}",
        "{{ years|join('一个很长很长很长的分隔') }}",
        "{% filter join %}x{% endfilter %}",
    ],
)
def test_templates_can_do_nothing_but_name_and_repeat(text: str) -> None:
    assert "不允许的写法" in complaint(template_with(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{%" * 4000, "标签写法有误"),
        ("{{ x " * 100_000, "每个部分最多 2000 处"),
        ("{{ 1 }}" * 2001, "每个部分最多 2000 处"),
        ("{% for a in '" + "a" * 100_000 + "' %}{% endfor %}", "超过 500 个字符"),
        ("{% if year %}" * 900 + "{% endif %}" * 900, "无法套用数据"),
    ],
)
def test_templates_that_take_long_to_read_are_refused_at_once(text: str, said: str) -> None:
    assert said in complaint(template_with(text[:400_000]))


def test_what_grows_out_of_a_template_has_a_limit() -> None:
    full, _ = samples("annual")
    content = replace(full, regions=full.regions * 1000)
    loops = "{% for a in regions %}{% for b in regions %}" + "长" * 100 + "{% endfor %}{% endfor %}"
    with pytest.raises(TemplateError, match="报告过大"):
        write_word(content, {}, template_with(loops), tell=lambda step: None)


def test_nothing_global_can_be_named() -> None:
    assert "变量“range”" in complaint(template_with("{% for one in range %}{% endfor %}"))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04broken", default_template("annual")[:-200]])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    assert "不是 Word 文档" in complaint(data)


def test_a_spreadsheet_is_no_word_document() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert "不是 Word 文档" in complaint(stream.getvalue())


def test_macros_bombs_objects_and_links_are_refused() -> None:
    assert "宏" in complaint(package_with("word/vbaProject.bin", b"x"))
    assert "过大" in complaint(package_with("word/media/image9.png", b"\0" * 2_000_000))
    assert "嵌入" in complaint(package_with("word/embeddings/a.bin", b"x"))
    link = (
        b'<Relationships><Relationship TargetMode="External" Target="http://example.org/a"/></Relationships>'
    )
    assert "外部" in complaint(package_with("word/_rels/header9.xml.rels", link))
    assert "不是 Word 文档" in complaint(package_with("word/more.xml", b"<!DOCTYPE a><a/>"))


def test_every_variable_is_told_and_no_other() -> None:
    for content in samples("annual"):
        assert {name for name, _, _ in VARIABLES} == set(context_of(content, {}, None))


def test_words_of_the_office_stand_around_the_numbers() -> None:
    template = template_with("我省共 {{ total }} 项，达标 {{ met }} 项，达标率 {{ rate }}。")
    report = Document(BytesIO(write_word(example(), {}, template, tell=lambda step: None)))
    assert report.paragraphs[-1].text == "我省共 21 项，达标 12 项，达标率 80%。"


def test_what_clerks_wrote_stays_text() -> None:
    cause = "a < b & {{ title }} <w:br/>\x0b\ud800"
    (line,) = example().laggards
    changed = example(laggards=(type(line)(**{**vars(line), "cause": cause}),))
    report = Document(BytesIO(write_word(changed, {}, None, tell=lambda step: None)))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "a < b & {{ title }} <w:br/>" in cells


def test_page_is_that_of_the_standard() -> None:
    document: Any = Document(BytesIO(write_word(example(), {}, None, tell=lambda step: None)))
    first, wide = document.sections
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)
    grid = first._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert (
        int(grid.get(qn("w:linePitch"))) * 22 <= 225 / 25.4 * 1440 < int(grid.get(qn("w:linePitch"))) * 22.1
    )
    normal = document.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert document.styles["标题文字"].font.size.pt == 22


def test_page_numbers_stand_outside_between_dashes() -> None:
    document = Document(BytesIO(default_template("final")))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.alignment != even.alignment
    for paragraph in (odd, even):
        assert paragraph.text == "— 1 —"
        assert [each.text.strip() for each in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_heads_of_tables_are_repeated_and_rows_are_whole() -> None:
    document = Document(BytesIO(write_word(example(), {}, None, tell=lambda step: None)))
    assert len(document.tables) == 7
    for table in document.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
        assert len({len(row._tr.tc_lst) for row in table.rows}) == 1
    progress = document.tables[1]
    assert [cell.text for cell in progress.rows[0].cells][4:10] == [
        "基数\n（2020年）", "目标", "2021年", "2022年", "2023年", "2024年",
    ]  # fmt: skip
    assert [cell.text for cell in progress.rows[1].cells][5:8] == ["〔30〕", "6.2", "＞6"]
    assert progress.rows[2].cells[1].text == "其中：失业人员再就业"


@pytest.mark.parametrize(("fictional", "marked"), [(True, True), (False, False)])
def test_what_is_invented_is_marked(fictional: bool, marked: bool) -> None:
    content = example(is_fictional=fictional)
    document = Document(BytesIO(write_word(content, {}, None, tell=lambda step: None)))
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert (header.paragraphs[0].text == "演示数据") is marked
    assert any("均为虚构" in each.text for each in document.paragraphs[:3]) is marked


def test_names_that_no_xml_can_hold_lose_only_what_it_cannot() -> None:
    content = example(title='=某省<&>"{{ 7*7 }}\x07规划\n报告')
    document = Document(BytesIO(write_word(content, {}, None, tell=lambda step: None)))
    assert document.core_properties.title == '=某省<&>"{{ 7*7 }}规划\n报告'
    assert "{{ 7*7 }}规划" in "".join(each.text for each in document.paragraphs)


def test_file_says_what_it_is_made_from() -> None:
    document = Document(BytesIO(write_word(example(), {}, None, tell=lambda step: None)))
    assert document.core_properties.title == example().title
    note = next(each.text for each in document.paragraphs if each.text.startswith("数据来源"))
    assert "评价规则 1.0" in note
    assert "更新至 2025年3月1日" in note
    assert "生成时间：2025-03-02 17:00" in note


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("甲县“十四五”规划总结评估报告", 1),
        ("示范省人力资源和社会保障事业发展“十四五”规划2024年度监测报告", 2),
        ("关于示范省人力资源和社会保障事业发展“十四五”规划2024年度进展情况的通报", 2),
        ("长沙市“十四五”人力资源和社会保障事业发展规划（2021—2025年）中期评估报告", 2),
        ("无" * 30, 1),
    ],
)
def test_long_titles_are_broken_between_words(title: str, lines: int) -> None:
    broken = in_lines(title).split("\n")
    assert ("".join(broken), len(broken)) == (title, lines)
    assert not any(line[0] in "”的）" for line in broken)
    assert not any(line.endswith(("“", "“十四", "（")) for line in broken)


def body_of(**changes: Any) -> list[Any]:
    content = example(**changes)
    return list(Document(BytesIO(write_word(content, {}, None, tell=lambda step: None))).paragraphs)


def test_signature_does_not_begin_a_page_alone() -> None:
    paragraphs = body_of(paragraphs={"suggestions": ("某处：补报数据。",)})
    last = next(each for each in paragraphs if each.text == "某处：补报数据。")
    follows = [
        each.paragraph_format.keep_with_next for each in (last, paragraphs[paragraphs.index(last) + 1])
    ]
    assert follows == [True, True]
    assert all(each.style.paragraph_format.keep_with_next for each in paragraphs if "附件：" in each.text)


def test_note_stays_with_the_last_row_of_its_table() -> None:
    document: Any = Document(BytesIO(write_word(example(), {}, None, tell=lambda step: None)))
    cells = document.tables[1].rows[-1].cells
    assert all(each.paragraph_format.keep_with_next for cell in cells for each in cell.paragraphs)
    assert not document.tables[1].rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_a_single_attachment_is_not_numbered() -> None:
    alone = [each.text for each in body_of(laggards=(), unassessed=(), tasks=(), regions=(), rankings=())]
    assert "附件：主要指标进展表" in alone
    assert "附件" in alone
    assert "附件：1．主要指标进展表" in [each.text for each in body_of()]


def test_parts_are_headed_only_where_there_are_two_and_sections_numbered_as_they_come() -> None:
    both = [each.text for each in body_of(paragraphs={"problems": ("有。",), "suggestions": ("补。",)})]
    assert [text for text in both if text.startswith("（")][:2] == ["（一）主要问题", "（二）下一步建议"]
    assert "六、问题与建议" in both
    alone = [each.text for each in body_of(paragraphs={"problems": ("有。",)}, regions=())]
    assert "（一）主要问题" not in alone
    assert "五、问题与建议" in alone


def test_words_at_the_end_of_the_period_are_those_of_the_text() -> None:
    content = example(kind="final", is_final=True, behind="未完成")
    document: Any = Document(BytesIO(write_word(content, {}, None, tell=lambda step: None)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert heads[0][3:5] == ["完成", "未完成"]
    assert "今后年均须" not in heads[2]
    texts = [each.text for each in document.paragraphs]
    assert {"三、未完成指标清单", "2024年未完成指标清单"} <= set(texts)
