"""Whatever is written after the question mark, the API answers with data or a problem, never a 500."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from config.api import RESOURCES
from tests.integration.world import World

Caller = Callable[[str], Client]
HOSTILE = (
    "", "0", "-1", "1e400", "NaN", "null", "true", "９９", "9" * 30, "2" * 5000, "430102", "98\n0000",
    "' OR '1'='1", "<script>", "../../etc/passwd", "%", "_", "\0", "a\0b",
    "\ud83d", "😀", "١٩٩٠", "[]", "{}", " ",
)  # fmt: skip
RAW = ("%00", "%ff%fe", "%c0%80", "%ed%a0%80", "%", "%zz", "+", "%F0%9F")


@pytest.mark.parametrize("name", RESOURCES)
def test_no_value_of_any_parameter_breaks_a_resource(world: World, with_token: Caller, name: str) -> None:
    program = with_token("leader")
    known = program.get(f"/api/v1/{name}/?nothing=1").json()["allowed"]
    values = [quote(value, errors="surrogatepass") for value in HOSTILE] + list(RAW)
    for parameter in [*known, "ordering", "format", "\0", "a" * 3000]:
        for value in values:
            answer = program.get(f"/api/v1/{name}/?{quote(parameter)}={value}")
            assert answer.status_code in (200, 400), (parameter, value, answer.status_code)
            if answer.status_code == 400:
                assert answer["Content-Type"] == "application/problem+json"
                assert answer.json()["errors"]


@pytest.mark.parametrize("name", RESOURCES)
def test_no_address_breaks_a_resource(world: World, with_token: Caller, name: str) -> None:
    program = with_token("leader")
    for value in [quote(value, errors="surrogatepass") for value in HOSTILE if value] + list(RAW):
        answer = program.get(f"/api/v1/{name}/{value}/")
        assert answer.status_code in (200, 404), (value, answer.status_code)


@pytest.mark.parametrize("name", RESOURCES)
def test_head_is_answered_like_get(world: World, with_token: Caller, name: str) -> None:
    answer = with_token("leader").head(f"/api/v1/{name}/")
    assert (answer.status_code, answer.content) == (200, b"")
