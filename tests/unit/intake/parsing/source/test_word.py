"""Word files: what is counted, merged, boxed, inserted and deleted."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing.source import Source, UnreadableError, open_source
from intake.parsing.source.numbering import written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (("chineseCounting", "第%1章"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(**parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def opened(body: str, **parts: str) -> Source:
    return open_source(packed(document=f"<w:document {W}><w:body>{body}</w:body></w:document>", **parts))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cells(source: Source, at: int = 0) -> list[list[str]]:
    return [
        ["/".join(source.text[start:end] for start, end in cell) for cell in row]
        for row in source.tables[at].rows
    ]


def test_paragraphs_and_a_table_with_merged_cells() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("主要\t指标")
    table = document.add_table(rows=4, cols=4)
    for at, text in enumerate(("类别", "指标", "2020年", "2025年")):
        table.cell(0, at).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "就业"
    for place, text in {
        (1, 1): "新增\n（万人）",
        (1, 2): "12",
        (1, 3): "15",
        (2, 1): "率",
        (3, 1): "人才",
    }.items():
        table.cell(*place).text = text
    table.cell(2, 2).merge(table.cell(3, 3)).text = "完成上级任务"
    document.add_paragraph("文末")
    source = open_source(saved(document))
    assert cells(source) == [
        ["类别", "指标", "2020年", "2025年"],
        ["就业", "新增/（万人）", "12", "15"],
        ["就业", "率", "完成上级任务", "完成上级任务"],
        ["", "人才", "完成上级任务", "完成上级任务"],
    ]
    assert source.text.splitlines() == [
        "主要\t指标",
        "类别\t指标\t2020年\t2025年",
        "就业\t新增 （万人）\t12\t15",
        "\t率\t完成上级任务\t",
        "\t人才\t\t",
        "文末",
    ]


def test_numbers_that_word_counts_itself() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="Chapter"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style></w:styles>"
    )

    def item(list_id: int, level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'

    chapter = '<w:pStyle w:val="Chapter"/>'
    source = opened(
        paragraph("基础", chapter)
        + paragraph("就业", item(1, 1))
        + paragraph("社保", item(1, 1))
        + paragraph("目标", chapter)
        + paragraph("人才", item(1, 1))
        + paragraph("培训", item(1, 2))
        + paragraph("竞赛", item(2, 2))
        + paragraph("无号", chapter + '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=numbering,
        styles=styles,
    )
    assert source.text.split() == [
        *(
            "第一章",
            "基础",
            "（一）就业",
            "（二）社保",
            "第二章",
            "目标",
            "（一）人才",
            "1.培训",
            "5.竞赛",
            "无号",
        )
    ]


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百零五"),
        (111, "chineseCounting", "一百一十一"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "lowerRoman", "iv"),
        (14, "upperRoman", "XIV"),
        (2, "upperLetter", "B"),
        (7, "decimalZero", "07"),
        (7, "unheardOf", "7"),
    ],
)
def test_forms_of_numbers(number: int, form: str, said: str) -> None:
    assert written(number, form) == said


def test_inserted_text_is_in_deleted_text_is_out() -> None:
    source = opened(
        "<w:p><w:r><w:t>达到</w:t></w:r><w:del><w:r><w:delText>80</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>95</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:instrText>PAGE</w:instrText><w:noBreakHyphen/><w:sym w:char="F0B3"/></w:r></w:p>'
    )
    assert source.text == "达到95-\uf0b3\n"


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框中一')}{paragraph('框中二')}</w:txbxContent>"
    source = opened(
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>段落</w:t>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert source.text.split() == ["段落", "框中一", "框中二"]


def test_a_box_drawn_as_a_table_is_read_as_text() -> None:
    source = opened(f"<w:tbl><w:tr><w:tc>{paragraph('专栏1')}{paragraph('培训3万人')}</w:tc></w:tr></w:tbl>")
    assert source.tables == ()
    assert source.text == "专栏1\n培训3万人\n"


def test_the_table_of_contents_is_hidden() -> None:
    entry = "<w:r><w:t>第一章</w:t><w:tab/><w:t>3</w:t></w:r>"
    link = f'<w:p><w:hyperlink w:anchor="_Toc1">{entry}</w:hyperlink></w:p>'
    source = opened(link + paragraph("第一章"))
    assert [source.text[start:end] for start, end in source.hidden] == ["第一章\t3"]


def test_a_table_in_a_cell_is_told_in_its_lines() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{paragraph('外')}</w:tc><w:tc>{inner}{paragraph('后')}</w:tc></w:tr>"
    assert cells(opened(f"<w:tbl>{row}{row}</w:tbl>"))[0] == ["外", "甲 乙/后"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed(document=f"<w:document {W}><w:body/></w:document>"), "没有文字"),
        (packed(document="<w:document"), "已损坏"),
        (packed(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "实体声明"),
        (packed(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")), "实体声明"),
        (packed(document=bytes(70 * 1024 * 1024)), "解开后过大"),
        (packed(document="<a/>", media=bytes(70 * 1024 * 1024)), "解开后过大"),
        (
            packed(
                document=f"<w:document {W}><w:body>{'<w:sdt>' * 400}{'</w:sdt>' * 400}</w:body></w:document>"
            ),
            "嵌套",
        ),
        (packed(other="<a/>"), "不是 Word 文档"),
        (b"PK\x03\x04", "已损坏"),
    ],
    ids=["empty", "xml", "entity", "entity16", "bomb", "bomb2", "deep", "other", "cut"],
)
def test_what_cannot_be_read_says_why(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        open_source(content)


def test_depth_beyond_all_measure_is_survived() -> None:
    with pytest.raises(UnreadableError, match="嵌套"):
        opened("<w:p>" * 60_000 + "</w:p>" * 60_000)


def test_xml_made_in_python_docx_is_read_whole() -> None:
    document = Document()
    box = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>")
    document.element.body.insert(0, box)
    assert open_source(saved(document)).text == "控件\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[float, bytes]]) -> None:
    rows = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>" * 3
    content = bytearray(packed(document=f"<w:document {W}><w:body>{rows}</w:body></w:document>"))
    for where, what in damage:
        at = int(where * (len(content) - 1))
        content[at : at + len(what)] = what
    try:
        source = open_source(bytes(content))
    except UnreadableError:
        return
    assert source.text.strip()
