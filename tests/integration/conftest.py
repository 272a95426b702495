"""The seven people of every integration test and the small world they live in (see world.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import issue_token
from tests.integration.snapshot import restored
from tests.integration.world import World, build_world


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Argon2 is slow on purpose; a test that is about it says so."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Throttles count in the cache."""
    cache.clear()


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries something makes."""

    def count(action: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as found:
            action()
        return len(found)

    return count


@pytest.fixture
def world(db: None) -> World:
    return restored("world", build_world)


@pytest.fixture
def clerk(world: World) -> User:
    """Clerk of 东县 (980101)."""
    return world.people["clerk"]


@pytest.fixture
def reviewer(world: World) -> User:
    """Reviewer of 甲市 (980100)."""
    return world.people["reviewer"]


@pytest.fixture
def leader(world: World) -> User:
    """Leader of the province (980000)."""
    return world.people["leader"]


@pytest.fixture
def analyst(world: World) -> User:
    """Analyst of 甲市 (980100)."""
    return world.people["analyst"]


@pytest.fixture
def planner(world: World) -> User:
    """Planner of 甲市 (980100)."""
    return world.people["planner"]


@pytest.fixture
def administrator(world: World) -> User:
    """System administrator of the province."""
    return world.people["administrator"]


@pytest.fixture
def stranger(world: World) -> User:
    """Clerk of 南县 (980201), in the other city."""
    return world.people["stranger"]


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    """A browser in which this person is signed in."""

    def client(person: str) -> Client:
        browser = Client()
        browser.force_login(world.people[person])
        return browser

    return client


@pytest.fixture
def with_token(world: World) -> Callable[[str], Client]:
    """A program that calls with this person's token."""

    def client(person: str) -> Client:
        _, key = issue_token(user=world.people[person], name="测试", scope="read", days=1, at=timezone.now())
        return Client(headers={"Authorization": f"Token {key}"})

    return client
