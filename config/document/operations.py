"""An operation as a page tells it: its parameters, body, answers and problems, read out of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from config.document.forms import FORMS
from config.document.members import Member, kind_of, members_of
from config.document.written import written
from config.errors import PROBLEM_JSON
from config.problem_codes import KINDS

JSON = "application/json"
WIDTH = 76
# Parameters that lists have in common, after a resource's own.
COMMON = ("fields", "format", "bom", "cursor", "page_size", "count", "If-None-Match", "Idempotency-Key")
PLACES = {"path": "地址", "query": "", "header": "请求头"}  # most stand in the query: not said
# Said once, in the overview; the kind says that it is a list.
SEVERAL = "。可给几个值，逗号分隔"
# Names that `format=` takes, by what is said of them in the document.
NAMES = {said: name for name, said in FORMS.items()}


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    kind: str
    said: str
    must_be_given: bool
    is_common: bool


@dataclass(frozen=True)
class Problem:
    code: str
    status: int
    title: str
    detail: str


@dataclass(frozen=True)
class Operation:
    """`forms`: (name, media type, what it is), beside JSON; `like`: another that answers the same members."""

    anchor: str
    method: str
    path: str
    summary: str
    said: str
    parameters: tuple[Parameter, ...]
    body: tuple[Member, ...]
    body_example: str
    members: tuple[Member, ...]
    answer: str
    forms: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...]
    curl: str
    like: str = ""

    @property
    def own(self) -> tuple[Parameter, ...]:
        return tuple(each for each in self.parameters if not each.is_common)

    @property
    def common(self) -> tuple[Parameter, ...]:
        return tuple(each for each in self.parameters if each.is_common)


MAKING = Lock()  # the generator sets up parts of itself the first time, and two threads at once break it


def document() -> dict[str, Any]:
    """As programs get it; made once in a process, since it follows from the code alone."""
    with MAKING:
        return _made()


@cache
def _made() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


def operation_of(
    path: str, method: str, said: dict[str, Any], origin: str, values: Mapping[str, str]
) -> Operation:
    """`values` of parameters stand in the line of curl, so that it asks for something small."""
    body, answer = _media(said.get("requestBody", {})), _media(said["responses"]["200"])
    row = _row(answer.get("schema", {}))
    return Operation(
        said["operationId"].replace("_", "-"),
        method.upper(),
        path,
        said["summary"],
        said["description"],
        tuple(sorted(map(_parameter, said.get("parameters", ())), key=_order)),
        tuple(members_of(document(), body.get("schema", {}))),
        _example(body),
        tuple(members_of(document(), row)),
        _example(answer),
        forms_of(said),
        tuple(_problems(said)) if method != "get" else (),
        _curl(f"{origin}{path}{_query(said, values)}", method, body),
    )


def _media(part: dict[str, Any]) -> dict[str, Any]:
    return dict(part.get("content", {}).get(JSON, {}))


def _row(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a page of a list, a row."""
    name = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
    if not name.startswith("Paginated"):
        return schema
    return dict(document()["components"]["schemas"][name]["properties"]["results"]["items"])


def _example(media: dict[str, Any]) -> str:
    found = next(iter(media.get("examples", {}).values()), None)
    return written(found["value"], WIDTH) if found else ""


def _parameter(said: dict[str, Any]) -> Parameter:
    kind = kind_of(document(), said["schema"])
    is_common = said["name"] in COMMON
    meaning = said["description"].removesuffix(SEVERAL)
    return Parameter(said["name"], PLACES[said["in"]], kind, meaning, bool(said.get("required")), is_common)


def _order(parameter: Parameter) -> tuple[bool, int, int, str]:
    place = COMMON.index(parameter.name) if parameter.is_common else 0
    return parameter.is_common, place, 0 if parameter.must_be_given else 1, parameter.name


def forms_of(said: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    content = said["responses"]["200"].get("content", {})
    meanings = {kind: media["schema"]["description"] for kind, media in content.items() if kind != JSON}
    return tuple((NAMES[meaning], kind, meaning) for kind, meaning in meanings.items())


def _problems(said: dict[str, Any]) -> Iterator[Problem]:
    for status, answer in said["responses"].items():
        if status >= "400":
            component = document()["components"]["responses"][answer["$ref"].rsplit("/", 1)[-1]]
            for code in component["content"][PROBLEM_JSON]["examples"]:
                kind = KINDS[code]
                yield Problem(code, kind.status, kind.title, kind.detail)


def _query(said: dict[str, Any], values: Mapping[str, str]) -> str:
    taken = [each["name"] for each in said.get("parameters", ()) if each["in"] == "query"]
    asked = [f"{name}={values[name]}" for name in ("subtree", "year") if name in taken]
    return f"?{'&'.join(asked)}" if asked else ""


def _curl(address: str, method: str, body: dict[str, Any]) -> str:
    head = 'curl -H "Authorization: Token 您的令牌"'
    if method == "get":
        return f'{head} "{address}"'
    found: dict[str, Any] = next(iter(body.get("examples", {}).values()), {"value": {}})
    sent = written(found["value"], 10**6)
    return f'{head} -X {method.upper()} -H "Content-Type: application/json" -d \'{sent}\' "{address}"'
