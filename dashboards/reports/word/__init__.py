"""The Word file of a report: by a template of the office, or by the one that comes with the system.

What reads and writes Word files is loaded when one is read or written: web processes start without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboards.reports.content import Content
from dashboards.reports.word.package import TemplateError
from dashboards.reports.word.variables import VARIABLES

__all__ = ["VARIABLES", "TemplateError", "check_template", "default_template", "write_word"]


def write_word(
    content: Content,
    pictures: Mapping[str, bytes],
    template: bytes | None,
    *,
    tell: Callable[[str], None],
) -> bytes:
    """By the template of the office, or by that of the system where it is None. `tell` is told, in Chinese,
    which step begins.
    """
    from dashboards.reports.word import writing

    return writing.write_word(content, pictures, template, tell=tell)


def check_template(data: bytes, kind: str) -> None:
    """TemplateError where no report of this kind can be written by it: what is wrong, and where."""
    from dashboards.reports.word import writing

    writing.check_template(data, kind)


def default_template(kind: str) -> bytes:
    """The template that comes with the system."""
    from dashboards.reports.word import base_template

    return base_template.default_template(kind)
