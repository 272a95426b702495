"""Verdicts as stored, and the list of what has to be judged again."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.queries import granted, published
from indicators.calc import FLAGS, STATUSES
from indicators.models.promises import PlanIndicator
from plans.models import Plan
from regions.models import Region


class Standing(models.TextChoices):
    """Which figures took part: accepted ones only, or submitted ones besides."""

    ACCEPTED = "accepted", "已接收"
    PROVISIONAL = "provisional", "含未接收"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Accepted verdicts as published; provisional ones where the grants themselves reach."""
        readable = (Q(standing=Standing.ACCEPTED) & published(user)) | granted(user)
        return self.filter(readable, ~Q(plan__state=Plan.State.DRAFT))


class Verdict(models.Model):
    """The judgement on a plan indicator as of a year; keeps its inputs, so that anyone can recompute it.

    Region, plan and attribute are copied from the plan indicator, for boards and filters. Percentages are
    rounded half-up to two places; amounts are in the plan indicator's unit. `inputs` is a case as
    `manage.py assess` reads it, numbers as strings.
    """

    pk = models.CompositePrimaryKey("plan_indicator_id", "year", "standing")
    plan_indicator = models.ForeignKey(PlanIndicator, models.CASCADE, related_name="verdicts")
    year = models.PositiveSmallIntegerField("年度")
    standing = models.CharField("数据范围", max_length=12, choices=Standing)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    attribute = models.CharField("属性", max_length=10, choices=PlanIndicator.Attribute)
    status = models.CharField("评价", max_length=20)
    lamp = models.CharField("灯", max_length=4)
    regime = models.CharField("评价方式", max_length=8, null=True)  # noqa: DJ001 - null is "no regime", as the API says it
    reason = models.CharField("无法评价的原因", max_length=30, blank=True)
    flags = models.CharField("标记", max_length=150, blank=True, help_text="以空格分隔")
    judged_year = models.PositiveSmallIntegerField("依据年度", null=True)
    is_final = models.BooleanField("期末", default=False)
    attainment = models.DecimalField("完成率（%）", max_digits=24, decimal_places=2, null=True)
    closure = models.DecimalField("目标实现程度（%）", max_digits=24, decimal_places=2, null=True)
    schedule = models.DecimalField("时序进度（%）", max_digits=24, decimal_places=2, null=True)
    deviation = models.DecimalField("偏离", max_digits=24, decimal_places=2, null=True)
    gap = models.DecimalField("差距", max_digits=18, decimal_places=6, null=True)
    remaining_pace = models.DecimalField("每年还要", max_digits=18, decimal_places=6, null=True)
    pace_so_far = models.DecimalField("此前年均", max_digits=18, decimal_places=6, null=True)
    margin = models.DecimalField("余量", max_digits=18, decimal_places=6, null=True)
    extrapolation = models.DecimalField("按现速推至期末", max_digits=18, decimal_places=6, null=True)
    actual_text = models.CharField(
        "实绩", max_length=80, blank=True, help_text="依据年度的值，或自起始年的合计"
    )
    target_version = models.PositiveSmallIntegerField("目标版本", null=True)
    inputs = models.JSONField("输入")
    rule_version = models.CharField("规则版本", max_length=10)
    assessed_at = models.DateTimeField("评价时间")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "评价"
        ordering = ("plan_indicator_id", "year", "standing")
        indexes = (models.Index(fields=["region", "year", "standing"], name="verdict_board"),)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=list(STATUSES)), name="verdict_status_known"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="verdict_standing_known"),
            models.CheckConstraint(
                condition=Q(lamp__in=["ok", "warn", "bad", "na"]), name="verdict_lamp_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_indicator} {self.year} {STATUSES[self.status].label}"

    @property
    def flag_list(self) -> list[str]:
        return self.flags.split()

    @property
    def flag_labels(self) -> list[str]:
        return [FLAGS[flag] for flag in self.flag_list]


class PendingAssessment(models.Model):
    """A plan indicator whose verdicts are out of date; written with the edit, gone with the recompute."""

    plan_indicator = models.ForeignKey(PlanIndicator, models.CASCADE, related_name="pending")
    marked_at = models.DateTimeField("标记时间", db_index=True)

    class Meta:
        verbose_name = "待评价"

    def __str__(self) -> str:
        return f"{self.plan_indicator} {self.marked_at:%Y-%m-%d %H:%M:%S}"
