"""The trail: what people did (events, written once) and what the machine did (job runs)."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """Who did what, when, from where, and how it ended; holds ids and labels, so it outlives its subject."""

    class Outcome(models.TextChoices):
        DONE = "done", "成功"
        REFUSED = "refused", "被拒绝"

    at = models.DateTimeField("时间", db_index=True)
    action = models.CharField("动作", max_length=60, db_index=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.DONE)
    by_id = models.BigIntegerField("操作人编号", null=True, db_index=True)
    by_name = models.CharField("操作人", max_length=150)
    origin = models.CharField("来源", max_length=60, help_text="IP 地址、命令或后台任务")
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象编号", max_length=60)
    subject_label = models.CharField("对象", max_length=300)
    region_code = models.CharField("地区代码", max_length=6, blank=True, db_index=True)
    details = models.JSONField("详情", default=dict)

    class Meta:
        verbose_name = "审计事件"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "refused"]), name="event_outcome_known"
            ),
        )
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="event_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.action} {self.subject_label}"


class JobRun(models.Model):
    """One run of a background job: progress, counts and errors, for the page that shows them."""

    class State(models.TextChoices):
        RUNNING = "running", "运行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    name = models.CharField("任务", max_length=80, db_index=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    error = models.TextField("错误", blank=True)
    arguments = models.JSONField("参数", default=dict)

    class Meta:
        verbose_name = "任务运行"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="running", ended_at=None)
                | models.Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="jobrun_ended_when_not_running",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()} {self.done}/{self.total}"
