"""The API's document, and its examples."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
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
from reporting.models import Row
from reporting.services import Entry, open_round, save_rows
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
    assert len(said["paths"]) == 26
    for path, operations in said["paths"].items():
        (method,) = operations
        operation = operations[method]
        assert operation["summary"]
        assert re.search("[一-鿿]", operation["description"])
        expected = {"200", "400", "401", "403", "406", "429"} | ({"404"} if "{" in path else set())
        expected |= set() if method == "get" else {"409", "415", "422"}
        assert set(operation["responses"]) == expected
        for parameter in operation["parameters"]:
            assert re.search("[一-鿿]", parameter["description"]), parameter
    for name, schema in said["components"]["schemas"].items():
        if name.startswith("Paginated") or name.endswith("Enum"):
            continue
        assert re.search("[一-鿿]", schema["description"]), name


def test_making_the_document_gives_no_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.mark.parametrize(
    "name", ["regions", "indicators", "plans", "commitments", "plan-indicators", "actuals", "progress"]
)
def test_answers_are_as_the_document_says(world: World, with_token: Caller, name: str) -> None:
    program = with_token("leader")
    said = document(program)
    media = said["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]
    problem = {"$ref": "#/components/schemas/Problem"}
    for schema, query in ((media["schema"], ""), (problem, "?x=1")):
        whole = {**schema, "components": said["components"]}
        OAS31Validator(whole).validate(program.get(f"/api/v1/{name}/{query}").json())


@contextmanager
def served_once(requests: int = 1) -> Iterator[str]:
    """The site at an address of this machine, for so many requests within this test's own transaction."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    ends = (request_started, request_finished)
    for signal in ends:  # or the request would close what is in the middle of a transaction
        signal.disconnect(close_old_connections)

    def serve() -> None:
        connections["default"] = connection
        for _ in range(requests):
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


def test_the_example_of_writing_runs(world: World, signed_in: Caller) -> None:
    clerk, planner, now = world.people["clerk"], world.people["planner"], timezone.now()
    dates = {"opens_date": date(2025, 1, 1), "due_date": date(2025, 3, 1)}
    opened = open_round(region_id="980100", year=2025, by=planner, at=now, **dates)
    rows = Row.objects.filter(submission__round=opened, submission__region="980101")
    entries = [Entry(row.pk, 0, "—", note="没有数据") for row in rows.exclude(indicator__code="pension")]
    form = rows[0].submission_id
    save_rows(submission_id=form, entries=entries, by=clerk, at=now, responsible="郑局")
    page = signed_in("clerk").get("/account/tokens/").content.decode()
    example = re.search(r'<pre[^>]* id="example-writing">(.*?)</pre>', page, re.DOTALL)
    assert example is not None
    _, key = issue_token(user=clerk, name="x", scope="report", days=1, at=now)
    code = html.unescape(example[1]).replace("您的令牌", key)
    code = re.sub("year=[0-9]{4}", "year=2025", code).replace("指标代码", "pension")
    names: dict[str, Any] = {}
    with served_once(requests=4) as host:
        exec(code.replace("testserver", host), names)
    assert names["saved"]["rows"][0]["result"] == "saved"
    assert (names["answer"]["state"], len(names["answer"]["moved"])) == ("submitted", 4)


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
