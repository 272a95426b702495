"""What Schemathesis is told beside the API's document (through schemathesis.toml)."""

from __future__ import annotations

import json
import os
import re
from functools import cache
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
                schema["enum"] = list(map(str, _there_are(resource, name)))
            elif name in NAMES_OF:
                schema.get("items", schema)["enum"] = _there_are(*NAMES_OF[name])
    for name, schema in raw_schema["components"]["schemas"].items():
        members = schema.get("properties", {})
        if name == "Entry":
            members["id"]["enum"], members["revision"]["enum"] = _rows(), [0, 1, 2]
        elif name == "Remark":
            members["row"]["enum"] = _rows()
        elif members.get("rows", {}).get("items", {}).get("type") == "integer":
            members["rows"]["items"]["enum"] = _rows()


@cache
def _there_are(resource: str, member: str) -> list[Any]:
    rows = _told(f"{resource}/?page_size=100&fields={member}")["results"]
    return list(dict.fromkeys(row[member] for row in rows)) or ["0"]


@cache
def _rows() -> list[int]:
    """Of the forms that the caller sees."""
    return [
        row["id"] for form in _there_are("submissions", "id") for row in _told(f"submissions/{form}/")["rows"]
    ]


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
