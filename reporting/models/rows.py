"""The rows of a form, and what is said about them: comments, findings, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from common.seen import mark_of
from indicators.models import ActualVersion, Indicator
from plans.models import Commitment, CommitmentReport
from reporting.models.rounds import Submission
from reporting.states import State

STATES = [(state.value, state.label) for state in State]
# What a clerk types or chooses in a row; the names are those of the fields of the page, Excel and API.
TEXTS = (
    "typed", "note", "cause", "measure", "nature", "numerator", "denominator", "break_note", "progress",
)  # fmt: skip


def digest_of(texts: Iterable[str]) -> str:
    """A short mark of texts, to tell whether their editor touched them."""
    return mark_of(*texts)


def read_seal(seal: str) -> tuple[int | None, str]:
    """The revision and the digest of a row's seal; no revision where somebody meddled with it."""
    revision, _, digest = seal.partition(".")
    is_known = revision.isascii() and revision.isdigit() and len(revision) < 10
    return (int(revision) if is_known else None), digest


class Row(models.Model):
    """One figure of a form, or one commitment: what was typed, its state, the version it became.

    What was typed is kept as typed, whether or not it can be read; `revision` counts saves, so that a second
    editor is told instead of overwriting the first. `correction` is the reason for which an accepted row was
    opened again, until the new version is accepted or given up. Of commitments `typed` is the quantity done,
    and the rest of what is typed are `progress` and `note`.
    """

    class Nature(models.TextChoices):
        ESTIMATE = "estimate", "预计数"
        PRELIMINARY = "preliminary", "初步数"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+", verbose_name="指标")
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, related_name="+", verbose_name="重点任务"
    )
    state = models.CharField("状态", max_length=10, choices=STATES, default=State.DRAFT.value)
    typed = models.CharField("填报值", max_length=60, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    cause = models.CharField("原因", max_length=500, blank=True)
    measure = models.CharField("措施", max_length=500, blank=True)
    nature = models.CharField("数据性质", max_length=12, choices=Nature, blank=True)
    numerator = models.CharField("分子", max_length=30, blank=True)
    denominator = models.CharField("分母", max_length=30, blank=True)
    break_note = models.CharField("口径变化说明", max_length=500, blank=True)
    progress = models.CharField("进展", max_length=12, choices=CommitmentReport.Progress, blank=True)
    revision = models.PositiveIntegerField("保存次数", default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="保存人")
    saved_at = models.DateTimeField("保存时间", null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="上报人")
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    version = models.ForeignKey(
        ActualVersion, models.PROTECT, null=True, related_name="rows", verbose_name="上报的版本"
    )
    report = models.ForeignKey(
        CommitmentReport, models.PROTECT, null=True, related_name="+", verbose_name="上报的进展"
    )
    comment = models.CharField("退回意见", max_length=500, blank=True)
    correction = models.CharField("更正原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "填报项"
        ordering = ("submission_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["submission", "indicator"], name="row_once_in_submission"),
            models.UniqueConstraint(
                fields=["submission", "commitment"], name="row_commitment_once_in_submission"
            ),
            models.CheckConstraint(
                condition=Q(indicator=None, commitment__isnull=False)
                | Q(indicator__isnull=False, commitment=None),
                name="row_indicator_or_commitment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="row_state_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_by=None) | Q(reviewed_by=None) | ~Q(submitted_by=F("reviewed_by")),
                name="row_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(version__isnull=False)
                | Q(report__isnull=False),
                name="row_has_a_version_once_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} {self.indicator or self.commitment}"

    @property
    def measured(self) -> Indicator:
        """The indicator of a row that is no commitment."""
        return cast(Indicator, self.indicator)

    @property
    def promised(self) -> Commitment:
        """The commitment of a row that is no figure."""
        return cast(Commitment, self.commitment)

    @property
    def digest(self) -> str:
        """Of what is stored: a form that sends it back shows whether its editor touched the row."""
        return digest_of(getattr(self, name) for name in TEXTS)

    @property
    def seal(self) -> str:
        """Goes out with a form or sheet and comes back: which save was shown, and what stood in the row."""
        return f"{self.revision}.{self.digest}"


class Comment(models.Model):
    """One utterance of the conversation about a row; written once."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "意见"
        RETURN = "return", "退回"
        CORRECTION = "correction", "更正"

    row = models.ForeignKey(Row, models.PROTECT, related_name="comments")
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.COMMENT)
    text = models.CharField("内容", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发言人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "意见"
        ordering = ("row_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["comment", "return", "correction"]), name="comment_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.text


class ToldFinding(models.Model):
    """What a check said about a version when it was handed up, and how its clerk answered; written once."""

    version = models.ForeignKey(ActualVersion, models.PROTECT, related_name="findings")
    code = models.CharField("检查", max_length=40)
    weight = models.CharField("程度", max_length=10)
    text = models.CharField("内容", max_length=500)
    answer = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "检查结果"
        ordering = ("version_id", "id")

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """佐证材料: a file on a figure. The content lies under its hash; taking it away only marks it."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="evidence")
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=80)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("摘要", max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="移除人")
    removed_at = models.DateTimeField("移除时间", null=True)

    class Meta:
        verbose_name = "佐证材料"
        ordering = ("row_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["row", "digest"], condition=Q(removed_at=None), name="evidence_once_on_a_row"
            ),
        )

    def __str__(self) -> str:
        return self.name
