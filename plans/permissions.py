"""Who may make and publish plans."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role


def can_plan(by: User | AnonymousUser, region_code: str) -> bool:
    """A planner of exactly this region."""
    return region_code in reach_of(by).regions(Role.PLANNER)


def check_can_plan(by: User | None, region_code: str) -> None:
    """`None` is the system bringing in published plans."""
    if by is not None and not can_plan(by, region_code):
        raise PermissionDenied("只有本地区的规划管理员可以编制和发布规划。")
