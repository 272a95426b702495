"""Whatever is written after the question mark, the API answers with data or a problem, never a 500."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.services import issue_token
from config.api import RESOURCES
from config.wsgi import application
from reporting.models import Submission
from reporting.services import open_round
from tests.integration.world import World

Caller = Callable[[str], Client]
HOSTILE = (
    "", "0", "-1", "1e400", "NaN", "null", "true", "９９", "9" * 30, "2" * 5000, "430102", "98\n0000",
    "' OR '1'='1", "<script>", "../../etc/passwd", "%", "_", "\0", "a\0b",
    "\ud83d", "😀", "١٩٩٠", "[]", "{}", " ",
)  # fmt: skip
RAW = ("%00", "%ff%fe", "%c0%80", "%ed%a0%80", "%", "%zz", "+", "%F0%9F")


@pytest.fixture
def form(world: World) -> int:
    """That of 东县."""
    today = timezone.localdate()
    opened = open_round(
        region_id="980100", year=2025, opens_date=today, due_date=today, by=world.people["planner"],
        at=timezone.now(),
    )  # fmt: skip
    return int(Submission.objects.get(round=opened, region="980101").pk)


@pytest.fixture
def writer(world: World) -> Client:
    now = timezone.now()
    _, key = issue_token(user=world.people["clerk"], name="测试", scope="report", days=1, at=now)
    return Client(headers={"Authorization": f"Token {key}"})


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


HEADERS = {
    "Accept": ("", "/", "text/", "*/*;q=x", "application/json;q=0", ",,,", "a/b," * 500),
    "Accept-Encoding": ("", "*", "gzip;q=x", "identity;q=0", "gzip," * 500, "\xff"),
    "If-None-Match": ("", "*", "x", "W/", ",,", '"\xff"', '"a",' * 500),
    "If-Match": ("x", '"x"', "W/"),
    "If-Modified-Since": ("x", "-1", "Wed, 99 Foo 0000 99:99:99 GMT", "9" * 400),
    "If-Unmodified-Since": ("x", "Wed, 21 Oct 2015 07:28:00 GMT"),
    "Range": ("bytes=-", "bytes=9-1", "items=0-1"),
    "Content-Type": ("", "/", ";;;", "text/plain", "multipart/form-data"),
    "Authorization": ("", "Token", "Token a b", "Token \xff", "Basic YTpi", f"Bearer {'x' * 5000}"),
    "Idempotency-Key": ("", " ", "\xff", "x" * 5000),
    "Cookie": ("sessionid=\xff", "=;=;;", f"sessionid={'a' * 5000}"),
    "Origin": ("null", "http://[::", "\xff"),
}  # fmt: skip


def test_no_header_breaks_a_request(world: World, with_token: Caller) -> None:
    program = with_token("leader")
    for name, values in HEADERS.items():
        for value in values:
            for path in ("regions/", "regions/?format=csv", "regions/980000/", "schema"):
                answer = program.get(f"/api/v1/{path}", headers={name: value})
                assert answer.status_code < 500, (name, value, path)
                if answer.status_code >= 400:
                    assert answer["Content-Type"] == "application/problem+json", (name, value, path)


BODIES = {
    b'{"rows": [], "rows": []}': "unreadable",
    b"[" * 100_000 + b"]" * 100_000: "unreadable",
    b'{"a":' * 3000 + b"1" + b"}" * 3000: "unreadable",
    b'{"rows": ["\xff\xfe"]}': "unreadable",
    b"\xef\xbb\xbf{}": "unreadable",
    b'{"rows": [NaN]}': "unreadable",
    b'{"rows": [1e999]}': "invalid_parameter",
    b'{"rows": [' + b"9" * 5000 + b"]}": "unreadable",
    b"null": "invalid_parameter",
    b'{"comment": "' + b"x" * 5_300_000 + b'"}': "body_too_large",
}


@pytest.mark.parametrize("code_of", BODIES.items(), ids=lambda each: str(each[0][:20]))
@pytest.mark.parametrize("more", [{}, {"Idempotency-Key": "a"}], ids=["", "with a key"])
def test_no_body_breaks_an_operation(
    world: World, writer: Client, form: int, code_of: tuple[bytes, str], more: dict[str, str]
) -> None:
    body, code = code_of
    address = f"/api/v1/submissions/{form}/return/"
    answer = writer.post(address, body, content_type="application/json", headers=more)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


@pytest.mark.parametrize("charset", ["base64", "rot13", "undefined", "idna", "utf-16", "nonsense"])
def test_a_charset_that_reads_no_text_breaks_nothing(db: None, charset: str) -> None:
    told: list[str] = []
    kind = f"application/json; charset={charset}"
    asked = RequestFactory().get("/api/v1/regions/?level=city").environ | {"CONTENT_TYPE": kind}
    application(asked, lambda status, headers: told.append(status))
    assert told == ["401 Unauthorized"]


def test_a_body_in_another_charset_is_refused(world: World, writer: Client, form: int) -> None:
    address, kind = f"/api/v1/submissions/{form}/return/", "application/json; charset=gbk"
    answer = writer.post(address, b"{}", content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_kind_of_problem_is_only_read(db: None, client: Client) -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/problems/not_found/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["code"] == "method_not_allowed"
