"""Accounts, grants and tokens, through the services."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import ApiToken, Department, Grant, User
from accounts.roles import Role
from accounts.services import (
    AccountError,
    create_user,
    deactivate,
    grant,
    issue_token,
    revoke_grant,
    revoke_token,
    set_password,
)
from audit.models import Event
from tests.integration.world import AT, World

GOOD = "a-long-enough-secret"


def person(username: str = "newcomer") -> User:
    return create_user(username=username, name="新人", password=GOOD, by=None, at=AT)


def officer(world: World, role: Role) -> User:
    user = person(f"officer.{role.value}")
    grant(user=user, region=world.regions["980000"], role=role, by=None, at=AT)
    return user


def test_create_user_stores_an_argon2_hash_and_leaves_a_trace(db: None, settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # type: ignore[attr-defined]
    user = person()
    assert identify_hasher(user.password).algorithm == "argon2"
    event = Event.objects.get(action="account.created")
    assert (event.subject_id, event.by_name, event.details) == (str(user.pk), "系统", {})


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"username": "有空格 "}, "账号“有空格 ”应为 2–60 个字母、数字"),
        ({"username": "a" * 61}, "应为 2–60 个字母"),
        ({"name": "  "}, "请填写姓名"),
        ({"password": "short"}, "密码太短，至少 10 个字符"),
        ({"password": "1234567890123"}, "密码只包含数字|全是数字|全为数字|太常见"),
        ({"password": "newcomer-1"}, "账号 太相似|与 账号|相似"),
    ],
)
def test_create_user_refuses_in_words(db: None, facts: dict[str, str], message: str) -> None:
    given = {"username": "newcomer", "name": "新人", "password": GOOD, **facts}
    with pytest.raises(AccountError, match=message):
        create_user(**given, by=None, at=AT)
    assert not User.objects.exists()


def test_create_user_refuses_a_taken_name(world: World) -> None:
    with pytest.raises(AccountError, match="账号“clerk”已存在"):
        person("clerk")


def test_only_a_system_administrator_keeps_accounts(world: World, administrator: User, planner: User) -> None:
    made = create_user(username="made", name="某", password=GOOD, by=administrator, at=AT)
    with pytest.raises(PermissionDenied, match="只有系统管理员"):
        create_user(username="other", name="某", password=GOOD, by=planner, at=AT)
    with pytest.raises(PermissionDenied, match="只有系统管理员"):
        deactivate(user_id=made.pk, by=planner, at=AT)
    deactivate(user_id=made.pk, by=administrator, at=AT)
    made.refresh_from_db()
    assert not made.is_active


def test_an_administrator_cannot_deactivate_themselves(administrator: User) -> None:
    with pytest.raises(AccountError, match="不能停用自己"):
        deactivate(user_id=administrator.pk, by=administrator, at=AT)


def test_set_password_is_for_oneself_or_an_administrator(
    clerk: User, planner: User, administrator: User
) -> None:
    set_password(user_id=clerk.pk, password=GOOD, by=clerk, at=AT)
    set_password(user_id=clerk.pk, password=GOOD + "!", by=administrator, at=AT)
    with pytest.raises(PermissionDenied):
        set_password(user_id=clerk.pk, password=GOOD, by=planner, at=AT)
    clerk.refresh_from_db()
    assert clerk.check_password(GOOD + "!")
    assert Event.objects.filter(action="account.password_set").count() == 2


@pytest.mark.parametrize("second", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN])
def test_nobody_is_two_of_the_three_officers(world: World, administrator: User, second: Role) -> None:
    with pytest.raises(AccountError, match=r"三员分立：管新（administrator） 已是示范省的系统管理员"):
        grant(user=administrator, region=world.regions["980100"], role=second, by=None, at=AT)


def test_the_database_refuses_two_of_the_three_officers_too(world: World, administrator: User) -> None:
    region = world.regions["980100"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=administrator, region=region, role=Role.AUDIT_ADMIN)


def test_an_officer_may_be_something_else_besides(world: World, administrator: User) -> None:
    grant(user=administrator, region=world.regions["980000"], role=Role.LEADER, by=None, at=AT)
    assert administrator.grants.count() == 2


def test_grants_are_given_by_the_security_administrator_of_the_region(world: World, clerk: User) -> None:
    security, system = officer(world, Role.SECURITY_ADMIN), world.people["administrator"]
    given = grant(user=clerk, region=world.regions["980100"], role=Role.ANALYST, by=security, at=AT)
    with pytest.raises(PermissionDenied, match="安全管理员"):
        grant(user=clerk, region=world.regions["980100"], role=Role.LEADER, by=system, at=AT)
    with pytest.raises(PermissionDenied, match="不能给自己授权"):
        grant(user=security, region=world.regions["980100"], role=Role.LEADER, by=security, at=AT)
    revoke_grant(grant_id=given.pk, by=security, at=AT)
    assert not Grant.objects.filter(pk=given.pk).exists()
    taken = Event.objects.get(action="grant.revoked")
    assert (taken.subject_label, taken.region_code) == ("陈录（clerk） 甲市 分析员", "980100")


def test_a_security_administrator_reaches_down_only(world: World, clerk: User) -> None:
    security = person("city.security")
    grant(user=security, region=world.regions["980100"], role=Role.SECURITY_ADMIN, by=None, at=AT)
    grant(user=clerk, region=world.regions["980102"], role=Role.LEADER, by=security, at=AT)
    for code in ("980000", "980200"):
        with pytest.raises(PermissionDenied):
            grant(user=clerk, region=world.regions[code], role=Role.LEADER, by=security, at=AT)


def test_grant_refuses_what_makes_no_sense(world: World, clerk: User) -> None:
    county, department = world.regions["980101"], world.department
    elsewhere = Department.objects.create(region=world.regions["980102"], name="就业促进科")
    for region, role, unit, message in (
        (county, Role.CLERK, None, "已有“东县 填报员”的授权"),
        (county, Role.LEADER, department, "只有填报员的授权可以限定部门"),
        (county, Role.CLERK, elsewhere, "不属于东县"),
    ):
        with pytest.raises(AccountError, match=message):
            grant(user=clerk, region=region, role=role, department=unit, by=None, at=AT)


def test_issue_token_keeps_only_a_hash(clerk: User) -> None:
    token, key = issue_token(user=clerk, name=" 脚本 ", scope="read", days=30, at=AT)
    assert token.name == "脚本"
    assert token.expires_at - token.created_at == timedelta(days=30)
    assert key.startswith(token.prefix)
    assert len(key) > 40
    stored = ApiToken.objects.values_list().get()
    assert not any(key in str(column) for column in stored)
    assert key not in str(list(Event.objects.values_list()))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"name": " "}, "请填写令牌的用途"),
        ({"scope": "write"}, "令牌权限“write”"),
        ({"days": 0}, "有效期"),
        ({"days": 367}, "有效期"),
    ],
)
def test_issue_token_refuses_in_words(clerk: User, facts: dict[str, object], message: str) -> None:
    with pytest.raises(AccountError, match=message):
        issue_token(**{"user": clerk, "name": "x", "scope": "read", "days": 1, "at": AT, **facts})  # type: ignore[arg-type]


def test_revoke_token_is_for_its_owner_and_done_once(clerk: User, stranger: User) -> None:
    token, _ = issue_token(user=clerk, name="脚本", scope="read", days=30, at=AT)
    with pytest.raises(PermissionDenied):
        revoke_token(token_id=token.pk, by=stranger, at=AT)
    revoke_token(token_id=token.pk, by=clerk, at=AT)
    revoke_token(token_id=token.pk, by=clerk, at=AT + timedelta(days=1))
    token.refresh_from_db()
    assert token.revoked_at == AT
    assert Event.objects.filter(action="token.revoked").count() == 1
