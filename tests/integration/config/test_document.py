"""The API's document, and its examples."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from threading import Thread
from typing import Any
from wsgiref.simple_server import make_server

import pandas as pd
import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test import Client
from django.utils import timezone
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts.services import issue_token
from tests.integration.world import World

Caller = Callable[[str], Client]


def document(client: Client) -> dict[str, Any]:
    answer = client.get("/api/v1/schema")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return dict(answer.json())


def test_the_document_is_valid_and_complete(world: World, signed_in: Caller) -> None:
    said = document(signed_in("clerk"))
    OpenAPIV31SpecValidator(said).validate()
    assert said["openapi"].startswith("3.1")
    assert len(said["paths"]) == 12
    for path, operations in said["paths"].items():
        assert list(operations) == ["get"]
        operation = operations["get"]
        assert operation["summary"]
        assert re.search("[一-鿿]", operation["description"])
        expected = {"200", "400", "401", "403", "406", "429"} | ({"404"} if "{" in path else set())
        assert set(operation["responses"]) == expected
        for parameter in operation["parameters"]:
            assert re.search("[一-鿿]", parameter["description"]), parameter
    for name, schema in said["components"]["schemas"].items():
        if name.startswith("Paginated") or name.endswith("Enum"):
            continue
        assert re.search("[一-鿿]", schema["description"]), name


def test_making_the_document_gives_no_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.mark.parametrize("name", ["regions", "indicators", "plans", "plan-indicators", "actuals", "progress"])
def test_answers_are_as_the_document_says(world: World, with_token: Caller, name: str) -> None:
    program = with_token("leader")
    said = document(program)
    media = said["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]
    problem = {"$ref": "#/components/schemas/Problem"}
    for schema, query in ((media["schema"], ""), (problem, "?x=1")):
        whole = {**schema, "components": said["components"]}
        OAS31Validator(whole).validate(program.get(f"/api/v1/{name}/{query}").json())


@contextmanager
def served_once() -> Iterator[str]:
    """The site at an address of this machine, for one request within this test's own transaction."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    ends = (request_started, request_finished)
    for signal in ends:  # or the request would close what is in the middle of a transaction
        signal.disconnect(close_old_connections)

    def serve() -> None:
        connections["default"] = connection
        server.handle_request()

    with make_server("127.0.0.1", 0, get_wsgi_application()) as server:
        server.timeout = 30
        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            thread.join()
            connection.dec_thread_sharing()
            for signal in ends:
                signal.connect(close_old_connections)


def test_the_pandas_example_of_the_page_runs(world: World, signed_in: Caller) -> None:
    page = signed_in("clerk").get("/account/tokens/").content.decode()
    example = re.search(r'<pre[^>]* id="example-pandas">(.*?)</pre>', page, re.DOTALL)
    assert example is not None
    _, key = issue_token(user=world.people["clerk"], name="x", scope="read", days=1, at=timezone.now())
    code = re.sub("year=[0-9]{4}", "year=2023", html.unescape(example[1]).replace("您的令牌", key))
    names: dict[str, Any] = {}
    with served_once() as host:
        exec(code.replace("testserver", host), names)
    progress = names["progress"]
    assert isinstance(progress, pd.DataFrame)
    assert list(progress["region.code"]) == ["980101"] * 4
    assert list(progress["target.value"])[1:3] == ["5.5", "95"]
