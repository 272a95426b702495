"""What was promised: plans."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.queries import held, published
from accounts.roles import Role
from regions.models import Region


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published and closed plans as published; drafts only to planners who reach the region."""
        drafts = Q(state=Plan.State.DRAFT) & held(user, Role.PLANNER)
        return self.filter((~Q(state=Plan.State.DRAFT) & published(user)) | drafts)

    def covering(self, year: int) -> Self:
        return self.filter(start_year__lte=year, end_year__gte=year)

    def in_force(self) -> Self:
        """Published or closed: what counts."""
        return self.exclude(state=Plan.State.DRAFT)


class Plan(models.Model):
    """A plan of one region for a span of years. A region may have several for the same span."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        CLOSED = "closed", "已结束"

    region = models.ForeignKey(Region, models.PROTECT, related_name="plans", verbose_name="地区")
    title = models.CharField("名称", max_length=120)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发布机关", max_length=80, blank=True)
    issued_date = models.DateField("发布日期", null=True, blank=True)
    start_year = models.PositiveSmallIntegerField("起始年")
    end_year = models.PositiveSmallIntegerField("结束年")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    parent_plans = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="child_plans", verbose_name="上位规划"
    )
    parent_titles = models.JSONField(
        "上位规划名称", default=list, blank=True, help_text="文件中写明的名称，不论系统中有没有"
    )
    source = models.CharField("指标出处", max_length=200, blank=True)
    published_at = models.DateTimeField("发布进系统的时间", null=True, blank=True)
    # Cut-offs of the bands, in percentage points of deviation from schedule (domain.md §4).
    cutoff_ahead = models.DecimalField("快于时序进度", max_digits=5, decimal_places=2, default=Decimal(5))
    cutoff_on_track = models.DecimalField("达到时序进度", max_digits=5, decimal_places=2, default=Decimal(0))
    cutoff_tolerance = models.DecimalField("容差", max_digits=5, decimal_places=2, default=Decimal(-5))
    cutoff_serious = models.DecimalField("严重滞后", max_digits=5, decimal_places=2, default=Decimal(-30))

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "规划"
        ordering = ("region_id", "-start_year", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["region", "title", "start_year"], name="plan_title_once_in_region"
            ),
            models.CheckConstraint(
                condition=Q(start_year__gte=1950, end_year__lte=2100, end_year__gte=F("start_year")),
                name="plan_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(end_year__lt=F("start_year") + 50), name="plan_not_over_fifty_years"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "closed"]), name="plan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    cutoff_ahead__gte=F("cutoff_on_track"),
                    cutoff_on_track__gte=F("cutoff_tolerance"),
                    cutoff_tolerance__gte=F("cutoff_serious"),
                ),
                name="plan_cutoffs_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        return f"{self.start_year}—{self.end_year}"

    @property
    def years(self) -> range:
        return range(self.start_year, self.end_year + 1)
