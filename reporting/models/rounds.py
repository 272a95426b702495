"""Rounds, and the form of each region and department in them."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, User
from accounts.queries import held, reach_of
from accounts.roles import Role
from regions.models import Region


class Round(models.Model):
    """填报任务: one year's figures from a region and everything below it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds", verbose_name="地区范围")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=80)
    opens_date = models.DateField("开始日期")
    due_date = models.DateField("截止日期")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "填报任务"
        ordering = ("-year", "region_id")
        constraints = (
            models.UniqueConstraint(fields=["region", "year"], name="round_once_a_year"),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("opens_date")), name="round_due_after_opening"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A clerk sees their region's (and department's) form; reviewers and planners those they reach."""
        return self.filter(_filled_by(user) | held(user, Role.REVIEWER, Role.PLANNER))

    def filled_by(self, user: User | AnonymousUser) -> Self:
        """Those of which this person is the clerk."""
        return self.filter(_filled_by(user))


def _filled_by(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=())
    for right in reach_of(user).rights:
        if right.role == Role.CLERK:
            mine = Q(region_id=right.region)
            found |= mine if right.department_id is None else mine & Q(department_id=right.department_id)
    return found


class Submission(models.Model):
    """填报单: the form of one region (and department) in a round; its state is derived from its rows."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions", verbose_name="填报任务")
    region = models.ForeignKey(Region, models.PROTECT, related_name="submissions", verbose_name="地区")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name="部门"
    )
    responsible = models.CharField("单位负责人", max_length=60, blank=True)
    first_submitted_at = models.DateTimeField("首次上报时间", null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "填报单"
        ordering = ("round_id", "region_id", "department_id")
        constraints = (
            # Two, because SQLite cannot hold forms without a department to be equal in one.
            models.UniqueConstraint(
                fields=["round", "region"], condition=Q(department=None), name="submission_once_in_round"
            ),
            models.UniqueConstraint(
                fields=["round", "region", "department"], name="submission_once_for_a_department"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.round.year} 年填报单"


class Extension(models.Model):
    """延期: one form gets more time, until a day; a form of a closed round takes figures again until then.

    Written once: the last one counts.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="extensions")
    until_date = models.DateField("延至")
    reason = models.CharField("原因", max_length=300)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="批准人")
    granted_at = models.DateTimeField("批准时间")

    class Meta:
        verbose_name = "延期"
        ordering = ("submission_id", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.submission} 延至 {self.until_date}"
