"""JSON for people: what fits stands on one line."""

from __future__ import annotations

import json
from typing import Any


def written(value: Any, width: int = 110, indent: str = "") -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(indent) + len(flat) <= width:
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {written(said, width, inner)}" for name, said in value.items()]
    else:
        parts = [written(each, width, inner) for each in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closed}"


def ordered(value: Any) -> Any:
    """Objects by name, so that two documents differ only where they differ."""
    if isinstance(value, dict):
        return {name: ordered(value[name]) for name in sorted(value)}
    return [ordered(each) for each in value] if isinstance(value, list) else value
