"""Plan documents as published, and the drafts read from them; nothing of a draft counts."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.queries import held
from accounts.roles import Role
from plans.models.plans import Plan
from regions.models import Region


class PlanDocument(models.Model):
    """A document as it came: the file lies untouched in the storage under its hash."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="plan_documents", verbose_name="地区")
    name = models.CharField("文件名", max_length=160)
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    is_pasted = models.BooleanField("粘贴的文字", default=False)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "规划文件"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class PlanDraftQuerySet(models.QuerySet["PlanDraft"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Drafts of the planners who reach the region."""
        return self.filter(held(user, Role.PLANNER, region="document__region"))


class PlanDraft(models.Model):
    """What was read from a document, on its way to becoming a plan, or revisions of the plan `revises`.

    `text` is the document as shown and `pages` the offsets of its pages; places in `head`, `rows`,
    `conflicts` and `doubts` are offsets in it. `head` is as edited, `head_as_read` stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取"
        FAILED = "failed", "无法读取"
        OPEN = "open", "待确认"
        MADE = "made", "已生成规划"
        DROPPED = "dropped", "已放弃"

    document = models.ForeignKey(PlanDocument, models.PROTECT, related_name="drafts", verbose_name="规划文件")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    revises = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="revising_drafts", verbose_name="修订的规划"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="生成的规划"
    )
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    started_at = models.DateTimeField("开始读取的时间", null=True)
    ended_at = models.DateTimeField("读完的时间", null=True)
    done = models.PositiveIntegerField("已读页数", default=0)
    total = models.PositiveIntegerField("总页数", default=0)
    error = models.CharField("无法读取的原因", max_length=300, blank=True)
    text = models.TextField("文字", blank=True)
    pages = models.JSONField("各页起点", default=list, blank=True)
    head_as_read = models.JSONField("读到的文件信息", default=dict, blank=True)
    head = models.JSONField("文件信息", default=dict, blank=True)
    conflicts = models.JSONField("矛盾", default=list, blank=True)
    doubts = models.JSONField("存疑", default=list, blank=True)
    definitions = models.JSONField("指标解释", default=list, blank=True)
    version = models.PositiveIntegerField("修改次数", default=0)

    objects = PlanDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "录入草稿"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "failed", "open", "made", "dropped"]),
                name="plandraft_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | Q(plan__isnull=False) | Q(revises__isnull=False),
                name="plandraft_made_into_something",
            ),
        )

    def __str__(self) -> str:
        return str(self.head.get("title") or self.document)


class DraftRow(models.Model):
    """One indicator or commitment: `as_read` never changes, `entry` is what a person made of it."""

    class Kind(models.TextChoices):
        INDICATOR = "indicator", "指标"
        COMMITMENT = "commitment", "重点任务"

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        LEFT_OUT = "left_out", "不采用"

    draft = models.ForeignKey(PlanDraft, models.CASCADE, related_name="rows", verbose_name="录入草稿")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField("次序")
    as_read = models.JSONField("读到的内容", default=dict, blank=True)
    entry = models.JSONField("确认的内容", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="确认人")
    decided_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = "录入草稿的行"
        ordering = ("draft_id", "kind", "position")
        constraints = (
            models.UniqueConstraint(fields=["draft", "kind", "position"], name="draftrow_position_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["indicator", "commitment"]), name="draftrow_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "confirmed", "left_out"]), name="draftrow_state_known"
            ),
        )

    def __str__(self) -> str:
        return str(self.entry.get("name") or self.as_read.get("name") or self.position)
