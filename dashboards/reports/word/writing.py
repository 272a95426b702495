"""From content and template to the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError

from dashboards.reports.content import Content
from dashboards.reports.word.base_template import default_template
from dashboards.reports.word.complaints import complaint_of
from dashboards.reports.word.context import clean, context_of
from dashboards.reports.word.environment import TemplateEnvironment
from dashboards.reports.word.layout import hold_together
from dashboards.reports.word.package import BROKEN, TemplateError, check_package
from dashboards.reports.word.sample import samples
from dashboards.reports.word.tags import check_xml

UNUSABLE = (
    JinjaError, TypeError, ValueError, SyntaxError, ArithmeticError, LookupError, RecursionError,
)  # fmt: skip
Tell = Callable[[str], None]  # is told, in Chinese, which step begins


class _Template(DocxTemplate):
    """Looks at every part that holds tags before its markup is taken apart."""

    def patch_xml(self, src_xml: str) -> str:
        check_xml(src_xml)
        return str(super().patch_xml(src_xml))


def write_word(
    content: Content, pictures: Mapping[str, bytes], template: bytes | None, *, tell: Tell
) -> bytes:
    """By the template of the office, or by that of the system where it is None."""
    tell("套用模板")
    document = rendered(content, pictures, default_template(content.kind) if template is None else template)
    tell("排版")
    for table in document.tables:
        _fit(table, _room(document, table))
    hold_together(document)
    _name(document.core_properties, content)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def check_template(data: bytes, kind: str) -> None:
    """Tried on a report with everything in it and on one with nothing."""
    for content in samples(kind):
        rendered(content, {}, data)


def rendered(content: Content, pictures: Mapping[str, bytes], data: bytes) -> Any:
    """The document with its tags filled in; refused, and where, if the template is not as it should be."""
    check_package(data)
    try:
        template = _Template(BytesIO(data))
        template.init_docx()
    except Exception:  # whatever python-docx meets in a file from outside
        raise TemplateError(BROKEN) from None
    try:
        template.render(context_of(content, pictures, template), TemplateEnvironment())
    except UNUSABLE as error:
        raise TemplateError(complaint_of(error, data)) from None
    return template.docx


def _room(document: Any, table: Any) -> int:
    """The width of the text where the table stands, in twips: of the section that ends next after it."""
    body = list(document.element.body)
    after = body[body.index(table._tbl) :]
    ends = (each.find(f".//{qn('w:sectPr')}") for each in after if each.tag == qn("w:p"))
    section = next((each for each in ends if each is not None), body[-1])
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    left, right = (int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(size.get(qn("w:w"))) - left - right


def _fit(table: Any, room: int) -> None:
    """As wide as the text, columns in proportion to the cells of the head, however many years there are."""
    cells = table._tbl.tr_lst[0].tc_lst if table._tbl.tr_lst else []
    widths = [_width(cell) for cell in cells]
    rows = [row.tc_lst for row in table._tbl.tr_lst]
    if not widths or None in widths or any(len(row) != len(widths) for row in rows):
        return  # a head of merged cells is the office's own affair
    whole = sum(width or 0 for width in widths)
    fitted = [round((width or 0) * room / whole) for width in widths]
    grid = table._tbl.tblGrid
    for old in list(grid):
        grid.remove(old)
    for width in fitted:
        grid.add_gridCol().w = width * 635  # EMU a twip
    for row in rows:
        for cell, width in zip(row, fitted, strict=True):
            cell.width = width * 635


def _width(cell: Any) -> int | None:
    return None if cell.width is None else int(cell.width)


def _name(properties: Any, content: Content) -> None:
    properties.title, properties.subject = clean(content.title)[:255], content.kind_name
    properties.author = properties.last_modified_by = ""
    properties.comments = f"数据范围：{content.standing}；评价规则 {content.rule_version}"
    properties.keywords = "演示数据" if content.is_fictional else ""
    properties.created = properties.modified = content.made_at.replace(tzinfo=None)
