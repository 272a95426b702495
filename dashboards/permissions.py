"""Who may have reports made, and who keeps an office's templates."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.queries import reach_of
from accounts.roles import SUBTREE_ROLES, Role


def can_report(by: User, region_id: str) -> bool:
    """Those who read the region and everything below it: a report may hold figures of the whole subtree."""
    return reach_of(by).covers(region_id, *SUBTREE_ROLES)


def check_can_report(by: User, region_id: str) -> None:
    if not can_report(by, region_id):
        raise PermissionDenied("只有管辖这一地区的领导、分析员、审核员和规划管理员可以生成报告。")


def can_keep_templates(by: User, region_id: str) -> bool:
    """A planner of exactly this region."""
    return region_id in reach_of(by).regions(Role.PLANNER)


def check_can_keep_templates(by: User, region_id: str) -> None:
    if not can_keep_templates(by, region_id):
        raise PermissionDenied("只有本地区的规划管理员可以更换报告模板。")
