"""Commitments: what a plan promises besides its indicators, and how far each has come."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Department, User
from plans.models.plans import Plan

OPS = ("=", ">", ">=", "<", "<=", "~")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))


class Commitment(models.Model):
    """A project or quantified task as the plan prints it; `quantity` is null where none is printed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="commitments", verbose_name="规划")
    position = models.PositiveSmallIntegerField("次序")
    section = models.CharField("专栏或章节", max_length=80, blank=True)
    name = models.CharField("名称", max_length=120)
    op = models.CharField("符号", max_length=2, choices=[(op, op) for op in OPS], default="=")
    quantity = models.DecimalField("数量", max_digits=15, decimal_places=6, null=True, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    text = models.CharField("原文", max_length=80, blank=True)
    is_per_year = models.BooleanField("每年", default=False, help_text="数量为每年的，否则为规划期一次")
    due_year = models.PositiveSmallIntegerField("完成年份", null=True, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name="责任单位"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "重点任务"
        ordering = ("plan_id", "position")
        constraints = (
            models.UniqueConstraint(fields=["plan", "position"], name="commitment_position_once"),
            models.UniqueConstraint(fields=["plan", "section", "name"], name="commitment_once_in_section"),
            models.CheckConstraint(condition=Q(op__in=OPS), name="commitment_op_known"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=Decimal(0)), name="commitment_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CommitmentReportQuerySet(models.QuerySet["CommitmentReport"]):
    def counted(self, known_at: datetime | None = None) -> Self:
        """Of each commitment and year the one that counts: the last accepted (by then)."""
        accepted = CommitmentReport.objects.filter(acceptance__isnull=False)
        found = self.filter(acceptance__isnull=False)
        if known_at is not None:
            accepted = accepted.filter(acceptance__at__lte=known_at)
            found = found.filter(acceptance__at__lte=known_at)
        later = accepted.filter(
            commitment=OuterRef("commitment"),
            year=OuterRef("year"),
            acceptance__pk__gt=OuterRef("acceptance__pk"),
        )
        return found.filter(~Exists(later))


class CommitmentReport(models.Model):
    """What was reported on a commitment for a year; written once, a change is another version.

    `done` is the quantity of that year where the commitment is per year, else the total so far.
    """

    class Progress(models.TextChoices):
        NOT_STARTED = "not_started", "未启动"
        UNDER_WAY = "under_way", "推进中"
        DONE = "done", "已完成"
        DELAYED = "delayed", "进度滞后"
        STOPPED = "stopped", "已调整或终止"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版本")
    done = models.DecimalField("完成数量", max_digits=15, decimal_places=6, null=True)
    text = models.CharField("填报值", max_length=60, blank=True)
    progress = models.CharField("进展", max_length=12, choices=Progress)
    note = models.CharField("进展说明", max_length=500, blank=True)
    reason = models.CharField("修改原因", max_length=300, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    entered_at = models.DateTimeField("填报时间")

    objects = CommitmentReportQuerySet.as_manager()

    class Meta:
        verbose_name = "重点任务进展"
        ordering = ("commitment_id", "year", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["commitment", "year", "number"], name="commitmentreport_number_once"
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["not_started", "under_way", "done", "delayed", "stopped"]),
                name="commitmentreport_progress_known",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="commitmentreport_change_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment} {self.year}"


class CommitmentAcceptance(models.Model):
    """A report taken into the record; of a year's reports the last one accepted counts."""

    report = models.OneToOneField(CommitmentReport, models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="接收人")
    at = models.DateTimeField("接收时间", db_index=True)

    class Meta:
        verbose_name = "重点任务进展的接收"

    def __str__(self) -> str:
        return f"{self.report} {self.at:%Y-%m-%d}"
