"""The template that comes with the system, one for each kind; an office may change it in Word."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from dashboards.reports.word.layout import (
    ATTACHED,
    BODY,
    FANG,
    HEI,
    KAI,
    TABLE,
    TAG,
    TITLE,
    TITLE_SIZE,
    Column,
    font,
    page,
    page_number,
    pitch,
    spacing,
    table,
)

COUNTS: tuple[Column, ...] = (
    ("属性", "{{ row.label }}", 22), ("指标数", "{{ row.total }}", 18),
    ("可评价", "{{ row.assessable }}", 18), ("{{ reached }}", "{{ row.met }}", 19),
    ("{{ behind }}", "{{ row.lagging }}", 19), ("按此前年度", "{{ row.stale }}", 24),
    ("无法评价", "{{ row.unassessed }}", 19), ("达标率", "{{ row.rate }}", 18),
)  # fmt: skip
PROGRESS: tuple[Column, ...] = (
    ("序号", "{{ row.number }}", 8), ("指标", "{{ row.name }}", 36), ("单位", "{{ row.unit }}", 12),
    ("属性", "{{ row.attribute }}", 12), ("{{ baseline_head }}", "{{ row.baseline }}", 18),
    ("目标", "{{ row.target }}", 16),
    ("{%tc for year in years %}", "{%tc for actual in row.actuals %}", 12),
    ("{{ year }}年", "{{ actual }}", 15.5),
    ("{%tc endfor %}", "{%tc endfor %}", 12), ("完成率", "{{ row.attainment }}", 14),
    ("目标实现程度", "{{ row.closure }}", 14), ("时序进度", "{{ row.schedule }}", 14.2),
    ("进展评价", "{{ row.word }}", 21), ("备注", "{{ row.note }}", 18),
)  # fmt: skip
LAGGARDS: tuple[Column, ...] = (
    ("指标", "{{ row.name }}", 36), ("属性", "{{ row.attribute }}", 13), ("目标", "{{ row.target }}", 23),
    ("实际", "{{ row.actual }}", 23), ("差距", "{{ row.gap }}", 18), ("今后年均须", "{{ row.pace }}", 18),
    ("此前年均", "{{ row.pace_so_far }}", 18), ("进展评价", "{{ row.word }}", 30),
    ("原因", "{{ row.cause }}", 31), ("措施", "{{ row.measure }}", 31),
    ("责任部门", "{{ row.department }}", 18),
)  # fmt: skip
PACES = ("今后年均须", "此前年均")  # of no use once the period is over
TASKS: tuple[Column, ...] = (
    ("专栏", "{{ row.section }}", 38), ("任务", "{{ row.name }}", 58), ("要求", "{{ row.asked }}", 28),
    ("期限", "{{ row.term }}", 26), ("已完成", "{{ row.done }}", 26), ("进展", "{{ row.progress }}", 20),
    ("责任部门", "{{ row.department }}", 28), ("说明", "{{ row.note }}", 33),
)  # fmt: skip
REGIONS: tuple[Column, ...] = (
    ("地区", "{{ row.name }}", 32), ("上级", "{{ row.parent }}", 26), ("层级", "{{ row.level }}", 16),
    ("指标数", "{{ row.total }}", 18),
    ("可评价", "{{ row.assessable }}", 18), ("{{ reached }}", "{{ row.met }}", 16),
    ("{{ behind }}", "{{ row.lagging }}", 20),
    ("其中约束性", "{{ row.binding_lagging }}", 22), ("无法评价", "{{ row.unassessed }}", 20),
    ("达标率", "{{ row.rate }}", 20), ("位次", "{{ row.rank }}", 15), ("填报情况", "{{ row.late }}", 46),
)  # fmt: skip
RANKINGS: tuple[Column, ...] = (
    ("指标", "{{ row.indicator }}", 60), ("排序依据", "{{ row.score_name }}", 26),
    ("位次", "{{ row.places }}", 171),
)  # fmt: skip
UNASSESSED: tuple[Column, ...] = (
    ("指标", "{{ row.name }}", 90), ("属性", "{{ row.attribute }}", 25), ("原因", "{{ row.reason }}", 142),
)  # fmt: skip
SECTIONS = {
    "overall": "总体评价", "progress": "主要指标进展", "lagging": "{{ lagging_title }}", "tasks": "重点任务",
    "regions": "各地区情况", "problems": "问题与建议",
}  # fmt: skip
TEXTS = {"tasks": "tasks_text", "regions": "regions_text"}  # variables named otherwise than their section
REFERENCES = {
    "progress": ("indicators", "各项指标的基数、目标和历年实际"),
    "lagging": ("laggards", "上述指标的目标、实际和差距"),
    "tasks": ("tasks", "各项任务的要求和进展"),
    "regions": ("regions", "各地区的指标数和填报情况"),
}  # fmt: skip
SHORT = ("overall", "lagging", "regions", "problems")  # of a 通报
NUMERALS = "一二三四五六"
APPENDICES = (
    ("主要指标进展表", "indicators", PROGRESS), ("{{ lagging_title }}", "laggards", LAGGARDS),
    ("无法评价的指标", "unassessed", UNASSESSED), ("重点任务进展表", "tasks", TASKS),
    ("各地区情况表", "regions", REGIONS), ("主要指标位次表", "rankings", RANKINGS),
)  # fmt: skip
NOTES = {
    "indicators": "{{ notation }}",
    "laggards": "注：先列约束性指标，再按灯色和偏离程度排列；“—”表示无从计算。",
    "regions": "注：位次为同一上级所辖地区之间按达标率的排序；填报情况不影响评价。",
    "rankings": "注：同一指标按同一依据排序；不可比或没有 {{ year }} 年确数的地区不排。",
}


@cache
def default_template(kind: str) -> bytes:
    document = Document()
    _styles(document)
    page(document.sections[0])
    _edges(document)
    _opening(document)
    for place, name in enumerate(SHORT if kind == "notice" else SECTIONS):
        _section(document, place, name, kind)
    _closing(document)
    page(document.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    for title, rows, columns in APPENDICES:
        ended = rows == "laggards" and kind == "final"
        kept = tuple(column for column in columns if not ended or column[0] not in PACES)
        _appendix(document, title, rows, kept)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _styles(document: Any) -> None:
    """Named as an office knows them, so that they can be changed in one place."""
    normal = document.styles["Normal"]
    font(normal, FANG, BODY)
    spacing(normal)
    pitch(normal, tightened=True)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, east, size, bold in (
        ("标题文字", TITLE, TITLE_SIZE, False), ("一级标题", HEI, BODY, False),
        ("二级标题", KAI, BODY, False),
        ("三级标题", FANG, BODY, True), ("附表标题", HEI, BODY, False), ("表头", HEI, TABLE, False),
        ("表内文字", FANG, TABLE, False), ("表注", FANG, TABLE, False), ("图", FANG, TABLE, False),
        ("演示标记", HEI, Pt(12), False), ("落款", FANG, BODY, False),
        (ATTACHED, FANG, BODY, False), (TAG, FANG, TABLE, False),
    ):  # fmt: skip
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        font(style, east, size, bold=bold)
    for name in ("标题文字", "图", "演示标记", "表头", "表内文字", "表注", "落款", "附表标题", TAG):
        _flat(document.styles[name])
    for name in ("图", "表头", "表内文字", "表注", "演示标记", "标题文字", TAG):
        pitch(document.styles[name], tightened=False)
    document.styles["标题文字"].paragraph_format.line_spacing = Pt(36)
    for name in ("一级标题", "二级标题", "三级标题", "附表标题", ATTACHED):
        document.styles[name].paragraph_format.keep_with_next = True
    for name in ("表头", "表内文字"):
        document.styles[name].paragraph_format.line_spacing = Pt(13)
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["表注"].paragraph_format.line_spacing = Pt(14)
    document.styles["表注"].paragraph_format.widow_control = True
    document.styles[TAG].paragraph_format.line_spacing = Pt(12)
    document.styles[TAG].font.color.rgb = RGBColor(0x66, 0x72, 0x7D)
    picture = document.styles["图"].paragraph_format
    picture.line_spacing, picture.alignment = 1.0, WD_ALIGN_PARAGRAPH.CENTER
    picture.space_before = Pt(6)
    document.styles["标题文字"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["演示标记"].font.color.rgb = RGBColor(0xA8, 0x24, 0x1C)
    document.styles["落款"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.styles["落款"].paragraph_format.right_indent = Pt(64)


def _flat(style: Any) -> None:
    """No indent of the first line."""
    style.paragraph_format.first_line_indent = Pt(0)
    style.element.pPr.ind.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}firstLineChars", "0"
    )


def _edges(document: Any) -> None:
    """Page numbers outside, and what is invented marked on every page."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    page_number(section.footer, right=True)
    page_number(section.even_page_footer, right=False)
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].style = "演示标记"
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        header.paragraphs[0].add_run("{{ demo_mark }}")


def _opening(document: Any) -> None:
    _say(document, "{%p if is_fictional %}")
    _say(document, "{{ demo_mark }}：地区及其数据均为虚构，不得引用", "演示标记")
    _say(document, "{%p endif %}")
    _say(document, "{{ title_lines }}", "标题文字")
    _say(document, "")
    _say(document, "{{ basis }}")


def _section(document: Any, place: int, name: str, kind: str) -> None:
    """各地区情况, and pictures, only where there is something; 问题与建议 is numbered accordingly."""
    if name == "regions":
        _say(document, "{%p if regions %}")
    numeral = NUMERALS[place]
    if name == "problems":
        numeral = f"{{% if regions %}}{numeral}{{% else %}}{NUMERALS[place - 1]}{{% endif %}}"
    _say(document, f"{numeral}、{SECTIONS[name]}", "一级标题")
    if name == "problems":
        _problems(document)
    else:
        _paragraphs(document, TEXTS.get(name, name))
    if name in REFERENCES:
        rows, told = REFERENCES[name]
        _say(document, f"{{%p if {rows} %}}")
        _say(document, f"{told}见{{{{ appendix_of.{rows} }}}}。")
        _say(document, "{%p endif %}")
    if name == "overall":
        _overview(document)
    if name == "lagging" and kind != "notice":
        _pictures(document)
    if name == "regions":
        _say(document, "{%p endif %}")


def _problems(document: Any) -> None:
    """Without suggestions there are no parts."""
    for title, name in (("（一）主要问题", "problems"), ("（二）下一步建议", "suggestions")):
        _say(document, "{%p if suggestions %}")
        _say(document, title, "二级标题")
        _say(document, "{%p endif %}")
        _paragraphs(document, name)


def _paragraphs(document: Any, name: str) -> None:
    _say(document, f"{{%p for sentence in {name} %}}")
    _say(document, "{{ sentence }}")
    _say(document, "{%p endfor %}")


def _overview(document: Any) -> None:
    _say(document, "表1　各属性指标评价", "附表标题").alignment = WD_ALIGN_PARAGRAPH.CENTER
    unit = _say(document, "单位：项", "表注")
    unit.alignment, unit.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
    table(document, COUNTS, "counts", together=True)
    _say(document, "注：达标率＝{{ reached }}÷可评价，只计有 {{ year }} 年数据的指标。", "表注")
    _say(document, "{%p if overview_picture %}")
    _say(document, "{{ overview_picture }}", "图").paragraph_format.keep_with_next = True
    _say(document, "图1　各属性指标评价分布（项）", "图")
    _say(document, "{%p endif %}")


def _pictures(document: Any) -> None:
    _say(document, "{%p for picture in lagging_pictures %}")
    _say(document, "{{ picture.image }}", "图").paragraph_format.keep_with_next = True
    _say(document, "{{ picture.caption }}", "图")
    _say(document, "{%p endfor %}")


def _closing(document: Any) -> None:
    """附件说明, 署名 and 成文日期."""
    _say(document, "")
    _say(document, "{%p for appendix in appendices %}")
    _say(document, "{{ appendix }}", ATTACHED)
    _say(document, "{%p endfor %}")
    _say(document, "").paragraph_format.keep_with_next = True
    _say(document, "（发文机关署名）", "落款").paragraph_format.keep_with_next = True
    _say(document, "{{ made_on }}", "落款")


def _appendix(document: Any, title: str, rows: str, columns: tuple[Column, ...]) -> None:
    """Numbered as they come: those without rows are left out."""
    _say(document, f"{{%p if {rows} %}}")
    label = _say(document, f"{{{{ appendix_of.{rows} }}}}", "附表标题")
    label.paragraph_format.page_break_before = rows != "indicators"  # which begins the section
    heading = _say(document, title if rows == "tasks" else f"{{{{ year }}}}年{title}", "附表标题")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table(document, columns, rows)
    if rows in NOTES:
        _say(document, NOTES[rows], "表注")
    if rows == "indicators":
        _say(document, "{{ sources_note }}", "表注")
    _say(document, "{%p endif %}")


def _say(document: Any, text: str, style: str = "Normal") -> Any:
    """What only steers the template looks so; it is gone from the report."""
    return document.add_paragraph(text, style=TAG if text.startswith("{%p") else style)
