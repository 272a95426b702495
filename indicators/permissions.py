"""Who may add to the catalogue, and who may change what every plan is judged by."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role
from regions.models import Region

ONLY_PLANNERS = "只有规划管理员和系统管理员可以在指标目录中新增指标和别名。"
ONLY_KEEPERS = (
    "已有的指标关系到全部采用它的规划，只有系统管理员和最高一级地区的规划管理员可以修改。"
    "本规划口径不同的，请在规划中单独设定。"
)


def can_add_to_catalogue(by: User | AnonymousUser) -> bool:
    """Any planner: a new entry or another name changes no verdict."""
    return reach_of(by).has(Role.PLANNER, Role.SYSTEM_ADMIN)


def can_keep_catalogue(by: User | AnonymousUser) -> bool:
    """A system administrator, or a planner of a region without parent."""
    reach = reach_of(by)
    if reach.has(Role.SYSTEM_ADMIN):
        return True
    codes = reach.regions(Role.PLANNER)
    return bool(codes) and Region.objects.filter(code__in=codes, parent=None).exists()


def check_can_add_to_catalogue(by: User | None) -> None:
    """`None` is the system bringing the catalogue in."""
    if by is not None and not can_add_to_catalogue(by):
        raise PermissionDenied(ONLY_PLANNERS)


def check_can_keep_catalogue(by: User | None) -> None:
    if by is not None and not can_keep_catalogue(by):
        raise PermissionDenied(ONLY_KEEPERS)
