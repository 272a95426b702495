"""What breaks a program written for the released API, each kind once; and what does not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from config.document.promise import breaks

ROW = {
    "type": "object",
    "required": ["id", "region"],
    "properties": {
        "id": {"type": "integer"},
        "region": {"$ref": "#/components/schemas/Region"},
        "unit": {"type": "string"},
        "state": {"type": "string", "enum": ["open", "shut"]},
        "flags": {"type": "array", "items": {"type": "string"}},
    },
}
RELEASED: dict[str, Any] = {
    "paths": {
        "/rows/": {
            "get": {
                "operationId": "rows_list",
                "parameters": [
                    {"in": "query", "name": "state", "schema": {"type": "string", "enum": ["open", "shut"]}},
                    {"in": "query", "name": "year", "schema": {"type": "integer"}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"type": "array", "items": ROW}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "400": {"$ref": "#/components/responses/Wrong"},
                },
            },
            "post": {
                "operationId": "rows_save",
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["id"],
                                "properties": {
                                    "id": {"type": "integer"},
                                    "text": {"type": ["string", "null"]},
                                    "word": {"type": "string", "enum": ["a", "b"]},
                                },
                            }
                        }
                    }
                },
                "responses": {"200": {"content": {"application/json": {"schema": deepcopy(ROW)}}}},
            },
        },
        "/regions/": {"get": {"operationId": "regions_list", "responses": {}}},
    },
    "components": {
        "schemas": {
            "Region": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}},
            "Problem": {"properties": {"code": {"enum": ["wrong", "gone"]}}},
        },
        "responses": {
            "Wrong": {
                "content": {
                    "application/problem+json": {
                        "schema": {"$ref": "#/components/schemas/Problem"},
                        "examples": {"wrong": {}, "unknown": {}},
                    }
                }
            }
        },
    },
}
Change = Callable[[dict[str, Any]], object]


def _listing(said: dict[str, Any]) -> Any:
    return said["paths"]["/rows/"]["get"]


def _row(said: dict[str, Any]) -> Any:
    return _listing(said)["responses"]["200"]["content"]["application/json"]["schema"]["items"]


def _body(said: dict[str, Any]) -> Any:
    return said["paths"]["/rows/"]["post"]["requestBody"]["content"]["application/json"]["schema"]


def _after(change: Change) -> list[str]:
    today = deepcopy(RELEASED)
    change(today)
    return breaks(RELEASED, today)


def test_the_same_document_breaks_nothing() -> None:
    assert breaks(RELEASED, deepcopy(RELEASED)) == []


LIST, ANSWER = "GET /rows/", "GET /rows/: answer 200"
BREAKS: dict[str, Change] = {
    "/regions/ is gone": lambda said: said["paths"].pop("/regions/"),
    "POST /rows/ is gone": lambda said: said["paths"]["/rows/"].pop("post"),
    f"{LIST}: operationId is list_rows, was rows_list": (
        lambda said: _listing(said).update(operationId="list_rows")
    ),
    f"{LIST}: parameter year (query) is gone": lambda said: _listing(said)["parameters"].pop(),
    f"{LIST}: parameter year (query) must now be given": (
        lambda said: _listing(said)["parameters"][1].update(required=True)
    ),
    f"{LIST}: parameter year (query): type is string, was integer": (
        lambda said: _listing(said)["parameters"][1]["schema"].update(type="string")
    ),
    f"{LIST}: parameter state (query): value shut is gone": (
        lambda said: _listing(said)["parameters"][0]["schema"]["enum"].pop()
    ),
    f"{LIST}: parameter year (query): only some values are taken now": (
        lambda said: _listing(said)["parameters"][1]["schema"].update(enum=[2024])
    ),
    f"{LIST}: new parameter plan (query) must be given": lambda said: _listing(said)["parameters"].append(
        {"in": "query", "name": "plan", "required": True, "schema": {"type": "integer"}}
    ),
    f"{LIST}: answer 400 is gone": lambda said: _listing(said)["responses"].pop("400"),
    f"{LIST}: answer 400: code unknown is gone": lambda said: said["components"]["responses"]["Wrong"][
        "content"
    ]["application/problem+json"]["examples"].pop("unknown"),
    f"{ANSWER}: header ETag is gone": lambda said: _listing(said)["responses"]["200"].pop("headers"),
    f"{ANSWER}: text/csv is gone": lambda said: _listing(said)["responses"]["200"]["content"].pop("text/csv"),
    f"{ANSWER}[].unit is gone": lambda said: _row(said)["properties"].pop("unit"),
    f"{ANSWER}[].unit: type is integer, was string": (
        lambda said: _row(said)["properties"]["unit"].update(type="integer")
    ),
    f"{ANSWER}[].unit: type is null or string, was string": (
        lambda said: _row(said)["properties"]["unit"].update(type=["string", "null"])
    ),
    f"{ANSWER}[].unit: type is null or object or string, was string": lambda said: _row(said)[
        "properties"
    ].update(unit={"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Region"}, {"type": "null"}]}),
    f"{ANSWER}[].flags[]: type is integer, was string": (
        lambda said: _row(said)["properties"]["flags"]["items"].update(type="integer")
    ),
    f"{ANSWER}[]: id is no longer always there": lambda said: _row(said)["required"].remove("id"),
    "the problem code gone is gone": (
        lambda said: said["components"]["schemas"]["Problem"]["properties"]["code"]["enum"].remove("gone")
    ),
    "POST /rows/: a body must now be sent": (
        lambda said: said["paths"]["/rows/"]["post"]["requestBody"].update(required=True)
    ),
    "POST /rows/: body, text is gone": lambda said: _body(said)["properties"].pop("text"),
    "POST /rows/: body, text: type is string, was null or string": (
        lambda said: _body(said)["properties"]["text"].update(type="string")
    ),
    "POST /rows/: body, word: value b is gone": lambda said: _body(said)["properties"]["word"]["enum"].pop(),
    "POST /rows/: body: text must now be given": lambda said: _body(said)["required"].append("text"),
}


@pytest.mark.parametrize("said", BREAKS)
def test_a_break_is_told_in_words(said: str) -> None:
    assert _after(BREAKS[said]) == [said]


def test_a_break_behind_a_reference_is_told_wherever_it_shows() -> None:
    found = _after(lambda said: said["components"]["schemas"]["Region"]["properties"].pop("code"))
    assert found == [f"{ANSWER}[].region.code is gone", "POST /rows/: answer 200, region.code is gone"]


ADDITIONS: dict[str, Change] = {
    "a path": lambda said: said["paths"].update({"/more/": {"get": {"responses": {}}}}),
    "an operation": lambda said: said["paths"]["/regions/"].update(post={"responses": {}}),
    "a parameter": lambda said: _listing(said)["parameters"].append(
        {"in": "query", "name": "plan", "schema": {"type": "integer"}}
    ),
    "a value of a parameter": lambda said: _listing(said)["parameters"][0]["schema"]["enum"].append("new"),
    "a form": lambda said: _listing(said)["responses"]["200"]["content"].update({"text/plain": {}}),
    "a member of an answer": lambda said: _row(said)["properties"].update(more={"type": "string"}),
    "a word in an answer": lambda said: _row(said)["properties"]["state"]["enum"].append("new"),
    "a member of a body": lambda said: _body(said)["properties"].update(more={"type": "string"}),
    "a body that takes more": lambda said: _body(said)["properties"]["id"].update(type=["integer", "string"]),
    "a member behind a reference": lambda said: _row(said)["properties"].update(
        region={"allOf": [{"$ref": "#/components/schemas/Region"}], "description": "where"}
    ),
}


@pytest.mark.parametrize("kind", ADDITIONS)
def test_what_is_added_breaks_nothing(kind: str) -> None:
    assert _after(ADDITIONS[kind]) == []
