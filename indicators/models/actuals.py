"""What was reported: one record a region, indicator and year, in versions that are written once."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.queries import granted, published
from indicators.models.catalogue import Indicator
from indicators.models.figures import FigureRow
from regions.models import Region

FIRST_YEAR, LAST_YEAR = 1950, 2100


class ActualQuerySet(models.QuerySet["Actual"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Accepted figures as published; those only submitted where the grants themselves reach."""
        return self.filter((Q(accepted__isnull=False) & published(user)) | granted(user))

    def accepted_to(self, user: User | AnonymousUser) -> Self:
        """Rows whose accepted figure this person may read."""
        return self.filter(published(user), accepted__isnull=False)

    def submitted_to(self, user: User | AnonymousUser) -> Self:
        """Rows whose submitted figure, not yet accepted, this person may read."""
        return self.filter(granted(user), provisional__isnull=False)


class Actual(models.Model):
    """一数一源: the one place of a figure, for every plan that uses it; points to the versions that count."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="actuals", verbose_name="地区")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年度")
    accepted = models.ForeignKey(
        "ActualVersion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="已接收的版本"
    )
    provisional = models.ForeignKey(
        "ActualVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="已上报、未接收的版本",
    )

    objects = ActualQuerySet.as_manager()

    class Meta:
        verbose_name = "实绩"
        ordering = ("region_id", "indicator_id", "year")
        constraints = (
            models.UniqueConstraint(fields=["region", "indicator", "year"], name="actual_one_source"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="actual_year_plausible"
            ),
            models.CheckConstraint(
                condition=Q(provisional=None) | Q(accepted=None) | ~Q(provisional=F("accepted")),
                name="actual_provisional_differs_from_accepted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.indicator} {self.year}"


class ActualVersion(FigureRow):
    """One version of a figure: who entered what, when and why. Never changed, never deleted."""

    class Revision(models.TextChoices):
        PRELIMINARY = "preliminary", "初步"
        FINAL = "final", "核定"

    actual = models.ForeignKey(Actual, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    is_estimate = models.BooleanField("预计数", default=False)
    revision = models.CharField("阶段", max_length=12, choices=Revision, default=Revision.FINAL)
    source = models.CharField("来源", max_length=200, blank=True)
    scope = models.CharField("统计范围", max_length=60, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    reason = models.CharField("修改原因", max_length=300, blank=True)
    numerator = models.DecimalField("分子", max_digits=18, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField("分母", max_digits=18, decimal_places=6, null=True, blank=True)
    since_year = models.PositiveSmallIntegerField("累计起始年", null=True, blank=True)
    breaks_series = models.BooleanField("口径变化", default=False)
    break_note = models.CharField("口径变化说明", max_length=500, blank=True)
    cause = models.CharField("滞后原因", max_length=500, blank=True)
    measure = models.CharField("措施", max_length=500, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    entered_at = models.DateTimeField("填报时间")

    class Meta(FigureRow.Meta):
        verbose_name = "实绩版本"
        ordering = ("actual_id", "number")
        constraints = (
            *FigureRow.Meta.constraints,
            models.UniqueConstraint(fields=["actual", "number"], name="actualversion_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="actualversion_change_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__gt=0),
                name="actualversion_numerator_with_denominator",
            ),
        )


class Acceptance(models.Model):
    """A version taken into the record: the history of what counted when."""

    version = models.OneToOneField(ActualVersion, models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="接收人")
    at = models.DateTimeField("接收时间", db_index=True)

    class Meta:
        verbose_name = "接收"

    def __str__(self) -> str:
        return f"{self.version} {self.at:%Y-%m-%d}"


class Signature(models.Model):
    """Who stands for a version, by name as it was then: the clerk, the reviewer, the head of the office."""

    class Part(models.TextChoices):
        FILLED = "filled", "填报人"
        REVIEWED = "reviewed", "审核人"
        RESPONSIBLE = "responsible", "负责人"

    version = models.ForeignKey(ActualVersion, models.PROTECT, related_name="signatures")
    part = models.CharField("身份", max_length=12, choices=Part)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="账号")
    name = models.CharField("姓名", max_length=60)
    at = models.DateTimeField("签署时间")

    class Meta:
        verbose_name = "签署"
        ordering = ("version_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["version", "part"], name="signature_once_in_each_part"),
            models.CheckConstraint(
                condition=Q(part__in=["filled", "reviewed", "responsible"]), name="signature_part_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.name}"
