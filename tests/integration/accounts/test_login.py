"""The door: signing in and out, lock-out, idle time-out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.demo import DEMO_PASSWORD
from accounts.middleware import SEEN
from accounts.models import User
from accounts.queries import locked_until
from accounts.services import unlock
from audit.models import Event
from tests.integration.world import PASSWORD, World

LOGIN = "/account/login/"
TOKENS = "/account/tokens/"


def sign_in(client: Client, username: str, password: str, **more: str) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def last_event() -> tuple[str, str, str, str]:
    event = Event.objects.order_by("-id")[0]
    return event.action, event.outcome, event.subject_label, event.origin


def test_sign_in_leads_home_and_is_recorded(world: World, client: Client) -> None:
    answer = sign_in(client, "clerk", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("dashboards:home"))
    assert client.session["_auth_user_id"] == str(world.people["clerk"].pk)
    assert last_event() == ("login.succeeded", "done", "陈录（clerk）", "127.0.0.1")


def test_everything_but_the_door_asks_to_sign_in(world: World, client: Client) -> None:
    answer = client.get(f"{TOKENS}?x=1")
    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next={TOKENS}%3Fx%3D1")
    assert sign_in(client, "clerk", PASSWORD, next=f"{TOKENS}?x=1")["Location"] == f"{TOKENS}?x=1"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", LOGIN, "",
        "nowhere", "?a", "#x", "a.b", "😀", "\x00",
    ],
)  # fmt: skip
def test_sign_in_leads_nowhere_else(world: World, client: Client, onward: str) -> None:
    assert sign_in(client, "clerk", PASSWORD, next=onward)["Location"] == reverse("dashboards:home")


def test_whoever_is_signed_in_needs_no_door(world: World, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("clerk").get(f"{LOGIN}?next={TOKENS}")["Location"] == TOKENS


def test_wrong_password_and_unknown_name_are_told_alike(world: World, client: Client) -> None:
    wrong, unknown = sign_in(client, "clerk", "wrong-one"), sign_in(client, "nobody", "wrong-one")
    assert "账号或密码不正确" in wrong.content.decode()
    assert wrong.content.decode().replace("clerk", "X").count("账号或密码不正确") == 1
    assert "账号或密码不正确" in unknown.content.decode()
    assert last_event() == ("login.failed", "refused", "（nobody）", "127.0.0.1")


@pytest.mark.parametrize("username", ["", "a\0b", "x" * 500, "' OR 1=1 --"])
def test_hostile_names_are_refused(world: World, client: Client, username: str) -> None:
    assert sign_in(client, username, "x").status_code == 200


def test_an_inactive_account_cannot_sign_in(world: World, client: Client) -> None:
    User.objects.filter(username="clerk").update(is_active=False)
    assert "账号或密码不正确" in sign_in(client, "clerk", PASSWORD).content.decode()


def test_the_account_is_locked_after_five_failures(world: World, client: Client) -> None:
    for _ in range(4):
        assert sign_in(client, "clerk", "wrong-one").status_code == 200
    fifth = sign_in(client, "clerk", "wrong-one")
    sixth = sign_in(client, "clerk", PASSWORD)
    until = timezone.localtime(timezone.now() + timedelta(minutes=30))
    for answer in (fifth, sixth):
        text = answer.content.decode()
        assert answer.status_code == 429
        assert "账号“clerk”已锁定 30 分钟" in text
        assert any(f"{minute:%H:%M}</b> 之后" in text for minute in (until, until - timedelta(minutes=1)))
    assert "_auth_user_id" not in client.session
    assert last_event()[:2] == ("login.locked_out", "refused")
    assert Event.objects.filter(action="login.failed").count() == 4


def test_a_lock_out_holds_from_elsewhere_and_spares_others(world: World, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "clerk", "wrong-one")
    elsewhere = Client(REMOTE_ADDR="10.0.0.9", headers={"User-Agent": "other"})
    assert sign_in(elsewhere, "clerk", PASSWORD).status_code == 429
    assert sign_in(elsewhere, "leader", PASSWORD).status_code == 302


def test_trying_during_a_lock_out_does_not_prolong_it(world: World, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "clerk", "wrong-one")
    until = locked_until("clerk", timezone.now())
    sign_in(client, "clerk", "wrong-one")
    assert until is not None
    assert locked_until("clerk", timezone.now()) == until
    assert locked_until("clerk", until) is None
    assert locked_until("leader", timezone.now()) is None


def test_unlock_lets_in_again(world: World, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "clerk", "wrong-one")
    assert unlock(username="clerk", by=None, at=timezone.now()) == 1
    assert sign_in(client, "clerk", PASSWORD).status_code == 302


def test_sign_out_is_by_post_and_recorded(world: World, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("clerk")
    assert browser.get("/account/logout/").status_code == 405
    answer = browser.post("/account/logout/", follow=True)
    assert "已退出。" in answer.content.decode()
    assert "_auth_user_id" not in browser.session
    assert last_event()[:3] == ("logout", "done", "陈录（clerk）")


def idle(browser: Client, minutes: int) -> None:
    session = browser.session
    session[SEEN] = int(time.time()) - minutes * 60
    session.save()


def test_idle_time_out_says_why_and_leads_back(world: World, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("clerk")
    assert browser.get(TOKENS).status_code == 200
    idle(browser, 31)
    answer = browser.get(TOKENS, follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next={TOKENS}", 302)]
    assert "因长时间未操作，已退出" in answer.content.decode()
    assert last_event()[:3] == ("logout.idle", "done", "陈录（clerk）")
    assert "因长时间未操作" not in browser.get(LOGIN).content.decode()


def test_idle_time_out_says_that_nothing_was_saved(world: World, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("clerk")
    idle(browser, 31)
    answer = browser.post("/account/tokens/new/", {"name": "x"}, follow=True)
    assert "刚才提交的内容没有保存" in answer.content.decode()


def test_a_session_in_use_goes_on(world: World, signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("clerk")
    idle(browser, 29)
    assert browser.get(TOKENS).status_code == 200
    assert time.time() - browser.session[SEEN] < 60


def test_demonstration_accounts_are_offered_only_where_asked_for(
    world: World, client: Client, settings: Any
) -> None:
    settings.DEMO = False
    assert DEMO_PASSWORD not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    page = client.get(f"{LOGIN}?next={TOKENS}&username=leader").content.decode()
    assert DEMO_PASSWORD in page
    assert "示范省 领导" in page
    assert 'value="leader"' in page


def test_no_demonstration_where_there_are_no_fictional_regions(
    db: None, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    assert DEMO_PASSWORD not in client.get(LOGIN).content.decode()
