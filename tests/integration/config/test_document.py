"""The API's document: complete, in Chinese, with examples; and true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from config.api import RESOURCES
from config.document.examples import FOLDER
from config.document.pages import document
from config.problem_codes import KINDS
from tests.integration.world import World

Caller = Callable[[str], Client]
ALWAYS = {"200", "400", "401", "403", "406", "429", "500"}
METHODS = ("get", "patch", "post")


def is_chinese(said: object) -> bool:
    return bool(re.search("[一-鿿]", str(said or "")))


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, said in document()["paths"].items():
        for method in METHODS:
            if method in said:
                yield path, method, said[method]


def test_the_document_is_served_as_it_is_made(world: World, signed_in: Caller) -> None:
    answer = signed_in("clerk").get("/api/v1/schema")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    said = answer.json()
    assert said == document()
    assert said["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(said).validate()


def test_making_the_document_gives_no_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_every_resource_is_in_it() -> None:
    assert {f"/api/v1/{name}/" for name in RESOURCES} <= set(document()["paths"])


def test_every_operation_and_parameter_is_described() -> None:
    for path, method, said in operations():
        where = f"{method} {path}"
        assert is_chinese(said["summary"]), where
        assert is_chinese(said["description"]), where
        for parameter in said.get("parameters", ()):
            assert is_chinese(parameter["description"]), f"{where} {parameter['name']}"


def test_every_error_answer_is_described_with_an_example_of_each_code() -> None:
    shown = set()
    for path, method, said in operations():
        assert set(said["responses"]) >= ALWAYS | ({"404"} if "{" in path else set()), path
        assert ("304" in said["responses"]) == (method == "get"), path
    for response in document()["components"]["responses"].values():
        (media,) = response["content"].values()
        assert is_chinese(response["description"])
        shown |= set(media["examples"])
        for code, example in media["examples"].items():
            valid({"$ref": "#/components/schemas/Problem"}, example["value"])
            assert example["value"]["code"] == code
    # The others are answered where no operation is: a wrong address or method, say.
    assert set(KINDS) - shown == {"no_such_address", "method_not_allowed", "bad_request"}


def test_every_part_and_member_is_described() -> None:
    for name, schema in document()["components"]["schemas"].items():
        if name.endswith("Enum"):
            continue
        assert is_chinese(schema["description"]), f"{name}: a line in config/document/meanings.py"
        for member, said in schema.get("properties", {}).items():
            assert is_chinese(said.get("description")), f"{name}.{member}: help_text"


def test_every_answer_and_body_has_an_example_that_fits() -> None:
    for path, method, said in operations():
        contents = (said["responses"]["200"]["content"], said.get("requestBody", {}).get("content", {}))
        for media_type, media in (each for content in contents for each in content.items()):
            if media_type != "application/json":
                assert is_chinese(media["schema"]["description"]), (
                    f"{path} {media_type}: config/document/forms.py"
                )
                continue
            assert "examples" in media or "example" in media, f"{method} {path}: a file in {FOLDER.name}/"
            for example in media.get("examples", {}).values():
                valid(media["schema"], example["value"])


def test_the_example_of_a_list_has_every_member() -> None:
    parts = document()["components"]["schemas"]
    for path, _, said in operations():
        media = said["responses"]["200"]["content"].get("application/json", {})
        name = media.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        if name.startswith("Paginated"):
            row = parts[name]["properties"]["results"]["items"]["$ref"].rsplit("/", 1)[-1]
            (example,) = media["examples"].values()
            assert set(example["value"]["results"][0]) >= set(parts[row]["properties"]) - {"why"}, path


def test_no_example_is_left_over() -> None:
    parts = document()["components"]["schemas"]
    assert [path.stem for path in FOLDER.glob("*.json") if path.stem not in parts] == []


def valid(schema: dict[str, Any], value: Any) -> None:
    OAS31Validator({**schema, "components": document()["components"]}).validate(value)


@pytest.mark.parametrize("name", RESOURCES)
def test_answers_are_as_the_document_says(world: World, with_token: Caller, name: str) -> None:
    """As described, and with every member: `required` cannot say so, since `fields` leaves some out."""
    program = with_token("planner")
    said = document()["paths"][f"/api/v1/{name}/"]["get"]
    answer = program.get(f"/api/v1/{name}/?count=1").json()
    schema = said["responses"]["200"]["content"]["application/json"]["schema"]
    valid(schema, answer)
    valid({"$ref": "#/components/schemas/Problem"}, program.get(f"/api/v1/{name}/?x=1").json())
    part = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    row = part["properties"]["results"]["items"]["$ref"].rsplit("/", 1)[-1]
    unasked = set(getattr(RESOURCES[name][1], "unasked", ()))
    for each in answer["results"]:
        assert set(document()["components"]["schemas"][row]["properties"]) - unasked == set(each)


@pytest.mark.parametrize("name", RESOURCES)
def test_parameters_are_those_that_are_taken(world: World, with_token: Caller, name: str) -> None:
    said = document()["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
    described = {each["name"] for each in said if each["in"] == "query"}
    refused = with_token("planner").get(f"/api/v1/{name}/?x=1").json()
    of_forms = described - set(refused["allowed"])
    assert set(refused["allowed"]) <= described
    for parameter in of_forms:
        assert "format" in described, f"{parameter} is described, and refused"
