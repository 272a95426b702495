"""Filled-in sheets that were read and shown, and wait for the word to be taken over."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from reporting.models.rounds import Submission


class Upload(models.Model):
    """What an Excel sheet said, by row, with the revisions it was compared with; the file is not kept."""

    class State(models.TextChoices):
        SHOWN = "shown", "待确认"
        TAKEN = "taken", "已采用"
        DROPPED = "dropped", "已放弃"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="uploads")
    name = models.CharField("文件名", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State, default=State.SHOWN)
    content = models.JSONField("内容")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间")
    decided_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "Excel 上传"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["shown", "taken", "dropped"]), name="upload_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
