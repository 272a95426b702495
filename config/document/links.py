"""Links of the document: which answers hold what other operations ask for in their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

FIRST = "$response.body#/results/0/"


def connect(paths: dict[str, Any]) -> None:
    """From a list to each of its rows; from a row to what can be read of it or done with it."""
    for path, operations in paths.items():
        for name, link in _links(paths, path):
            operations["get"]["responses"]["200"].setdefault("links", {})[name] = link


def _links(paths: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    _, _, rest = path.partition("{")
    if "get" not in paths[path]:
        return
    for other, operations in paths.items():
        inside, _, more = other.removeprefix(path).partition("/")
        if other == path or not other.startswith(path):
            continue
        if not rest and inside.startswith("{") and not more:  # /plans/ → /plans/{id}/
            name = inside.strip("{}")
            yield from _to(operations, {name: f"{FIRST}{name}"}, "列表中的一行")
        elif rest and not more:  # /submissions/{id}/ → /submissions/{id}/rows/
            name = rest.partition("}")[0]
            yield from _to(operations, {name: f"$request.path.{name}"}, "同一编号")


def _to(
    operations: dict[str, Any], parameters: dict[str, str], said: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    for operation in operations.values():
        name = operation["operationId"]
        yield name, {"operationId": name, "parameters": parameters, "description": said}
