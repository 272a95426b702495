"""What is wrong with a template, in Chinese, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
STATEMENT = re.compile(r"\{%(?:p|tr|tc|r)?-? *(\w+).*?%\}", re.DOTALL)
NAME = re.compile(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')|has no attribute '([^']*)'")
CITED = 60
KINDS = {
    "end of template": "有循环或判断没有结束（缺少 endfor 或 endif）",
    "unknown tag": "有不认识的标签，或 endfor、endif 多余",
    "No filter": "用了不可用的过滤器",
    "No test": "用了不可用的判断",
}


def complaint_of(error: Exception, data: bytes) -> str:
    if isinstance(error, UndefinedError):
        name = _missing(error)
        if not name:
            return "模板按序号取了表中的某一行，而报告中可能没有这一行。请用循环逐行引用，改正后再上传。"
        return f"模板用了不存在的变量“{name}”{_where(data, name)}。请对照变量表改正后再上传。"
    if isinstance(error, SecurityError):
        allowed = "模板只能引用变量、循环和判断，不能调用函数或访问内部属性。"
        return f"模板中有不允许的写法{_where_forbidden(data)}。{allowed}"
    if isinstance(error, TemplateSyntaxError):
        what = next((text for sign, text in KINDS.items() if sign in str(error)), "标签写法有误")
        return f"模板{what}{_where_broken(data, error)}。请检查花括号和标签是否成对，改正后再上传。"
    return "模板中的标签无法套用数据。请对照变量表检查各处标签，改正后再上传。"


def _missing(error: Exception) -> str:
    found = NAME.search(str(error))
    return next((group for group in found.groups()[::-1] if group), "") if found else ""


def _where(data: bytes, name: str) -> str:
    tags = ((place, tag) for place, text in texts_of(data) for tag in TAG.findall(text))
    found = next(((place, tag) for place, tag in tags if re.search(rf"\b{re.escape(name)}\b", tag)), None)
    return f"（{found[0]}：{found[1][:CITED]}）" if found else ""


def _where_forbidden(data: bytes) -> str:
    signs = ("__", "(", "*", "|attr")
    tags = ((place, tag) for place, text in texts_of(data) for tag in TAG.findall(text))
    found = next(((place, tag) for place, tag in tags if any(sign in tag for sign in signs)), None)
    return f"（{found[0]}：{found[1][:CITED]}）" if found else ""


def _where_broken(data: bytes, error: TemplateSyntaxError) -> str:
    """The first text whose braces do not pair, or that has the word complained of, or the loop left open."""
    for place, text in texts_of(data):
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            return f"（{place}：{text.strip()[:CITED]}）"
    if "end of template" in str(error) or "unknown tag" in str(error):
        return _where_open(data)
    named = re.search(r"'([^']+)'", str(error))
    return _where(data, named[1]) if named else ""


def _where_open(data: bytes) -> str:
    """The tag of a loop or condition that has no end, or the end that has no beginning."""
    waiting: list[tuple[str, str]] = []
    for place, text in texts_of(data):
        for tag in STATEMENT.finditer(text):
            word, cited = tag[1], f"（{place}：{tag[0][:CITED]}）"
            if word in ("for", "if"):
                waiting.append((word, cited))
            elif word.startswith("end") and (not waiting or waiting.pop()[0] != word.removeprefix("end")):
                return cited
    return waiting[-1][1] if waiting else ""


def texts_of(data: bytes) -> Iterator[tuple[str, str]]:
    """Paragraphs with the part of the document that they stand in."""
    document = Document(BytesIO(data))
    yield from _paragraphs("正文", document.element.body)
    for section in document.sections:
        for header in (section.header, section.even_page_header, section.first_page_header):
            yield from _paragraphs("页眉", header._element)
        for footer in (section.footer, section.even_page_footer, section.first_page_footer):
            yield from _paragraphs("页脚", footer._element)


def _paragraphs(place: str, element: Any) -> Iterator[tuple[str, str]]:
    for paragraph in element.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        if "{" in text or "}" in text:
            in_table = any(each.tag == qn("w:tc") for each in paragraph.iterancestors())
            yield f"{place}表格" if in_table else place, text
