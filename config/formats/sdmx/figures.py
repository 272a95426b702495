"""A figure as components: its operator, number, ends, members, form and printed text; pure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from config.formats.sdmx.artefacts import Component, Read
from config.formats.sdmx.lists import OPERATORS

NO_NUMBER = ("words", "missing", "blank")  # where an operator would say nothing


def member(path: str) -> Callable[[Read], Any]:
    return lambda read: read(path)


def attribute(artefact: str, kind: str, name: str, path: str, meaning: str = "") -> Component:
    return Component(artefact, "attribute", kind, name, member(path), meaning)


def figure(prefix: str, path: str, name: str) -> tuple[Component, ...]:
    """The figure at `path` as JSON has it, each part an attribute."""
    parts = (
        ("VALUE", "Decimal", "value", "数值", "不等式的界限、区间的下端也在这里"),
        ("UPPER", "Decimal", "max", "区间的上端", ""),
        ("MEMBERS", "String", "members", "比例的各档", "以冒号分隔"),
        ("KIND", "CL_FIGURE_KIND", "kind", "形式", ""),
        ("CUMULATIVE", "Boolean", "cumulative", "规划期累计", ""),
        ("TEXT", "String", "text", "原文", "照印"),
    )
    operator = Component(f"{prefix}_OPERATOR", "attribute", "CL_OPERATOR", f"{name}：符号", _operator(path))
    return (
        operator,
        *(
            attribute(f"{prefix}_{suffix}", kind, f"{name}：{word}", f"{path}.{part}", meaning)
            for suffix, kind, part, word, meaning in parts
        ),
    )


def exact(path: str) -> Callable[[Read], Decimal | None]:
    """The number, where the figure is a single one: an inequality is an interval, a ratio several numbers."""

    def found(read: Read) -> Decimal | None:
        is_exact = read(f"{path}.kind") == "number" and read(f"{path}.op") in ("=", "~")
        return read(f"{path}.value") if is_exact else None

    return found


def _operator(path: str) -> Callable[[Read], str | None]:
    def found(read: Read) -> str | None:
        kind = read(f"{path}.kind")
        return None if kind is None or kind in NO_NUMBER else OPERATORS[read(f"{path}.op")]

    return found
