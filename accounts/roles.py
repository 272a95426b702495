"""The roles, and what each reaches: values only."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    CLERK = "clerk", "填报员"
    REVIEWER = "reviewer", "审核员"
    LEADER = "leader", "领导"
    ANALYST = "analyst", "分析员"
    PLANNER = "planner", "规划管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


SUBTREE_ROLES = (Role.REVIEWER, Role.LEADER, Role.ANALYST, Role.PLANNER)  # read the region and all below
THREE_OFFICERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)  # 三员分立: one of them a person
