"""A token's life: shown once, hashed, scoped, expiring, revocable, and never more than its person may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, Grant, User
from accounts.roles import Role
from accounts.services import AccountError, deactivate, issue_token, revoke_grant, revoke_token
from accounts.services.tokens import LIVE
from tests.integration.accounts.test_api import problem
from tests.integration.world import World

PLANS = "/api/v1/plans/"


def issued(user: User, at: datetime | None = None, **more: Any) -> tuple[ApiToken, Client]:
    named = {"name": "脚本", "scope": "read", "days": 1, **more}
    token, key = issue_token(user=user, at=at or timezone.now(), **named)
    return token, Client(headers={"Authorization": f"Token {key}"})


def test_the_key_is_kept_nowhere(world: World, analyst: User) -> None:
    token, key = issue_token(user=analyst, name="脚本", scope="read", days=1, at=timezone.now())
    stored = ApiToken.objects.filter(pk=token.pk).values().get()
    assert not any(key in str(value) for value in stored.values())
    assert len(stored["digest"]) == 64
    assert key.startswith(stored["prefix"])


def test_it_ends_to_the_second(world: World, analyst: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token, program = issued(analyst)
    ends = token.expires_at
    for moment, status in ((ends - timedelta(seconds=1), 200), (ends, 401), (ends + timedelta(days=9), 401)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert program.get(PLANS).status_code == status


def test_revoked_in_use_it_opens_nothing_from_the_next_request_on(world: World, analyst: User) -> None:
    token, program = issued(analyst)
    assert program.get(PLANS).status_code == 200
    revoke_token(token_id=token.pk, by=analyst, at=timezone.now())
    assert problem(program.get(PLANS))["code"] == "token_revoked"


def test_a_grant_taken_away_is_missed_at_once(world: World, analyst: User) -> None:
    _, program = issued(analyst)
    (plan,) = (each["id"] for each in program.get(f"{PLANS}?region=980101").json()["results"])
    assert program.get(f"{PLANS}{plan}/").status_code == 200
    Grant.objects.create(user=analyst, region=world.regions["980201"], role=Role.ANALYST)
    revoke_grant(grant_id=Grant.objects.get(user=analyst, region="980100").pk, by=None, at=timezone.now())
    assert problem(program.get(f"{PLANS}{plan}/"))["code"] == "not_found"
    revoke_grant(grant_id=Grant.objects.get(user=analyst).pk, by=None, at=timezone.now())
    assert problem(program.get(PLANS))["code"] == "permission_denied"


def test_it_ends_with_the_account(world: World, analyst: User) -> None:
    _, program = issued(analyst)
    deactivate(user_id=analyst.pk, by=None, at=timezone.now())
    assert (program.get(PLANS).status_code, problem(program.get(PLANS))["code"]) == (401, "token_unknown")


def test_a_token_goes_before_the_session_beside_it(
    world: World, signed_in: Callable[[str], Client], analyst: User
) -> None:
    browser = signed_in("leader")
    answer = browser.get(PLANS, headers={"Authorization": "Token nonsense"})
    assert problem(answer)["code"] == "token_unknown"


def test_one_person_has_so_many_at_a_time(world: World, analyst: User, leader: User) -> None:
    now = timezone.now()
    issued(analyst, at=now - timedelta(days=2))  # over
    tokens = [issued(analyst)[0] for _ in range(LIVE)]
    with pytest.raises(AccountError, match=f"已有 {LIVE} 个有效的令牌"):
        issued(analyst)
    issued(leader)
    revoke_token(token_id=tokens[0].pk, by=analyst, at=now)
    issued(analyst)


def test_the_page_says_that_there_are_too_many(
    world: World, signed_in: Callable[[str], Client], analyst: User
) -> None:
    for _ in range(LIVE):
        issued(analyst)
    sent = {"name": "又一个", "scope": "read", "days": "30"}
    answer = signed_in("analyst").post("/account/tokens/new/", sent)
    assert answer.status_code == 400
    assert f"您已有 {LIVE} 个有效的令牌" in answer.content.decode()
    assert 'value="又一个"' in answer.content.decode()
