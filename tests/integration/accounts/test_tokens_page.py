"""接口: one's own tokens."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken
from accounts.services import issue_token, revoke_token
from tests.integration.world import World

PAGE = "/account/tokens/"
Browser = Callable[[str], Client]


def test_a_new_key_is_shown_once_and_works(world: World, signed_in: Browser) -> None:
    browser = signed_in("analyst")
    answer = browser.post(f"{PAGE}new/", {"name": "月度脚本", "scope": "read", "days": "90"})
    found = re.search(r'<pre class="key"[^>]*>(gh_[^<]+)</pre>', answer.content.decode())
    assert found is not None
    assert "no-store" in answer["Cache-Control"]
    key = found[1]
    again = browser.get(PAGE).content.decode()
    assert "月度脚本" in again
    assert key not in again
    program = Client(headers={"Authorization": f"Token {key}"})
    assert program.get("/api/v1/plans/").status_code == 200
    assert "从未使用" not in browser.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "", "scope": "read", "days": "90"}, "请填写令牌的用途"),
        ({"name": "x", "scope": "report", "days": "90"}, "选择一个有效的选项"),
        ({"name": "x", "scope": "read", "days": "9999"}, "选择一个有效的选项"),
    ],
)
def test_what_was_typed_wrong_is_said_beside_it(
    world: World, signed_in: Browser, sent: dict[str, str], message: str
) -> None:
    answer = signed_in("analyst").post(f"{PAGE}new/", sent)
    assert answer.status_code == 400
    assert message in html.unescape(answer.content.decode())
    assert not ApiToken.objects.exists()


def test_those_who_report_may_have_a_token_for_it(world: World, signed_in: Browser) -> None:
    signed_in("clerk").post(f"{PAGE}new/", {"name": "x", "scope": "report", "days": "30"})
    assert ApiToken.objects.get().scope == "report"


def test_revoking_closes_the_token(world: World, signed_in: Browser) -> None:
    token, key = issue_token(
        user=world.people["clerk"], name="旧脚本", scope="read", days=1, at=timezone.now()
    )
    answer = signed_in("clerk").post(f"{PAGE}{token.pk}/revoke/", follow=True)
    assert "令牌“旧脚本”已撤销" in answer.content.decode()
    assert Client(headers={"Authorization": f"Token {key}"}).get("/api/v1/plans/").status_code == 401


def test_the_tokens_of_others_do_not_exist(world: World, signed_in: Browser) -> None:
    token, _ = issue_token(user=world.people["clerk"], name="旧脚本", scope="read", days=1, at=timezone.now())
    browser = signed_in("stranger")
    assert browser.post(f"{PAGE}{token.pk}/revoke/").status_code == 404
    assert browser.post(f"{PAGE}{10**30}/revoke/").status_code == 404
    assert "旧脚本" not in browser.get(PAGE).content.decode()
    token.refresh_from_db()
    assert token.revoked_at is None


def test_queries_do_not_grow_with_tokens(
    world: World, signed_in: Browser, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser, clerk = signed_in("clerk"), world.people["clerk"]
    browser.get(PAGE)
    for _ in range(2):
        issue_token(user=clerk, name="x", scope="read", days=1, at=timezone.now())
    few = count_queries(lambda: browser.get(PAGE))
    for _ in range(18):
        issue_token(user=clerk, name="x", scope="read", days=1, at=timezone.now())
    assert count_queries(lambda: browser.get(PAGE)) == few


def test_the_page_shows_every_state(world: World, signed_in: Browser) -> None:
    clerk, now = world.people["clerk"], timezone.now()
    issue_token(user=clerk, name="甲", scope="read", days=1, at=now)
    issue_token(user=clerk, name="乙", scope="read", days=1, at=now - timedelta(days=2))
    token, _ = issue_token(user=clerk, name="丙", scope="read", days=1, at=now)
    revoke_token(token_id=token.pk, by=clerk, at=now)
    page = signed_in("clerk").get(PAGE).content.decode()
    assert all(state in page for state in ("有效", "已到期", "已撤销"))
