"""The API's document (OpenAPI 3.1), complete and in Chinese; and what it promises."""

from __future__ import annotations

from typing import Any

from config.document.links import connect
from config.document.meanings import MEANINGS
from config.document.problems import PROBLEM


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """What belongs to no single view; a hook of drf-spectacular."""
    schemas = result["components"].setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    for name, schema in schemas.items():
        if name.startswith("Paginated"):
            schema["description"] = "列表的一页。"
            schema["properties"]["results"]["description"] = "这一页的各行"
        elif name in MEANINGS:
            schema["description"] = MEANINGS[name]
    connect(result["paths"])
    return result
