"""The members of an answer or a body as rows of a table, read out of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DEEPEST = 3
WORDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "object": "对象",
    "null": "空",
}
FORMATS = {"date": "日期", "date-time": "时间", "uri": "地址", "binary": "文件"}
VALUE = re.compile(r"^\* `([^`]*)` - (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Member:
    """`path` from the row (region.code, targets[].year); `values` are codes with their names."""

    path: str
    kind: str
    said: str
    values: tuple[tuple[str, str], ...]
    may_be_null: bool
    must_be_given: bool
    depth: int


def members_of(document: dict[str, Any], schema: Any, path: str = "", depth: int = 0) -> Iterator[Member]:
    """Those of members follow the member that holds them; a figure is one: it is told once for all."""
    whole = resolved(document, schema)
    needed = whole.get("required", ())
    for name, said in whole.get("properties", {}).items():
        inner = resolved(document, said)
        place, kind = f"{path}{name}", kind_of(document, said)
        yield Member(
            place,
            kind,
            VALUE.sub("", said.get("description") or inner.get("description", "")).strip(),
            tuple(VALUE.findall(inner.get("description", "")) or VALUE.findall(said.get("description", ""))),
            "null" in _types(document, said),
            name in needed,
            depth,
        )
        if depth < DEEPEST and not is_figure(document, said):
            yield from members_of(document, inner, f"{place}.", depth + 1)
            if "items" in inner:
                yield from members_of(document, inner["items"], f"{place}[].", depth + 1)


def kind_of(document: dict[str, Any], schema: Any) -> str:
    """In one or two words."""
    if is_figure(document, schema):
        return "数值"
    whole = resolved(document, schema)
    if "items" in whole:
        return f"列表：{kind_of(document, whole['items'])}"
    if "enum" in whole:
        return "代码"
    if "format" in whole and whole["format"] in FORMATS:
        return FORMATS[whole["format"]]
    if "[0-9]+" in whole.get("pattern", "") and "." in whole.get("pattern", ""):
        return "小数"
    found = [WORDS[each] for each in sorted(_types(document, schema)) if each != "null" and each in WORDS]
    return "或".join(found) or "任意"


def is_figure(document: dict[str, Any], schema: Any) -> bool:
    parts = [schema, *(part for name in ("allOf", "oneOf") for part in schema.get(name, ()))]
    return any(str(part.get("$ref", "")).endswith("/Figure") for part in parts)


def resolved(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """Behind a reference; of alternatives the first, since the others are null. What has members of its own
    is told by them: its alternatives say only which of them must be given.
    """
    while "properties" not in schema:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        elif "allOf" in schema or "oneOf" in schema:
            schema = (schema.get("allOf") or schema["oneOf"])[0]
        else:
            break
    return dict(schema)


def _types(document: dict[str, Any], schema: Any) -> set[str]:
    if "$ref" in schema or "allOf" in schema:
        return _types(document, resolved(document, schema))
    if "oneOf" in schema and "properties" not in schema:
        return set().union(*(_types(document, part) for part in schema["oneOf"]))
    said = schema.get("type", ())
    return {said} if isinstance(said, str) else set(said)
