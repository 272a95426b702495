"""How often the API may be asked: by token, by person, by address; and whole tables apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from accounts.services import issue_token
from audit.models import Event
from tests.integration.accounts.test_api import problem
from tests.integration.world import World

Caller = Callable[[str], Client]
Rate = Callable[[str, str], None]
PLANS = "/api/v1/plans/"
TABLE = f"{PLANS}?format=csv"


@pytest.fixture
def rate(monkeypatch: pytest.MonkeyPatch) -> Rate:
    return lambda scope, said: monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, said)


def statuses(client: Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_too_many_requests_are_told_when_to_come_back(world: World, with_token: Caller, rate: Rate) -> None:
    rate("calls", "2/min")
    program = with_token("analyst")
    assert statuses(program, PLANS, 2) == [200, 200]
    answer = program.get(PLANS)
    assert (answer.status_code, problem(answer)["code"]) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60
    assert f"{answer['Retry-After']} 秒" in problem(answer)["detail"]


def test_each_token_has_its_own_share_and_a_session_its_persons(
    world: World, with_token: Caller, signed_in: Caller, rate: Rate
) -> None:
    rate("calls", "1/min")
    one, other, browser = with_token("analyst"), with_token("analyst"), signed_in("analyst")
    for caller in (one, other, browser):
        assert statuses(caller, PLANS, 2) == [200, 429]
    assert statuses(signed_in("analyst"), PLANS, 1) == [429]
    assert statuses(signed_in("leader"), PLANS, 1) == [200]


def test_whole_tables_have_a_lower_rate_and_pages_go_on(world: World, with_token: Caller, rate: Rate) -> None:
    rate("tables", "1/min")
    program = with_token("analyst")
    assert statuses(program, TABLE, 2) == [200, 429]
    assert statuses(program, PLANS, 1) == [200]
    assert statuses(program, PLANS, 1, Accept="text/csv") == [429]
    assert statuses(with_token("analyst"), TABLE, 1) == [200]


@pytest.mark.parametrize("header", ["", "Token", "Token nonsense"])
def test_those_who_keep_on_without_a_good_token_are_told_to_wait(
    world: World, with_token: Caller, rate: Rate, header: str
) -> None:
    rate("strangers", "2/min")
    stranger = Client(headers={"Authorization": header} if header else {})
    assert statuses(stranger, PLANS, 3) == [401, 401, 429]
    answer = stranger.get(PLANS)
    assert problem(answer)["code"] == "throttled"
    assert int(answer["Retry-After"]) > 0
    assert statuses(with_token("analyst"), PLANS, 1) == [200]  # from the same address


def test_an_address_that_the_caller_invents_is_not_believed(world: World, rate: Rate) -> None:
    rate("strangers", "1/min")
    answers = [Client().get(PLANS, headers={"X-Forwarded-For": f"10.0.0.{last}"}) for last in (1, 2)]
    assert [answer.status_code for answer in answers] == [401, 429]


def test_another_address_is_another_stranger(world: World, rate: Rate) -> None:
    rate("strangers", "1/min")
    assert [Client(REMOTE_ADDR=f"10.0.0.{last}").get(PLANS).status_code for last in (1, 2)] == [401, 401]


def test_refused_tokens_stand_in_the_trail_once_an_hour(world: World) -> None:
    token, key = issue_token(
        user=world.people["analyst"], name="月报", scope="read", days=1, at=timezone.now()
    )
    type(token).objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    statuses(Client(headers={"Authorization": f"Token {key}"}), PLANS, 3)
    statuses(Client(headers={"Authorization": "Token gh_a-secret-meant-for-others"}), PLANS, 3)
    events = Event.objects.filter(action="token.refused").order_by("pk")
    assert [(each.subject_id, each.details["code"], each.outcome, each.origin) for each in events] == [
        (str(token.pk), "token_revoked", "refused", "127.0.0.1"),
        ("", "token_unknown", "refused", "127.0.0.1"),
    ]
    assert not any("secret" in f"{each.subject_label}{each.details}" for each in events)
