"""Who writes what over the API, on whose form, and through which door (matrix.py)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from config.api import RESOURCES
from reporting.models import Submission
from tests.integration.config.country import Country
from tests.integration.config.matrix import (
    ACTIONS,
    ASKING,
    READ,
    READERS,
    ROOT,
    WRITE,
    labels,
    program,
    send,
)

# Writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", READERS)
def test_actions_are_for_those_whose_they_are(country: Country, person: str) -> None:
    """Whether the state of a form allows them is another question (test_who_may_what)."""
    caller, forms, wrong = program(country, person, "report"), READ[person, "forms"], []
    for form in Submission.objects.order_by("id"):
        code = form.region_id
        for action, (kinds, body) in ACTIONS.items():
            with undone():
                status = send(caller, form, action, body)
            seen = code in forms
            may = any(code in WRITE.get((person, kind), ()) for kind in kinds.split())
            wanted = (200, 400, 409, 422) if may else (403,) if seen else (404,)
            if status not in wanted:
                wrong.append(f"{code} {action}: {status}, not {wanted}")
        for name, kind in ASKING.items():
            status, seen = caller.get(f"{ROOT}submissions/{form.pk}/{name}/").status_code, code in forms
            may = seen and (not kind or code in WRITE.get((person, kind), ()))
            if status != (200 if may else 403 if seen else 404):
                wrong.append(f"{code} {name}: {status}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("person", ["clerk", "reviewer"])
def test_a_token_for_reading_writes_nothing(country: Country, person: str) -> None:
    caller, form = program(country, person), Submission.objects.get(region="980100")
    for action, (_, body) in ACTIONS.items():
        assert send(caller, form, action, body) == 403


@contextmanager
def undone() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


# Doors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["clerk", "planner", "leader", "audit officer"])
def test_scope_and_session_change_nothing_in_what_is_read(country: Country, person: str) -> None:
    browser = Client()
    browser.force_login(country.people[person])
    reading, reporting = program(country, person), program(country, person, "report")
    for resource in RESOURCES:
        path = f"{ROOT}{resource}/?count=1&page_size=1000"
        told = {caller.get(path).content for caller in (browser, reading, reporting)}
        assert len(told) == 1, resource


def test_a_session_writes_only_with_its_mark(country: Country) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(country.people["clerk"])
    form = Submission.objects.get(region="980100")
    for action, (_, body) in ACTIONS.items():
        assert send(browser, form, action, body) == 403


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [("", 401, "not_authenticated"), ("no grant", 403, "permission_denied")],
)
def test_without_name_or_grant_no_address_gives_anything(
    country: Country, person: str, status: int, code: str
) -> None:
    caller = program(country, person, "report") if person else Client()
    paths = [f"{name}/{query}" for name in RESOURCES for query in ("", "?count=1", "?format=csv")]
    paths += [f"{name}/{next(iter(found))}/" for name, found in labels().items()]
    paths += [] if person else ["", "schema"]  # what there is to be asked for is told to whoever is signed in
    for path in paths:
        answer = caller.get(f"{ROOT}{path}")
        assert (answer.status_code, answer.json()["code"]) == (status, code), path
    form = Submission.objects.order_by("id")[0]
    for action, (_, body) in ACTIONS.items():
        assert send(caller, form, action, body) == status
