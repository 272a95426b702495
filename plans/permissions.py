"""Who may make and publish plans."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import Role


def check_can_plan(by: User | None, region_code: str) -> None:
    """A planner of exactly this region; `None` is the system bringing in published plans."""
    if by is not None and region_code not in reach_of(by).regions(Role.PLANNER):
        raise PermissionDenied("只有本地区的规划管理员可以编制和发布规划。")
