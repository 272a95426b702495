"""Who: users, departments, grants by region, role and department, and tokens for the API."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from accounts.roles import THREE_OFFICERS, Role
from regions.models import Region


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from their grants alone."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("建立时间")

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "账号"
        ordering = ("username",)

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"

    @property
    def label(self) -> str:
        return str(self)


class Department(models.Model):
    """A 处室 or 科室 that answers for indicators in its region."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name="地区")
    name = models.CharField("名称", max_length=60)

    class Meta:
        verbose_name = "部门"
        ordering = ("region_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["region", "name"], name="department_name_once_in_region"),
        )

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """One right: this person, in this region, in this role (and, for a clerk, for this department only)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="账号")
    region = models.ForeignKey(Region, models.PROTECT, related_name="grants", verbose_name="地区")
    role = models.CharField("角色", max_length=20, choices=Role)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="部门"
    )

    class Meta:
        verbose_name = "授权"
        ordering = ("user_id", "region_id", "role")
        constraints = (
            # Two, because SQLite cannot hold rows without a department to be equal in one.
            models.UniqueConstraint(
                fields=["user", "region", "role"], condition=Q(department=None), name="grant_given_once"
            ),
            models.UniqueConstraint(
                fields=["user", "region", "role", "department"], name="grant_given_once_for_a_department"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(role__in=THREE_OFFICERS), name="grant_one_of_three_officers"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_known"),
            models.CheckConstraint(
                condition=Q(department=None) | Q(role=Role.CLERK), name="grant_department_for_clerks_only"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.region} {self.get_role_display()}"


def digest_of(key: str) -> str:
    """What is kept of a token's key."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def with_key(self, key: str) -> Self:
        return self.filter(digest=digest_of(key))

    def live_at(self, moment: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=moment)


class ApiToken(models.Model):
    """A personal key for the API: shown once, kept as a hash, expiring, revocable."""

    class Scope(models.TextChoices):
        READ = "read", "只读"
        REPORT = "report", "填报"

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="账号")
    name = models.CharField("用途", max_length=60)
    scope = models.CharField("权限", max_length=10, choices=Scope, default=Scope.READ)
    prefix = models.CharField("开头", max_length=12)
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口令牌"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="token_expires_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"

    def is_valid_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at


class KeptAnswer(models.Model):
    """What the API answered to a writing request that had a key, so that the same request again is answered
    the same and does nothing twice. Without a `status` it is only the place of an answer: being worked out,
    or never given.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_answers", verbose_name="账号")
    key = models.CharField("请求标识", max_length=200)
    request = models.CharField("请求", max_length=200, blank=True)
    digest = models.CharField("请求内容的摘要", max_length=64, blank=True)
    status = models.PositiveSmallIntegerField("答复的状态", null=True)
    media_type = models.CharField("答复的类型", max_length=60, blank=True)
    body = models.TextField("答复", blank=True)
    created_at = models.DateTimeField("建立时间", db_index=True)

    class Meta:
        verbose_name = "接口答复"
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="answer_once_for_a_key"),)

    def __str__(self) -> str:
        return f"{self.request}（{self.key}）"
