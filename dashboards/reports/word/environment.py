"""The jinja of templates: looks things up and repeats, and can do nothing else.

A template comes from outside. What it can name are plain texts, numbers and lists; it can call nothing, and
what could make it endless or vast is left out: every text it makes is as long as its tags are, and of all
together there is a limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from dashboards.reports.word.package import TemplateError
from dashboards.reports.word.tags import check_tags

KEPT_FILTERS = ("default", "first", "last", "length", "trim")
DEEPEST = 2  # loops in loops: rows, and the years of a row
MOST_CHARACTERS = 50_000_000  # of one part of the document, tags of XML included
LONGEST_SEPARATOR, MOST_DECIMALS = 10, 10
VAST = "按此模板生成的报告过大，已停止。请检查模板中的循环，去掉重复引用的大段内容后再上传。"

# What could call itself, read another file, or make a text that doubles line by line.
REFUSED = (
    nodes.Macro, nodes.CallBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block,
    nodes.Assign, nodes.AssignBlock, nodes.With, nodes.FilterBlock, nodes.Concat, nodes.Mod,
)  # fmt: skip


class TemplateEnvironment(SandboxedEnvironment):
    """`**`, `*` and `%` make vast texts out of short ones; `+` is for numbers only."""

    intercepted_binops = frozenset(["*", "**", "+"])

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in KEPT_FILTERS} | {"join": _join, "round": _round}
        self.tests = {
            name: self.tests[name] for name in ("defined", "undefined", "none", "equalto", "even", "odd")
        }

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        check_tags(source)
        tree = super()._parse(source, name, filename)
        if any(tree.find(kind) for kind in REFUSED):
            raise SecurityError("not for templates")
        if _depth(tree) > DEEPEST:
            raise SecurityError("loops in loops")
        return tree

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, int | float):
            return left + right
        raise SecurityError(f"{operator} is not for templates")

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """What jinja puts the pieces of a document together with; stops where they become too many."""
        kept, length = [], 0
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length > MOST_CHARACTERS:
                raise TemplateError(VAST)
        return "".join(kept)


def _join(value: Any, separator: str = "") -> Markup:
    """Of a list only: a text joined by a text could be joined again, and grow each time."""
    if not isinstance(value, list | tuple) or len(separator) > LONGEST_SEPARATOR:
        raise SecurityError("join is for lists, with a short separator")
    return escape(separator).join(value)


def _round(value: Any, decimals: int = 0) -> Any:
    """Half a million decimals take minutes."""
    if not 0 <= decimals <= MOST_DECIMALS:
        raise SecurityError("so many decimals are not for templates")
    return round(value, decimals)


def _depth(node: nodes.Node) -> int:
    """How deep loops stand in loops; one that calls itself has no bottom."""
    deepest = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    if not isinstance(node, nodes.For):
        return deepest
    return DEEPEST + 1 if node.recursive else deepest + 1
