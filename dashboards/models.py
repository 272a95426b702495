"""Reports that were asked for, with what they were made from, and the Word templates of offices."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.queries import held
from accounts.roles import SUBTREE_ROLES
from plans.models import Plan
from regions.models import Region


class Kind(models.TextChoices):
    """Which report (domain.md §8)."""

    ANNUAL = "annual", "年度监测报告"
    MIDTERM = "midterm", "中期评估报告"
    FINAL = "final", "总结评估报告"
    NOTICE = "notice", "通报"


class ReportTemplate(models.Model):
    """An office's own Word template for one kind of report; a newer one replaces it, none is deleted.

    The file lies in the storage under its hash.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("SHA-256", max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")
    replaced_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "报告模板"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["region", "kind"], condition=Q(replaced_at=None), name="reporttemplate_one_in_force"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reporttemplate_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.region}{self.get_kind_display()}模板"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Reports on regions that one reads with everything below: a report may hold the whole subtree."""
        return self.filter(held(user, *SUBTREE_ROLES, region="plan__region"))


class Report(models.Model):
    """One report on a plan as of a year, made by a job and kept with the data it was made from.

    `content` is the report as data (`dashboards.reports.content`), from which both files were written;
    files lie in the storage under their hashes. `done` of `total` steps are through.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        RUNNING = "running", "正在生成"
        DONE = "done", "已生成"
        FAILED = "failed", "未能生成"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports", verbose_name="规划")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField("年度")
    with_subtree = models.BooleanField("含下级地区", default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    attempts = models.PositiveSmallIntegerField("第几次生成", default=0)
    done = models.PositiveSmallIntegerField("已完成步骤", default=0)
    total = models.PositiveSmallIntegerField("步骤", default=0)
    step = models.CharField("当前步骤", max_length=60, blank=True)
    error = models.CharField("原因", max_length=500, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    content = models.JSONField("内容", null=True)
    template = models.ForeignKey(
        ReportTemplate, models.PROTECT, null=True, related_name="+", verbose_name="所用模板"
    )
    word_digest = models.CharField("Word 文件", max_length=64, blank=True)
    sheet_digest = models.CharField("Excel 附表", max_length=64, blank=True)
    data_date = models.DateTimeField("数据更新至", null=True)
    rule_version = models.CharField("评价规则", max_length=10, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "报告"
        ordering = ("-id",)
        indexes = (models.Index(fields=["state", "asked_at"], name="report_waiting"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="report_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | (~Q(word_digest="") & ~Q(sheet_digest="") & Q(content__isnull=False)),
                name="report_done_has_its_files",
            ),
        )

    def __str__(self) -> str:
        return self.title or f"{self.plan} {self.year} 年{self.get_kind_display()}"
