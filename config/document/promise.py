"""What /api/v1 promises: additive change only. Compares a document with the one released, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Found = Iterator[str]
METHODS = ("get", "put", "post", "patch", "delete")
DEEPEST = 12  # schemas that hold themselves


def breaks(released: dict[str, Any], today: dict[str, Any]) -> list[str]:
    """What a program written for `released` could miss in `today`, one sentence each; empty where nothing."""
    return list(dict.fromkeys(Comparison(released, today).found()))


class Comparison:
    """Answers may gain members, requests what need not be given; nothing goes or changes its type."""

    def __init__(self, released: dict[str, Any], today: dict[str, Any]) -> None:
        self.released, self.today = released, today

    def found(self) -> Found:
        for path, operations in self.released["paths"].items():
            if path not in self.today["paths"]:
                yield f"{path} is gone"
                continue
            for method in METHODS:
                if method in operations:
                    yield from self._operation(f"{method.upper()} {path}", path, method)
        yield from self._codes()

    def _codes(self) -> Found:
        def codes(document: dict[str, Any]) -> list[str]:
            problem = document.get("components", {}).get("schemas", {}).get("Problem", {})
            return list(problem.get("properties", {}).get("code", {}).get("enum", ()))

        now = codes(self.today)
        yield from (f"the problem code {code} is gone" for code in codes(self.released) if code not in now)

    def _operation(self, where: str, path: str, method: str) -> Found:
        old = self.released["paths"][path][method]
        new = self.today["paths"][path].get(method)
        if new is None:
            yield f"{where} is gone"
            return
        if old.get("operationId") != new.get("operationId"):
            yield f"{where}: operationId is {new.get('operationId')}, was {old.get('operationId')}"
        yield from self._parameters(where, old, new)
        yield from self._body(where, old, new)
        yield from self._answers(where, old, new)

    def _parameters(self, where: str, old: dict[str, Any], new: dict[str, Any]) -> Found:
        before, now = self._named(self.released, old), self._named(self.today, new)
        for key, parameter in before.items():
            place = f"{where}: parameter {key[1]} ({key[0]})"
            if key not in now:
                yield f"{place} is gone"
                continue
            if now[key].get("required") and not parameter.get("required"):
                yield f"{place} must now be given"
            yield from self._schema(place, parameter["schema"], now[key]["schema"], is_request=True)
        for key, parameter in now.items():
            if key not in before and parameter.get("required"):
                yield f"{where}: new parameter {key[1]} ({key[0]}) must be given"

    def _named(self, document: dict[str, Any], operation: dict[str, Any]) -> dict[tuple[str, str], Any]:
        found = [_resolved(document, each) for each in operation.get("parameters", ())]
        return {(each["in"], each["name"]): each for each in found}

    def _body(self, where: str, old: dict[str, Any], new: dict[str, Any]) -> Found:
        before = _resolved(self.released, old.get("requestBody", {}))
        now = _resolved(self.today, new.get("requestBody", {}))
        if now.get("required") and not before.get("required"):
            yield f"{where}: a body must now be sent"
        yield from self._content(f"{where}: body", before, now, is_request=True)

    def _answers(self, where: str, old: dict[str, Any], new: dict[str, Any]) -> Found:
        for status, said in old["responses"].items():
            place = f"{where}: answer {status}"
            if status not in new["responses"]:
                yield f"{place} is gone"
                continue
            before = _resolved(self.released, said)
            now = _resolved(self.today, new["responses"][status])
            gone = [name for name in before.get("headers", {}) if name not in now.get("headers", {})]
            yield from (f"{place}: header {name} is gone" for name in gone)
            yield from self._content(place, before, now, is_request=False)

    def _content(self, where: str, old: dict[str, Any], new: dict[str, Any], *, is_request: bool) -> Found:
        for media_type, said in old.get("content", {}).items():
            now = new.get("content", {}).get(media_type)
            if now is None:
                yield f"{where}: {media_type} is gone"
                continue
            yield from self._schema(
                where, said.get("schema", {}), now.get("schema", {}), is_request=is_request
            )
            kinds = [name for name in said.get("examples", {}) if media_type.endswith("problem+json")]
            yield from (
                f"{where}: code {name} is gone" for name in kinds if name not in now.get("examples", {})
            )

    def _schema(self, where: str, old: Any, new: Any, *, is_request: bool, depth: int = 0) -> Found:
        before, now = _plain(self.released, old), _plain(self.today, new)
        if depth > DEEPEST:
            return
        types, now_types = _types(before), _types(now)
        if types != now_types and _is_break(types, now_types, is_request=is_request):
            yield f"{where}: type is {_listed(now_types)}, was {_listed(types)}"
            return
        yield from _enums(where, before, now, is_request=is_request)
        if "items" in before:
            inner = (f"{where}[]", before["items"], now.get("items", {}))
            yield from self._schema(*inner, is_request=is_request, depth=depth + 1)
        yield from self._members(where, before, now, is_request=is_request, depth=depth)

    def _members(self, where: str, old: Any, new: Any, *, is_request: bool, depth: int) -> Found:
        before, now = old.get("properties", {}), new.get("properties", {})
        needed, now_needed = set(old.get("required", ())), set(new.get("required", ()))
        for name, schema in before.items():
            place = f"{where}.{name}" if depth else f"{where}, {name}"
            if name not in now:
                yield f"{place} is gone"
                continue
            yield from self._schema(place, schema, now[name], is_request=is_request, depth=depth + 1)
        changed = now_needed - needed if is_request else (needed - now_needed) & set(now)
        said = "must now be given" if is_request else "is no longer always there"
        yield from (f"{where}: {name} {said}" for name in sorted(changed))


def _enums(where: str, old: dict[str, Any], new: dict[str, Any], *, is_request: bool) -> Found:
    """What may be asked stays. Answers may say new words, and need not say the old ones again."""
    if not is_request:
        return
    if "enum" in new and "enum" not in old:
        yield f"{where}: only some values are taken now"
    if "enum" in old and "enum" in new:
        yield from (f"{where}: value {value} is gone" for value in old["enum"] if value not in new["enum"])


def _is_break(old: frozenset[str], new: frozenset[str], *, is_request: bool) -> bool:
    """A request may take more than before, an answer may hold less (null no more, say). No type: anything."""
    narrow, wide = (old, new) if is_request else (new, old)
    return bool(wide) and not (narrow and narrow <= wide)


def _types(schema: dict[str, Any]) -> frozenset[str]:
    said = schema.get("type", ())
    return frozenset([said] if isinstance(said, str) else said)


def _listed(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "anything"


def _plain(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """References followed; what is composed of several (a word or null) as one, with the types of all."""
    whole = _resolved(document, schema)
    parts = [_plain(document, each) for name in ("allOf", "oneOf", "anyOf") for each in whole.get(name, ())]
    if not parts:
        return whole
    merged: dict[str, Any] = {"type": sorted(_types(whole).union(*map(_types, parts)))}
    for part in (*parts, whole):
        merged |= {
            name: said for name, said in part.items() if name in ("enum", "items", "properties", "required")
        }
    return merged


def _resolved(document: dict[str, Any], part: Any) -> dict[str, Any]:
    while "$ref" in part:
        target: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        part = target
    return dict(part)
