"""Who may make accounts, give rights and end tokens (三员分立), and keep departments and zones."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import ApiToken, User
from accounts.queries import reach_of
from accounts.roles import Role


def check_can_keep_accounts(by: User | None) -> None:
    """A system administrator; `None` is the command line."""
    if by is not None and not reach_of(by).has(Role.SYSTEM_ADMIN):
        raise PermissionDenied("只有系统管理员可以建立和停用账号。")


def check_can_grant(by: User | None, user: User, region_code: str) -> None:
    """A security administrator of the region or one above it, and never to themselves."""
    if by is None:
        return
    if not reach_of(by).covers(region_code, Role.SECURITY_ADMIN):
        raise PermissionDenied("只有本地区或上级地区的安全管理员可以授权和撤销授权。")
    if by.pk == user.pk:
        raise PermissionDenied("安全管理员不能给自己授权或撤销自己的授权。")


def check_can_unlock(by: User | None) -> None:
    if by is not None and not reach_of(by).has(Role.SECURITY_ADMIN):
        raise PermissionDenied("只有安全管理员可以解除锁定。")


def check_can_set_password(by: User | None, user: User) -> None:
    """One's own, or any by a system administrator."""
    if by is not None and by.pk != user.pk:
        check_can_keep_accounts(by)


def check_can_revoke(by: User | None, token: ApiToken) -> None:
    """One's own, or any by a security administrator."""
    if by is not None and by.pk != token.user_id and not reach_of(by).has(Role.SECURITY_ADMIN):
        raise PermissionDenied("只能撤销自己的令牌。")


def can_keep_region(by: User | AnonymousUser, region_code: str) -> bool:
    """Departments and zones of a region: its own planner, or a system administrator of it or one above."""
    reach = reach_of(by)
    return region_code in reach.regions(Role.PLANNER) or reach.covers(region_code, Role.SYSTEM_ADMIN)


def check_can_keep_region(by: User | None, region_code: str) -> None:
    if by is not None and not can_keep_region(by, region_code):
        raise PermissionDenied("只有本地区的规划管理员和系统管理员可以维护部门和开发区、新区。")


def keeps_departments(user: User | AnonymousUser) -> bool:
    """Whether there is any region whose departments this person keeps."""
    return reach_of(user).has(Role.PLANNER, Role.SYSTEM_ADMIN)


def reads_regions(user: User | AnonymousUser) -> bool:
    """The tree of regions is known to everyone with a grant."""
    return bool(reach_of(user).rights)
