"""`Idempotency-Key`: the same request sent again acts once and is answered the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts import tasks
from accounts.models import Grant, KeptAnswer
from accounts.roles import Role
from audit.models import Event
from indicators.models import ActualVersion
from reporting.models import Comment, Row
from tests.integration.reporting.conftest import Office
from tests.integration.reporting.test_api_reading import program
from tests.integration.reporting.test_api_writing import address, good_rows, writer

KEY = "5b1f6c1e-2f0e-4c5e-9d53-0a7d2f7a9a41"


def send(client: Client, path: str, body: Any = None, method: str = "post", key: str | None = KEY) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    sent = body if isinstance(body, str) else json.dumps({} if body is None else body)
    return getattr(client, method)(path, sent, content_type="application/json", headers=headers)


def save(client: Client, office: Office, rows: list[dict[str, Any]], **more: Any) -> Any:
    return send(client, address(office, "rows"), {"rows": rows}, "patch", **more)


def told(answer: Any) -> tuple[int, str]:
    code = answer.json().get("code", "")
    assert answer["Content-Type"] == ("application/problem+json" if code else "application/json")
    return answer.status_code, code


def assert_replayed(first: Any, again: Any) -> None:
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Content-Type"] == first["Content-Type"]
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"


def test_the_same_request_again_acts_once(office: Office) -> None:
    caller = writer(office, "clerk")
    first, again = (save(caller, office, good_rows()) for _ in range(2))
    assert told(first) == (200, "")
    assert_replayed(first, again)
    assert {row.revision for row in office.county.rows.all()} == {1}
    handed_up = [send(caller, address(office, "submit"), key="2") for _ in range(2)]
    assert len(handed_up[0].json()["moved"]) == 4
    assert_replayed(*handed_up)
    assert Event.objects.filter(action="submission.submitted").count() == 1
    assert ActualVersion.objects.filter(actual__region="980101", actual__year=2025).count() == 4


def test_an_answer_as_it_would_be_without_the_key(office: Office) -> None:
    caller = writer(office, "clerk")
    plain = save(caller, office, good_rows(), key=None)
    row = office.row("pension")
    Row.objects.filter(submission=office.county).update(typed="", revision=0)
    kept = save(caller, office, good_rows())
    assert (kept.content, kept.status_code) == (plain.content, plain.status_code)
    assert kept["Content-Type"] == plain["Content-Type"]
    stale = [{"id": row.pk, "revision": 0, "typed": "1"}]
    problems = [save(caller, office, stale, key=key) for key in (None, "other")]
    assert told(problems[0]) == told(problems[1]) == (409, "stale_revision")
    assert problems[0].content == problems[1].content


def test_what_was_saved_in_part_is_answered_the_same(office: Office) -> None:
    office.fill(pension="95.1")
    caller = writer(office, "clerk")
    rows = [
        {"indicator": "pension", "revision": 0, "typed": "94"},
        {"indicator": "unemployment", "revision": 1, "typed": "5.4"},
    ]
    first = save(caller, office, rows)
    assert told(first) == (409, "stale_revision")
    office.fill(unemployment="5.5")
    assert_replayed(first, save(caller, office, rows))
    assert (office.row("pension").typed, office.row("unemployment").typed) == ("95.5", "5.5")
    long = [{"indicator": "pension", "revision": 2, "typed": "9" * 61}]
    refused = [save(caller, office, long, key="long") for _ in range(2)]
    assert told(refused[0]) == (422, "rows_refused")
    assert_replayed(*refused)


def test_what_a_service_refuses_is_kept_and_stands_in_the_trail_once(office: Office) -> None:
    caller = writer(office, "clerk")
    first, again = (send(caller, address(office, "withdraw")) for _ in range(2))
    assert told(first) == (409, "move_refused")
    assert_replayed(first, again)
    assert Event.objects.filter(action="submission.withdrawn", outcome="refused").count() == 1
    blocked = [send(caller, address(office, "submit"), key="2") for _ in range(2)]
    assert told(blocked[0]) == (422, "submission_blocked")
    assert_replayed(*blocked)


@pytest.mark.parametrize(
    ("person", "path", "body", "expected"),
    [
        ("clerk", "rows", "[", (400, "unreadable")),
        ("clerk", "rows", {"rows": [{"indicator": "none", "revision": 0}]}, (400, "invalid_parameter")),
        ("planner", "rows", {"rows": []}, (403, "permission_denied")),
        ("stranger", "rows", {"rows": []}, (404, "not_found")),
    ],
)
def test_what_is_refused_before_is_not_kept(
    office: Office, person: str, path: str, body: Any, expected: tuple[int, str]
) -> None:
    caller = writer(office, person)
    for _ in range(2):
        answer = send(caller, address(office, path), body, "patch")
        assert told(answer) == expected
        assert "Idempotent-Replayed" not in answer
    assert not KeptAnswer.objects.exclude(status=None).exists()


def test_a_refusal_for_want_of_rights_stays_in_the_trail(office: Office) -> None:
    assert told(send(writer(office, "planner"), address(office, "rows"), {"rows": []}, "patch"))[0] == 403
    assert Event.objects.filter(action="submission.saved", outcome="refused").count() == 1


def test_a_corrected_body_may_use_the_key_again(office: Office) -> None:
    caller = writer(office, "clerk")
    assert told(send(caller, address(office, "rows"), {"row": []}, "patch")) == (400, "invalid_parameter")
    assert told(save(caller, office, good_rows())) == (200, "")


@pytest.mark.parametrize("other", ["body", "verb", "form"])
def test_another_request_with_the_same_key_is_refused(office: Office, other: str) -> None:
    caller = writer(office, "clerk")
    assert told(save(caller, office, good_rows())) == (200, "")
    Grant.objects.create(user=office.people["clerk"], region=office.city.region, role=Role.CLERK)
    answer = {
        "body": lambda: save(caller, office, []),
        "verb": lambda: send(caller, address(office, "submit"), {"rows": good_rows()}),
        "form": lambda: send(caller, address(office, "rows", "980100"), {"rows": good_rows()}, "patch"),
    }[other]()
    assert told(answer) == (422, "idempotency_key_reused")
    assert "另取一个标识" in answer.json()["detail"]
    assert office.states() == ["draft"] * 4


def test_a_key_is_its_persons_own(office: Office) -> None:
    assert told(save(writer(office, "clerk"), office, [])) == (200, "")
    other = save(writer(office, "second_clerk"), office, good_rows())
    assert told(other) == (200, "")
    assert "Idempotent-Replayed" not in other
    another_token = save(writer(office, "clerk"), office, [])
    assert another_token["Idempotent-Replayed"] == "true"


def test_a_session_of_the_site_may_use_keys_too(office: Office) -> None:
    browser = office.browser("clerk")
    first, again = (save(browser, office, good_rows()) for _ in range(2))
    assert told(first) == (200, "")
    assert_replayed(first, again)


@pytest.mark.parametrize("key", ["", "x" * 201, "一", "a b", "a\tb", "\x7f"])
def test_what_is_no_key_is_explained(office: Office, key: str) -> None:
    answer = save(writer(office, "clerk"), office, good_rows(), key=key)
    assert told(answer) == (400, "invalid_parameter")
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert "ASCII" in answer.json()["detail"]
    assert not Row.objects.exclude(typed="").exists()


def test_the_longest_key_will_do(office: Office) -> None:
    assert told(save(writer(office, "clerk"), office, [], key="~" * 200)) == (200, "")


def test_a_token_for_reading_has_no_answers_kept(office: Office) -> None:
    assert told(save(program(office, "clerk"), office, [])) == (403, "token_read_only")
    assert not KeptAnswer.objects.exists()


def test_who_no_longer_sees_the_form_is_not_told_again(office: Office) -> None:
    caller, clerk = writer(office, "clerk"), office.people["clerk"]
    assert told(save(caller, office, [])) == (200, "")
    Grant.objects.filter(user=clerk).delete()
    Grant.objects.create(user=clerk, region=office.world.regions["980201"], role=Role.CLERK)
    assert told(save(caller, office, [])) == (404, "not_found")


def test_a_crash_undoes_everything_and_the_next_request_does_the_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = writer(office, "clerk")
    caller.raise_request_exception = False
    monkeypatch.setattr("reporting.api.submissions.told_results", broken)
    crashed = save(caller, office, good_rows())
    assert told(crashed) == (500, "server_error")
    assert not Row.objects.exclude(typed="").exists()
    assert not KeptAnswer.objects.exclude(status=None).exists()
    monkeypatch.undo()
    answer = save(caller, office, good_rows())
    assert told(answer) == (200, "")
    assert "Idempotent-Replayed" not in answer


def broken(saved: object) -> object:
    raise RuntimeError("as if the machine had failed after saving")


def test_every_writing_operation_takes_a_key(office: Office) -> None:
    document = program(office, "clerk").get("/api/v1/schema").json()
    writing = {
        path: {each["name"] for each in operation["parameters"]}
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method != "get"
    }
    assert len(writing) >= 9
    assert all("Idempotency-Key" in names for names in writing.values()), writing


def test_each_writing_operation_acts_once(office: Office) -> None:
    """From draft to a correction given up, everything sent twice."""
    clerk, own, above = (writer(office, each) for each in ("clerk", "county_reviewer", "reviewer"))
    pension = office.row("pension").pk
    steps: list[tuple[Client, str, Any]] = [
        (clerk, "rows", {"rows": good_rows(), "responsible": "郑明"}),
        (clerk, "comment", {"row": pension, "text": "见公报"}),
        (clerk, "submit", {}),
        (clerk, "withdraw", {}),
        (clerk, "submit", {}),
        (own, "return", {"rows": [pension], "comment": "请核对"}),
        (clerk, "submit", {}),
        (own, "review", {}),
        (above, "accept", {}),
        (clerk, "correct", {"rows": [pension], "reason": "修订"}),
        (clerk, "drop", {"rows": [pension]}),
    ]
    for number, (caller, verb, body) in enumerate(steps):
        method = "patch" if verb == "rows" else "post"
        first, again = (
            send(caller, address(office, verb), body, method, key=f"{verb}-{number}") for _ in range(2)
        )
        assert told(first) == (200, ""), (verb, first.json())
        assert_replayed(first, again)
    assert set(office.states()) == {"accepted"}
    assert Comment.objects.filter(row=pension).count() == 3  # said, returned, corrected


def test_answers_are_forgotten_after_two_days(office: Office) -> None:
    caller = writer(office, "clerk")
    save(caller, office, good_rows(), key="old")
    save(caller, office, [], key="new")
    old = timezone.now() - timedelta(hours=48, seconds=1)
    KeptAnswer.objects.filter(key="old").update(created_at=old)
    assert tasks.forget_answers() == 1
    call_command("forget_answers")
    assert [each.key for each in KeptAnswer.objects.all()] == ["new"]


on_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's tests share one database in memory"
)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_being_answered_the_second_is_told_to_wait(office: Office) -> None:
    """As if the first were in the middle of its work: its place is locked by another connection."""
    caller = writer(office, "clerk")
    KeptAnswer.objects.create(user=office.people["clerk"], key=KEY, created_at=timezone.now())
    locked, over = Barrier(2, timeout=30), Barrier(2, timeout=30)

    def work() -> None:
        try:
            with transaction.atomic():
                KeptAnswer.objects.select_for_update().get(key=KEY)
                locked.wait()
                over.wait()
        finally:
            connections.close_all()

    thread = Thread(target=work)
    thread.start()
    locked.wait()
    answer = save(caller, office, good_rows())
    over.wait()
    thread.join(30)
    assert told(answer) == (409, "idempotency_in_progress")
    assert int(answer["Retry-After"]) >= 1
    assert not Row.objects.exclude(typed="").exists()
    assert told(save(caller, office, good_rows())) == (200, "")


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_act_once(office: Office, settings: Any) -> None:
    # The watcher of queries in loops takes the threads for one.
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal.")]
    office.fill()
    callers = [writer(office, "clerk") for _ in range(8)]
    ready, answers = Barrier(8, timeout=30), []

    def work(caller: Client) -> None:
        try:
            ready.wait()
            answers.append(settled(lambda: send(caller, address(office, "submit"))))
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[caller]) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert len(answers) == 8
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 7
    assert Event.objects.filter(action="submission.submitted").count() == 1


def settled(ask: Callable[[], Any]) -> Any:
    """The answer, once it is not that the first is still being worked out."""
    for _ in range(200):
        answer = ask()
        if answer.status_code != 409:
            return answer
        assert told(answer) == (409, "idempotency_in_progress")
    raise AssertionError("never answered")
