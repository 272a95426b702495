"""The catalogue: what can be measured, whatever plan uses it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

BASES = (("cumulative", "规划期累计"), ("level", "期末水平"), ("annual", "当年"))
SENSES = (("higher", "越高越好"), ("lower", "越低越好"), ("composition", "结构比例"))


class Indicator(models.Model):
    """One quantity of the common catalogue."""

    code = models.SlugField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=80, unique=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    domain = models.CharField("领域", max_length=30)
    definition = models.TextField("定义")
    scope_notes = models.TextField("口径说明", blank=True)
    basis = models.CharField("口径", max_length=12, choices=BASES)
    sense = models.CharField("方向", max_length=12, choices=SENSES)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="其中之上级"
    )
    adds_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="flows", verbose_name="所增加的存量"
    )
    is_additive = models.BooleanField("可汇总", default=False, help_text="下级之和等于上级")
    decimals = models.PositiveSmallIntegerField("小数位", default=2)
    limit_low = models.DecimalField("自然下限", max_digits=15, decimal_places=6, null=True, blank=True)
    limit_high = models.DecimalField("自然上限", max_digits=15, decimal_places=6, null=True, blank=True)
    jump_notice = models.DecimalField("变动提示（%）", max_digits=6, decimal_places=2, default=Decimal(20))
    jump_warning = models.DecimalField("变动警示（%）", max_digits=6, decimal_places=2, default=Decimal(50))

    class Meta:
        verbose_name = "指标"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(basis__in=[code for code, _ in BASES])
                & Q(sense__in=[code for code, _ in SENSES]),
                name="indicator_basis_and_sense_known",
            ),
            models.CheckConstraint(
                condition=Q(limit_low=None) | Q(limit_high=None) | Q(limit_high__gt=F("limit_low")),
                name="indicator_limits_in_order",
            ),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_at_most_six_decimals"),
            models.CheckConstraint(
                condition=Q(jump_notice__gt=0, jump_warning__gte=F("jump_notice")),
                name="indicator_jumps_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class IndicatorAlias(models.Model):
    """Another name under which documents print the indicator; exact after conversion to Simplified."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aliases", verbose_name="指标")
    name = models.CharField("别名", max_length=80, unique=True)

    class Meta:
        verbose_name = "指标别名"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
