"""How the API's answers travel: compressed, not at all where they are known, to no other origin."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
import zstandard
from django.test import Client

from indicators.models import Actual
from tests.integration.world import World

Caller = Callable[[str], Client]
ADDRESS = "/api/v1/progress/"
UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed),
}


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("encoding", UNPACKED)
def test_answers_are_compressed_as_the_program_can_unpack(
    world: World, with_token: Caller, encoding: str, form: str
) -> None:
    program, address = with_token("leader"), f"{ADDRESS}?format={form}"
    plain = program.get(address)
    packed = program.get(address, headers={"Accept-Encoding": encoding})
    assert ("Content-Encoding" in plain, packed["Content-Encoding"]) == (False, encoding)
    assert "Accept-Encoding" in packed["Vary"]
    whole, small = content(plain), content(packed)
    assert len(small) < len(whole) / 2
    assert UNPACKED[encoding](small) == whole


def test_pages_are_not_compressed_here(world: World, signed_in: Caller) -> None:
    answer = signed_in("leader").get("/", headers={"Accept-Encoding": "gzip, br"}, follow=True)
    assert "Content-Encoding" not in answer
    assert len(answer.content) > 5000


@pytest.mark.parametrize("encoding", ["", "br"])
def test_what_has_not_changed_is_not_sent_again(world: World, with_token: Caller, encoding: str) -> None:
    program, headers = with_token("leader"), {"Accept-Encoding": encoding}
    first = program.get(ADDRESS, headers=headers)
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {word.strip() for word in first["Vary"].split(",")}
    again = program.get(ADDRESS, headers={**headers, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = program.get(f"{ADDRESS}?fields=id", headers={**headers, "If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_what_has_changed_has_another_tag(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    address = "/api/v1/actuals/?region=980101"
    before = program.get(address)
    actual = Actual.objects.filter(region="980101", accepted__isnull=False).latest("pk")
    Actual.objects.filter(pk=actual.pk).update(year=actual.year + 20)
    after = program.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_problem_has_no_tag_that_could_hide_it(world: World, with_token: Caller) -> None:
    answer = with_token("leader").get(f"{ADDRESS}?nothing=1")
    assert (answer.status_code, "ETag" in answer) == (400, False)


def test_no_other_origin_may_read_as_it_comes(world: World, with_token: Caller) -> None:
    answer = with_token("leader").get(ADDRESS, headers={"Origin": "https://tongji.example.org"})
    assert "Access-Control-Allow-Origin" not in answer


def test_an_origin_that_was_named_may_read_the_api_and_nothing_else(
    world: World, with_token: Caller, settings: Any
) -> None:
    settings.CORS_ALLOWED_ORIGINS = [origin := "https://tongji.example.org"]
    program = with_token("leader")
    answer = program.get(ADDRESS, headers={"Origin": origin})
    assert answer["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Credentials" not in answer  # a token, never the session of the site
    asked = program.options(ADDRESS, headers={"Origin": origin, "Access-Control-Request-Method": "GET"})
    assert "GET" in asked["Access-Control-Allow-Methods"]
    assert "POST" not in asked["Access-Control-Allow-Methods"]
    page = program.get("/account/login/", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in page
    stranger = program.get(ADDRESS, headers={"Origin": "https://other.example.org"})
    assert "Access-Control-Allow-Origin" not in stranger
