"""The jinja of templates: looks things up and repeats, and can do nothing else.

A template comes from outside. What it can name are plain texts, numbers and lists; it can call nothing, and
what could make it endless or vast is left out.
"""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import SandboxedEnvironment

KEPT_FILTERS = ("default", "first", "join", "last", "length", "list", "round", "trim")
DEEPEST = 2  # loops in loops: rows, and the years of a row


# What could call itself, read another file, or make a text that doubles line by line.
REFUSED = (
    nodes.Macro, nodes.CallBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block,
    nodes.Assign, nodes.AssignBlock, nodes.With,
)  # fmt: skip


class TemplateEnvironment(SandboxedEnvironment):
    """`**` and `*` make vast texts out of short ones."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in KEPT_FILTERS}
        self.tests = {
            name: self.tests[name] for name in ("defined", "undefined", "none", "equalto", "even", "odd")
        }

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if any(tree.find(kind) for kind in REFUSED):
            raise SecurityError("not for templates")
        if _depth(tree) > DEEPEST:
            raise SecurityError("loops in loops")
        return tree

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"{operator} is not for templates")


def _depth(node: nodes.Node) -> int:
    """How deep loops stand in loops; one that calls itself has no bottom."""
    deepest = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    if not isinstance(node, nodes.For):
        return deepest
    return DEEPEST + 1 if node.recursive else deepest + 1
