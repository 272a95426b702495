"""GB/T 9704 in terms of OOXML: fonts, the grid of 22 lines by 28 characters, page numbers, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FANG, HEI, KAI, SONG, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
ATTACHED, NOTE, TAG = "附件说明", "表注", "模板标记"  # styles
BODY, TITLE_SIZE, PAGE_NUMBER, TABLE = Pt(16), Pt(22), Pt(14), Pt(9)  # 三号, 二号, 四号, 小五
LINE = Pt(28.95)  # 225 mm / 22 lines, less what rounding may add
TWIPS_A_MM = 1440 / 25.4
CELL_MARGIN = round(0.5 * TWIPS_A_MM)
LINE_PITCH = int(225 * TWIPS_A_MM / 22)
CHAR_SPACE = round((156 / 25.4 * 72 / 28 - 16) * 4096)  # beyond 16 pt a character, in 1/4096 pt


def element(name: str, **attributes: object) -> Any:
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), str(value))
    return found


def font(target: Any, east: str, size: Any, *, bold: bool = False) -> None:
    """Of a run or a style: Chinese in `east`, figures and Latin in Times New Roman."""
    target.font.name, target.font.size, target.font.bold = LATIN, size, bold
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{script}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def spacing(style: Any, *, indent: bool = True, line: Any = LINE) -> None:
    """Lines on the grid; `indent`: the first line by two characters."""
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    if indent:
        shape.first_line_indent = Pt(32)
        style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def pitch(style: Any, *, tightened: bool) -> None:
    """Characters a little narrower than 16 pt stand 28 to a line by themselves, as lines do 22 to a page.
    Nothing is snapped to the grid of the section: programs differ much in how they do that.
    """
    style.element.get_or_add_pPr().insert(0, element("w:snapToGrid", val=0))
    properties = style.element.get_or_add_rPr()
    properties.extend([element("w:spacing", val=-5 if tightened else 0), element("w:snapToGrid", val=0)])


def page(section: Any, *, landscape: bool = False) -> None:
    """A4 with the margins of the standard; the wide page has room for as many columns as a table needs."""
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = (28, 26, 20, 20) if landscape else (37, 35, 28, 26)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(15), Mm(bottom - 11)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if not landscape:
        grid = element("w:docGrid", type="linesAndChars", linePitch=LINE_PITCH, charSpace=CHAR_SPACE)
        section._sectPr.append(grid)


def page_number(footer: Any, *, right: bool) -> None:
    """— 1 — outside, one character in."""
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(0)
    shape.left_indent, shape.right_indent = (Pt(0), PAGE_NUMBER) if right else (PAGE_NUMBER, Pt(0))
    for part in ("— ", None, " —"):
        run = paragraph.add_run(part or "")
        font(run, SONG, PAGE_NUMBER)
        run.element.rPr.rFonts.set(qn("w:ascii"), SONG)
        run.element.rPr.rFonts.set(qn("w:hAnsi"), SONG)
        if part is None:
            _field(run, "PAGE")


def _field(run: Any, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.element.extend([
        element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="separate"),
        shown, element("w:fldChar", fldCharType="end"),
    ])  # fmt: skip


TEXTUAL = ("指标", "任务", "专栏", "原因", "措施", "备注", "说明")
Column = tuple[
    str, str, float
]  # head, cell, width in mm; a head or cell that starts with {%tc is a tag of its own


def hold_together(document: Any) -> None:
    """The last row of a table with the note under it, and the list of what is attached, with signature and
    date, with the end of the text: none of them begins a page alone.
    """
    before: Any = None
    empty: list[Any] = []
    for each in document.iter_inner_content():
        if not hasattr(each, "style") or hasattr(each, "rows"):
            before, empty = each, []
            continue
        if each.style.name == NOTE and hasattr(before, "rows") and not empty:
            _keep(paragraph for cell in before.rows[-1].cells for paragraph in cell.paragraphs)
        if each.style.name == ATTACHED and before is not None and not hasattr(before, "rows"):
            _keep((before, *empty))
        if each.text.strip():
            before, empty = each, []
        else:
            empty.append(each)


def _keep(paragraphs: Iterable[Any]) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def table(document: Any, columns: Sequence[Column], rows: str, *, together: bool = False) -> Any:
    """A head that is repeated on every page, and one row for each of `rows`, none of them split. `together`:
    on one page with what follows.
    """
    made = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head, begin, row, end = made.rows
    begin.cells[0].text, end.cells[0].text = f"{{%tr for row in {rows} %}}", "{%tr endfor %}"
    for line in (begin, end):
        line.cells[0].paragraphs[0].style = TAG
    for place, (title, cell, width) in enumerate(columns):
        for line in made.rows:
            line.cells[place].width = Mm(width)
        made.columns[place].width = Mm(width)
        _fill(head.cells[place], title, is_head=True)
        _fill(row.cells[place], cell)
        if title in TEXTUAL:
            row.cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w=CELL_MARGIN, type="dxa") for side in ("left", "right"))
    made._tbl.tblPr.append(margins)
    head._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for line in (head, row):
        line._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))
    for cell in (*head.cells, *row.cells) if together else ():
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    return made


def _fill(cell: Any, text: str, *, is_head: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "表头" if is_head else "表内文字"
    paragraph.add_run(text)
    cell.vertical_alignment = 1
