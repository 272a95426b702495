"""The environment is read through typed readers: nonsense is refused by name, an empty value is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import settings as readers

NAME = "TRIED_IN_A_TEST"


def minutes() -> int:
    return readers.whole(NAME, 30, 1, 720)


def rate() -> str:
    return readers.shaped(NAME, "1200/min", readers.RATE, "1200/min")


def broker() -> str:
    return readers.shaped(NAME, "", readers.BROKER, "redis://127.0.0.1:6379/0")


def address() -> dict[str, Any]:
    return readers.database(NAME, "sqlite:///usual")


def mail() -> dict[str, Any]:
    return readers.mail_server(NAME)


def sender() -> str:
    return readers.shaped(NAME, "", readers.SENDER, "规划指标监测 <plan@example.org>")


def site() -> str:
    return readers.shaped(NAME, "", readers.SITE, "https://plan.example.org")


def switch() -> bool:
    return readers.truth(NAME, False)


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (switch, "maybe"),
        (minutes, "abc"), (minutes, "1e9"), (minutes, "0"), (minutes, "721"), (minutes, "-1"),
        (minutes, "9" * 5000),
        (rate, "abc"), (rate, "10/fortnight"), (rate, "0/min"),
        (broker, "nonsense"), (broker, "http://127.0.0.1"),
        (address, "nonsense"), (address, "postgres://u:p@127.0.0.1:abc/db"), (address, "http://x/y"),
        (mail, "mail.example.org"), (mail, "smtp://"), (mail, "http://host"), (mail, "smtp://host:abc"),
        (mail, "smtp://host:0"), (mail, "smtp://host:70000"), (mail, "smtp://user@host"),
        (mail, "smtp://:pw@host"), (mail, "smtp://host/path"), (mail, "smtp://host?tls=1"),
        (mail, "smtp:host"),
        (sender, "plan"), (sender, "a@b <c@d>"), (sender, "名 <a@b>\nBcc: c@d"), (sender, "名 <a b@c>"),
        (site, "plan.example.org"), (site, "https://plan.example.org/path"), (site, "ftp://x"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, reader: Callable[[], object], said: str
) -> None:
    monkeypatch.setenv(NAME, said)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        reader()


@pytest.mark.parametrize(
    ("reader", "said"),
    [(address, "postgres://u:hidden@127.0.0.1:abc/db"), (mail, "smtp://u:hidden@127.0.0.1:abc")],
)
def test_an_address_that_is_refused_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, reader: Callable[[], object], said: str
) -> None:
    monkeypatch.setenv(NAME, said)
    with pytest.raises(ImproperlyConfigured) as refused:
        reader()
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    ("said", "port", "user", "password", "starttls", "tls"),
    [
        ("smtp://mail.example.org", 25, "", "", False, False),
        (
            "smtp+tls://plan%40example.org:p%3Aw%2F@mail.example.org:2525",
            2525,
            "plan@example.org",
            "p:w/",
            True,
            False,
        ),
        ("smtps://u:p@mail.example.org/", 465, "u", "p", False, True),
    ],
)
def test_mail_server(
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    port: int,
    user: str,
    password: str,
    starttls: bool,
    tls: bool,
) -> None:
    monkeypatch.setenv(NAME, said)
    assert mail() == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
    }


@pytest.mark.parametrize("said", [None, "", " "])
def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, said: str | None) -> None:
    if said is not None:
        monkeypatch.setenv(NAME, said)
    assert (minutes(), rate(), broker(), switch()) == (30, "1200/min", "", False)
    assert address()["NAME"] == "usual"
    assert mail() == {}


def test_what_makes_sense_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "45")
    assert minutes() == 45
    monkeypatch.setenv(NAME, "redis://:pw@127.0.0.1:6379/1")
    assert broker() == "redis://:pw@127.0.0.1:6379/1"
    monkeypatch.setenv(NAME, "postgres://u:p@127.0.0.1:5432/plans")
    assert (address()["NAME"], address()["PORT"]) == ("plans", 5432)
