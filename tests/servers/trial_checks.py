"""What Schemathesis is told beside the API's document (through schemathesis.toml)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.specs.openapi.checks import positive_data_acceptance

# What only this installation knows (tests/servers/programs.py): made-up names of the right form find nothing.
NAMES: dict[str, list[Any]] = json.loads(os.environ["TRIAL_NAMES"])
PARAMETERS = {
    "region": "regions", "subtree": "regions", "parent": "regions", "indicator": "indicators", "domain": "domains",
}  # fmt: skip
MEMBERS = {"Entry": {"id": "rows", "revision": "revisions"}, "Remark": {"row": "rows"}}
# Requests of the right form that are refused none the less, and why no document can tell them beforehand.
BEYOND_FORM = {
    r"cursor": "signed by the server: only one that it gave is taken",
    r"page_size|count": "of pages, which a table is not",
    r"bom": "of CSV alone",
    r"known_on|standing": "what was known on a day is accepted figures only",
    r"year": "a span of years runs forwards",
    r"rows\[\d+\]": "names a row of another form, or one twice, or both id and indicator",
}


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: dict[str, Any]) -> None:
    """What names something gets the names that there are."""
    for path, parameter in _parameters(raw_schema):
        schema = parameter["schema"]
        if parameter["name"] in PARAMETERS:
            schema.get("items", schema)["enum"] = NAMES[PARAMETERS[parameter["name"]]]
        elif parameter["in"] == "path" and "/submissions/" in path:
            schema["enum"] = list(map(str, NAMES["forms"]))
    for name, schema in raw_schema["components"]["schemas"].items():
        members = schema.get("properties", {})
        for member, of in MEMBERS.get(name, {}).items():
            members[member]["enum"] = NAMES[of]
        items = members.get("rows", {}).get("items", {})
        if items.get("type") == "integer":
            items["enum"] = NAMES["rows"]


def _parameters(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                yield path, parameter


@schemathesis.check
def well_formed_requests_are_taken(ctx: CheckContext, response: Response, case: Case) -> bool | None:
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

    def after_response(self, ctx: CheckContext, response: Response, case: Case) -> None:
        if 200 <= response.status_code < 300:
            self.reached.add(case.operation.label)

    def after_run(self, ctx: CheckContext) -> None:
        Path(os.environ["TRIAL_REACHED"]).write_text("\n".join(sorted(self.reached)), "utf-8")
