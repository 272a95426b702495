"""The commands that make the first accounts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Grant, User
from audit.models import Event
from tests.integration.world import World


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_create_account_reads_the_password_from_input(world: World, monkeypatch: Any) -> None:
    said = run(monkeypatch, "create_account", "first", "首位", typed="a-long-enough-secret\n")
    assert said == "已建立账号 首位（first）。\n"
    assert User.objects.get(username="first").check_password("a-long-enough-secret")
    assert (
        Event.objects.get(action="account.created", subject_label="首位（first）").origin
        == "命令 create_account"
    )


def test_create_account_takes_an_address_for_mail(world: World, monkeypatch: Any) -> None:
    typed = "a-long-enough-secret\n"
    run(monkeypatch, "create_account", "first", "首位", "--email", " first@example.org ", typed=typed)
    assert User.objects.get(username="first").email == "first@example.org"
    for wrong in ("first", "a@b\nBcc: c@example.org"):
        with pytest.raises(CommandError, match="无法识别，应写作"):
            run(monkeypatch, "create_account", "second", "次位", "--email", wrong, typed=typed)
    assert not User.objects.filter(username="second").exists()


def test_create_account_says_what_is_wrong(world: World, monkeypatch: Any) -> None:
    with pytest.raises(CommandError, match="密码太短，至少 10 个字符"):
        run(monkeypatch, "create_account", "first", "首位", typed="short\n")


def test_grant_role(world: World, monkeypatch: Any) -> None:
    said = run(monkeypatch, "grant_role", "clerk", "980102", "leader")
    assert said == "已授权：陈录（clerk） 西县 领导。\n"
    assert Grant.objects.filter(user__username="clerk", role="leader").count() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nobody", "980102", "leader"), "没有账号“nobody”"),
        (("clerk", "999999", "leader"), "没有代码为“999999”的地区"),
        (("administrator", "980000", "audit_admin"), "三员分立"),
    ],
)
def test_grant_role_says_what_is_wrong(
    world: World, monkeypatch: Any, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(monkeypatch, "grant_role", *arguments)


def test_unlock_account_of_one_not_locked(world: World, monkeypatch: Any) -> None:
    assert run(monkeypatch, "unlock_account", "clerk") == "这个账号没有失败记录，未被锁定。\n"
