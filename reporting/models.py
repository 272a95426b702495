"""How figures come in: rounds, the forms of each region, and their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, User
from accounts.queries import held, reach_of
from accounts.roles import Role
from indicators.models import ActualVersion, Indicator
from regions.models import Region
from reporting.states import State

STATES = [(state.value, state.label) for state in State]
TEXTS = ("typed", "note", "cause", "measure")  # what a clerk types into a row


def digest_of(texts: Iterable[str]) -> str:
    """A short mark of texts, to tell whether their editor touched them."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


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
        reach = reach_of(user)
        found = Q(pk__in=())
        for right in reach.rights:
            if right.role == Role.CLERK:
                mine = Q(region_id=right.region)
                found |= mine if right.department_id is None else mine & Q(department_id=right.department_id)
        return self.filter(found | held(user, Role.REVIEWER, Role.PLANNER))


class Submission(models.Model):
    """填报单: the form of one region (and department) in a round; its state is derived from its rows."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions", verbose_name="填报任务")
    region = models.ForeignKey(Region, models.PROTECT, related_name="submissions", verbose_name="地区")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name="部门"
    )
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


class Row(models.Model):
    """One figure of a form: what was typed, its state, and the version it became when submitted.

    What was typed is kept as typed, whether or not it can be read; `revision` counts saves, so that a second
    editor is told instead of overwriting the first.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    state = models.CharField("状态", max_length=10, choices=STATES, default=State.DRAFT.value)
    typed = models.CharField("填报值", max_length=60, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    cause = models.CharField("原因", max_length=500, blank=True)
    measure = models.CharField("措施", max_length=500, blank=True)
    revision = models.PositiveIntegerField("保存次数", default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="保存人")
    saved_at = models.DateTimeField("保存时间", null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="上报人")
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    version = models.ForeignKey(
        ActualVersion, models.PROTECT, null=True, related_name="+", verbose_name="上报的版本"
    )
    comment = models.CharField("退回意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "填报项"
        ordering = ("submission_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["submission", "indicator"], name="row_once_in_submission"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="row_state_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_by=None) | Q(reviewed_by=None) | ~Q(submitted_by=F("reviewed_by")),
                name="row_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(version__isnull=False),
                name="row_has_a_version_once_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} {self.indicator}"

    @property
    def digest(self) -> str:
        """Of what is stored: a form that sends it back shows whether its editor touched the row."""
        return digest_of(getattr(self, name) for name in TEXTS)
