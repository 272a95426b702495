"""What plans promise: plan indicators, baselines, targets in versions, annual targets."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, User
from indicators.models.catalogue import BASES, SENSES, Indicator
from indicators.models.figures import FigureRow
from plans.models import Plan


class PlanIndicatorQuerySet(models.QuerySet["PlanIndicator"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanIndicator(models.Model):
    """An indicator as one plan sets it, kept as printed."""

    class Attribute(models.TextChoices):
        BINDING = "binding", "约束性"
        EXPECTED = "expected", "预期性"
        UNSTATED = "unstated", "未注明"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators", verbose_name="规划")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="in_plans", verbose_name="指标")
    position = models.PositiveSmallIntegerField("次序")
    number = models.CharField("序号", max_length=10, blank=True)
    group = models.CharField("类别", max_length=40, blank=True)
    name = models.CharField("名称", max_length=80)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="其中之上级"
    )
    attribute = models.CharField("属性", max_length=10, choices=Attribute, default=Attribute.UNSTATED)
    is_local = models.BooleanField("带 * 标记", default=False)
    local_meaning = models.CharField("标记含义", max_length=60, blank=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_indicators",
        verbose_name="责任单位",
    )
    weight = models.DecimalField("权重", max_digits=6, decimal_places=3, null=True, blank=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="splits", verbose_name="分解自"
    )
    own_basis = models.CharField("本规划口径", max_length=12, choices=BASES, blank=True)
    own_sense = models.CharField("本规划方向", max_length=12, choices=SENSES, blank=True)
    every_year = models.BooleanField("每年都须达到", default=False)
    note = models.CharField("备注", max_length=300, blank=True)

    objects = PlanIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "规划指标"
        ordering = ("plan_id", "position")
        constraints = (
            models.UniqueConstraint(fields=["plan", "indicator"], name="planindicator_once_in_plan"),
            models.UniqueConstraint(fields=["plan", "position"], name="planindicator_position_once"),
            models.CheckConstraint(
                condition=Q(attribute__in=["binding", "expected", "unstated"]),
                name="planindicator_attribute_known",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="planindicator_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=0), name="planindicator_weight_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def region_id(self) -> str:
        return self.plan.region_id

    @property
    def effective_basis(self) -> str:
        """The plan's own reading where it has one, else the catalogue's."""
        return self.own_basis or self.indicator.basis

    @property
    def effective_sense(self) -> str:
        return self.own_sense or self.indicator.sense


class Baseline(FigureRow):
    """The figure a plan starts from."""

    plan_indicator = models.OneToOneField(PlanIndicator, models.CASCADE, related_name="baseline")
    year = models.PositiveSmallIntegerField("年份")

    class Meta(FigureRow.Meta):
        verbose_name = "基数"


class Target(FigureRow):
    """The target, in versions: a revision is a new row with its reason; rows are written once."""

    plan_indicator = models.ForeignKey(PlanIndicator, models.CASCADE, related_name="targets")
    version = models.PositiveSmallIntegerField("版本", default=1)
    year = models.PositiveSmallIntegerField("年份")
    in_force_date = models.DateField("生效日期", null=True, help_text="第一版为空：随规划生效")
    reason = models.CharField("调整原因", max_length=300, blank=True)
    document_number = models.CharField("调整文号", max_length=60, blank=True)
    approved_by = models.CharField("批准", max_length=80, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")

    class Meta(FigureRow.Meta):
        verbose_name = "目标"
        ordering = ("plan_indicator_id", "version")
        constraints = (
            *FigureRow.Meta.constraints,
            models.UniqueConstraint(fields=["plan_indicator", "version"], name="target_version_once"),
            models.CheckConstraint(
                condition=Q(version=1) | (Q(in_force_date__isnull=False) & ~Q(reason="")),
                name="target_revision_says_when_and_why",
            ),
        )

    def in_force_on(self, day: date) -> bool:
        return self.in_force_date is None or self.in_force_date <= day


class InForce(models.Manager["AnnualTarget"]):
    """Those not replaced by a later one."""

    def get_queryset(self) -> models.QuerySet[AnnualTarget]:
        return super().get_queryset().filter(replaced_at=None)


class AnnualTarget(FigureRow):
    """年度计划: what one year should bring (a flow for cumulative indicators, else a level).

    Setting another one keeps the old with the time it was replaced; `objects` and the plan indicator's
    `annual_targets` give those in force, `versions` all.
    """

    plan_indicator = models.ForeignKey(PlanIndicator, models.CASCADE, related_name="annual_targets")
    year = models.PositiveSmallIntegerField("年份")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")
    replaced_at = models.DateTimeField("被替代的时间", null=True)

    objects = InForce()
    versions = models.Manager["AnnualTarget"]()

    class Meta(FigureRow.Meta):
        verbose_name = "年度目标"
        ordering = ("plan_indicator_id", "year")
        constraints = (
            *FigureRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan_indicator", "year"],
                condition=Q(replaced_at=None),
                name="annualtarget_one_in_force_a_year",
            ),
        )
