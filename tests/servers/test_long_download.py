"""Downloads through the web server as it is run: long ones end well, broken ones are seen to be broken."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import pytest

from tests.servers.site import site
from tests.servers.slow import PAUSE, PIECES

TIMEOUT = 1  # seconds until gunicorn gives a worker up


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with site({}, app="tests.servers.slow", more=("--timeout", str(TIMEOUT))) as found:
        yield found


def read(origin: str, path: str) -> bytes:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=30)
    try:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            return answer.read()
    finally:
        connection.close()


def test_a_download_may_last_longer_than_the_timeout_of_a_worker(origin: str) -> None:
    assert PIECES * PAUSE > 2 * TIMEOUT
    assert read(origin, "/slow").split() == [str(number).encode() for number in range(PIECES)]


def test_a_download_that_breaks_is_not_taken_for_a_short_one(origin: str) -> None:
    with pytest.raises(IncompleteRead):
        read(origin, "/broken")
    assert read(origin, "/slow")
