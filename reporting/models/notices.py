"""Notices to people: in the application, and by e-mail where a mail server is configured."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from reporting.models.rounds import Submission


class Notice(models.Model):
    """One thing told to one person once: `key` names the occasion, and nobody is told of it twice."""

    class Kind(models.TextChoices):
        OPENED = "opened", "任务开始"
        DUE = "due", "临近截止"
        OVERDUE = "overdue", "已逾期"
        SUBMITTED = "submitted", "已上报"
        RETURNED = "returned", "被退回"
        ACCEPTED = "accepted", "已接收"
        COMMENTED = "commented", "新意见"
        EXTENDED = "extended", "已延期"

    person = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="收件人")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    key = models.CharField("事由", max_length=80)
    text = models.CharField("内容", max_length=300)
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="notices")
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True)
    mailed_at = models.DateTimeField("发出邮件的时间", null=True)

    class Meta:
        verbose_name = "通知"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=models.Q(mailed_at=None), name="notice_unmailed"),
        )
        constraints = (
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "opened", "due", "overdue", "submitted", "returned", "accepted", "commented",
                        "extended",
                    ]
                ),
                name="notice_kind_known",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.text
