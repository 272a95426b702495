"""Realistic answers, one file for each component: data of the fictional 示范省."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "examples"


@cache
def example_of(component: str) -> Any:
    """None where there is none; a test asks for one of every answer."""
    path = FOLDER / f"{component}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def page_of(row: Any) -> dict[str, Any]:
    """A page of a list; the last, where a resource is as small as its example."""
    return {"next": None, "results": [row]}
