"""What Schemathesis is told beside the API's document (through schemathesis.toml)."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import schemathesis
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.specs.openapi.checks import positive_data_acceptance

API = "/api/v1/"
KEY = "Idempotency-Key"
CALLS = count()
# Parameters that name something, with the list that has what there is: made-up names of the right form would
# find nothing.
NAMES_OF = {
    "region": ("regions", "code"),
    "subtree": ("regions", "code"),
    "parent": ("regions", "code"),
    "indicator": ("indicators", "code"),
    "domain": ("indicators", "domain"),
    "plan": ("plans", "id"),
    "round": ("rounds", "id"),
}
# Requests of the right form that are refused none the less, and why no document can tell them beforehand.
BEYOND_FORM = {
    r"cursor": "signed by the server: only one that it gave is taken",
    r"page_size|count": "of pages, which a table is not",
    r"bom": "of CSV alone",
    r"fields": "not of SDMX, whose columns are fixed",
    r"known_on|standing": "what was known on a day is accepted figures only",
    r"year": "a span of years runs forwards",
    r"comments": "of rows that are returned",
    r"rows\[\d+\]": "names a row of another form, or one twice, or both id and indicator",
}


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: dict[str, Any]) -> None:
    """What names something gets the names that there are."""
    paths = raw_schema["paths"]
    for path, operations in paths.items():
        for parameter in [
            each for operation in operations.values() for each in operation.get("parameters", ())
        ]:
            schema, name = parameter["schema"], parameter["name"]
            resource = path.removeprefix(API).partition("/")[0]
            if parameter["in"] == "path" and f"{API}{resource}/" in paths:
                _narrow(schema, list(map(str, _there_are(resource, name))))
            elif name in NAMES_OF:
                _narrow(schema.get("items", schema), _there_are(*NAMES_OF[name]))
    for name, schema in raw_schema["components"]["schemas"].items():
        members = schema.get("properties", {})
        if name == "Entry":
            _narrow(members["id"], _rows())
            _narrow(members["revision"], [0, 1, 2])
        elif name == "Remark":
            _narrow(members["row"], _rows())
        elif members.get("rows", {}).get("items", {}).get("type") == "integer":
            _narrow(members["rows"]["items"], _rows())


def _narrow(schema: dict[str, Any], names: list[Any]) -> None:
    """Where the caller sees nothing, made-up names must do."""
    if names:
        schema["enum"] = names


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """A key is used once: the same one with another request is refused, and nothing behind it is tried."""
    key = case.headers.get(KEY) if case.headers else None
    if isinstance(key, str) and re.fullmatch("[!-~]{1,180}", key):
        case.headers[KEY] = f"{key}-{next(CALLS)}"
    form = case.path_parameters.get("id") if "/submissions/" in case.path else None
    if isinstance(case.body, dict) and form in _rows_of_forms() and _is_positive(case):
        case.body = _with_rows_of(_rows_of_forms()[form], case.body)


def _is_positive(case: Case[Any]) -> bool:
    return case.meta is not None and bool(case.meta.generation.mode.is_positive)


def _with_rows_of(rows: list[int], body: dict[str, Any]) -> dict[str, Any]:
    """Whatever rows are named, of the form in the address: a row of another is refused, and nothing behind it
    is tried."""
    named, row = body.get("rows", []), body.get("row")
    if row is not None:
        return {**body, "row": rows[row % len(rows)]}
    if named and all(isinstance(each, int) for each in named):
        return {**body, "rows": rows[: len(named)]}
    return body


@cache
def _there_are(resource: str, member: str) -> list[Any]:
    rows = _told(f"{resource}/?page_size=100&fields={member}")["results"]
    return list(dict.fromkeys(row[member] for row in rows))


@cache
def _rows_of_forms() -> dict[str, list[int]]:
    """Of the forms that the caller sees."""
    return {
        str(form): [row["id"] for row in _told(f"submissions/{form}/")["rows"]]
        for form in _there_are("submissions", "id")
    }


def _rows() -> list[int]:
    return [row for rows in _rows_of_forms().values() for row in rows]


def _told(address: str) -> Any:
    asked = Request(f"{os.environ['TRIAL_ORIGIN']}{API}{address}")
    asked.add_header("Authorization", f"Token {os.environ['TRIAL_TOKEN']}")
    with urlopen(asked) as answer:
        return json.load(answer)


@schemathesis.check
def well_formed_requests_are_taken(ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """Schemathesis' own `positive_data_acceptance`, but for what is beyond form."""
    if response.status_code == 400 and all(map(_is_beyond_form, _refused(response))):
        return None
    return positive_data_acceptance(ctx, response, case)


def _is_beyond_form(parameter: str) -> bool:
    return any(re.fullmatch(each, parameter) for each in BEYOND_FORM)


def _refused(response: Response) -> list[str]:
    """Parameters that the problem names; one that is in no table where it names none."""
    errors = json.loads(response.content).get("errors", ())
    return [each["parameter"] for each in errors] or [""]


@schemathesis.check
class Reached:
    """Tells which operations answered with success, one a line, in the file that TRIAL_REACHED names."""

    def __init__(self) -> None:
        self.reached: set[str] = set()

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        if 200 <= response.status_code < 300:
            self.reached.add(case.operation.label)

    def after_run(self, ctx: CheckContext) -> None:
        Path(os.environ["TRIAL_REACHED"]).write_text("\n".join(sorted(self.reached)), "utf-8")
