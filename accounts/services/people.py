"""Accounts, passwords and grants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Department, Grant, User
from accounts.permissions import check_can_grant, check_can_keep_accounts, check_can_set_password
from accounts.roles import THREE_OFFICERS, Role
from audit.services import record
from regions.models import Region

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{1,59}")


class AccountError(Exception):
    """The account or grant cannot be changed like this; the message says why, in Chinese."""


@transaction.atomic
def create_user(
    *, username: str, name: str, password: str, by: User | None, at: datetime, email: str = ""
) -> User:
    """A person who can sign in and, until something is granted, sees nothing. Notices also go to `email`."""
    emails = {username: email}
    return create_users(people=[(username, name)], password=password, by=by, at=at, emails=emails)[0]


@transaction.atomic
def create_users(
    *,
    people: Sequence[tuple[str, str]],
    password: str,
    by: User | None,
    at: datetime,
    emails: Mapping[str, str] | None = None,
) -> list[User]:
    """Accounts, as (username, name), that start with one password: checked for each, hashed once, since
    argon2 takes its time on purpose. Several that share it are for demonstrations. `emails` by username.
    """
    check_can_keep_accounts(by)
    users = [_new_user(username, name, (emails or {}).get(username, ""), at) for username, name in people]
    for user in users:
        _check_password(user, password)
    hashed = make_password(password)
    for user in users:
        user.password = hashed
        user.save(force_insert=True)
        record("account.created", subject=user, by=by, at=at)
    return users


def _new_user(username: str, name: str, email: str, at: datetime) -> User:
    if not USERNAME.fullmatch(username):
        raise AccountError(f"账号“{username}”应为 2–60 个字母、数字或 . _ @ -，首位是字母或数字。")
    if User.objects.filter(username=username).exists():
        raise AccountError(f"账号“{username}”已存在。")
    user = User(username=username, name=name.strip(), email=email.strip(), created_at=at)
    if not user.name:
        raise AccountError("请填写姓名。")
    if user.email:
        _check_email(user.email)
    return user


@transaction.atomic
def set_password(*, user_id: int, password: str, by: User | None, at: datetime) -> None:
    """A new password; whoever is signed in with the old one is signed out."""
    user = _locked(user_id)
    check_can_set_password(by, user)
    _set_checked(user, password)
    user.save(update_fields=["password"])
    record("account.password_set", subject=user, by=by, at=at)


@transaction.atomic
def deactivate(*, user_id: int, by: User | None, at: datetime) -> None:
    """The person can no longer sign in, on the pages or with a token; what they did stays."""
    user = _locked(user_id)
    check_can_keep_accounts(by)
    if by is not None and by.pk == user.pk:
        raise AccountError("不能停用自己的账号。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("account.deactivated", subject=user, by=by, at=at)


@transaction.atomic
def grant(
    *,
    user: User,
    region: Region,
    role: Role,
    by: User | None,
    at: datetime,
    department: Department | None = None,
) -> Grant:
    """Give a right. 三员分立: nobody is two of the three officers."""
    user = _locked(user.pk)
    check_can_grant(by, user, region.code)
    role = Role(role)
    _check_three_officers(user, role)
    _check_department(role, region, department)
    if Grant.objects.filter(user=user, region=region, role=role, department=department).exists():
        raise AccountError(f"{user} 已有“{region} {role.label}”的授权。")
    given = Grant.objects.create(user=user, region=region, role=role, department=department)
    record("grant.given", subject=given, by=by, at=at, department=department.name if department else "")
    return given


@transaction.atomic
def revoke_grant(*, grant_id: int, by: User | None, at: datetime) -> None:
    """Take a right away; the trail keeps what it was."""
    taken = Grant.objects.select_related("user", "region").select_for_update(of=("self",)).get(pk=grant_id)
    check_can_grant(by, taken.user, taken.region_id)
    record("grant.revoked", subject=taken, by=by, at=at)
    taken.delete()


def _locked(user_id: int) -> User:
    return User.objects.select_for_update().get(pk=user_id)


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from None


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise AccountError(f"电子邮箱“{email}”无法识别，应写作 name@example.org。") from None


def _set_checked(user: User, password: str) -> None:
    _check_password(user, password)
    user.set_password(password)


def _check_three_officers(user: User, role: Role) -> None:
    if role not in THREE_OFFICERS:
        return
    held = Grant.objects.filter(user=user, role__in=THREE_OFFICERS).select_related("region").first()
    if held is not None:
        raise AccountError(
            f"三员分立：{user} 已是{held.region}的{held.get_role_display()}，不能再任{role.label}；"
            "系统、安全、审计管理员须由不同的人担任。"
        )


def _check_department(role: Role, region: Region, department: Department | None) -> None:
    if department is None:
        return
    if role is not Role.CLERK:
        raise AccountError(f"只有填报员的授权可以限定部门，{role.label}不能。")
    if department.region_id != region.code:
        raise AccountError(f"部门“{department}”不属于{region}。")
