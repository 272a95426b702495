"""The tags of a template: few, short and in pairs, before anything takes them apart.

What fills them in searches the whole document from each brace that is left open, and jinja goes down as deep
as a tag is nested: without limits a small file could keep a worker busy for hours.
"""

from __future__ import annotations

import re
from itertools import pairwise

from jinja2 import TemplateSyntaxError

from dashboards.reports.word.package import TemplateError

MOST_TAGS, LONGEST_TAG = 2000, 500
TOO_MANY = f"模板中的标签过多：每个部分最多 {MOST_TAGS} 处。请删去重复的标签，改正后再上传。"
TOO_LONG = f"模板中有标签超过 {LONGEST_TAG} 个字符（{{tag}}…）。请改短后再上传。"
CITED = 30
MARKUP = re.compile(r"<[^>]*>")
BRACES = re.compile(r"\{[{%#]|[}%#]\}")
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def check_xml(xml: str) -> None:
    """A part as it came, in which a tag may be spread over several runs of text."""
    check_tags(MARKUP.sub("", xml))
    for markup in MARKUP.findall(xml):
        check_tags(markup)


def check_tags(text: str) -> None:
    braces = list(BRACES.finditer(text))
    if len(braces) > 2 * MOST_TAGS:
        raise TemplateError(TOO_MANY)
    for one, other in pairwise([*braces, None]):
        if one is None or one[0] not in CLOSING:
            continue
        if other is None or other[0] != CLOSING[one[0]]:
            raise TemplateSyntaxError("braces do not pair", 1)
        if other.end() - one.start() > LONGEST_TAG:
            raise TemplateError(TOO_LONG.format(tag=text[one.start() :][:CITED]))
