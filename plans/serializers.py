"""Plans as the API gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Commitment, CommitmentReport, Plan
from regions.serializers import RegionReference


def decimal_text(value: Decimal) -> str:
    """In full, without exponent and without trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "example": "78.62"})
class DecimalText(serializers.Field[Decimal, Any, str, Any]):
    """A decimal as a string: exact, without trailing zeros and without exponent; null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: Decimal) -> str:
        return decimal_text(value)


class PlanReference(serializers.Serializer[Plan]):
    """A plan named inside something else."""

    id = serializers.IntegerField(help_text="编号")
    title = serializers.CharField(help_text="名称")


class CutoffsSerializer(serializers.Serializer[Plan]):
    """The bands of this plan, in percentage points of deviation from schedule."""

    ahead = DecimalText(source="cutoff_ahead", help_text="快于时序进度；不低于此（百分点）")
    on_track = DecimalText(source="cutoff_on_track", help_text="达到时序进度；不低于此（百分点）")
    tolerance = DecimalText(source="cutoff_tolerance", help_text="基本达到；高于此，约束性除外（百分点）")
    serious = DecimalText(source="cutoff_serious", help_text="严重滞后；低于此（百分点）")


class PlanSerializer(serializers.ModelSerializer[Plan]):
    region = RegionReference(help_text="地区")
    state_label = serializers.CharField(source="get_state_display", help_text="状态名称")
    parent_plans = PlanReference(many=True, help_text="系统中的上位规划")
    parent_titles = serializers.ListField(child=serializers.CharField(), help_text="文件中写明的上位规划名称")
    cutoffs = CutoffsSerializer(source="*", help_text="进度分档界限")

    class Meta:
        model = Plan
        fields = (
            "id", "region", "title", "document_number", "issuer", "issued_date", "start_year",
            "end_year", "state", "state_label", "parent_plans", "parent_titles", "cutoffs",
            "source",
        )  # fmt: skip


class CommitmentReportSerializer(serializers.ModelSerializer[CommitmentReport]):
    """What counts of one year."""

    done = DecimalText(
        help_text="完成数量，以任务的 unit 计：每年的为当年数，其余为规划期内累计数；没有数为 null"
    )
    progress_label = serializers.CharField(source="get_progress_display", help_text="进展名称")
    version = serializers.IntegerField(source="number", help_text="第几个版本")
    accepted_at = serializers.DateTimeField(source="acceptance.at", help_text="接收时间")

    class Meta:
        model = CommitmentReport
        fields = ("year", "done", "text", "progress", "progress_label", "note", "version", "accepted_at")


class CommitmentSerializer(serializers.ModelSerializer[Commitment]):
    plan = PlanReference(help_text="规划")
    region = RegionReference(source="plan.region", help_text="地区")
    quantity = DecimalText(help_text="要求的数量，以 unit 计；原文没有单一数字的为 null，见 text")
    text = serializers.CharField(help_text="要求的数量（原文）")
    is_per_year = serializers.BooleanField(help_text="每年的数量；true 为每年，false 为规划期一次")
    department = serializers.CharField(
        source="department.name", allow_null=True, default=None, help_text="责任单位"
    )
    progress = serializers.ChoiceField(
        choices=CommitmentReport.Progress.choices,
        source="latest.progress",
        allow_null=True,
        default=None,
        help_text="最近一年已接收的进展；没有为 null",
    )
    progress_label = serializers.CharField(
        source="latest.get_progress_display", allow_null=True, default=None, help_text="进展名称"
    )
    progress_year = serializers.IntegerField(
        source="latest.year", allow_null=True, default=None, help_text="进展的年度；最近一年已接收的"
    )
    done = DecimalText(
        source="latest.done",
        default=None,
        help_text="完成数量；那一年的，以 unit 计：每年的为当年数，其余为规划期内累计数；没有数为 null",
    )
    done_text = serializers.CharField(
        source="latest.text", allow_null=True, default=None, help_text="完成数量（原文）；照填报的"
    )
    reports = CommitmentReportSerializer(many=True, help_text="各年已接收的进展")

    class Meta:
        model = Commitment
        fields = (
            "id", "plan", "region", "position", "section", "name", "op", "quantity", "unit", "text",
            "is_per_year", "due_year", "department", "progress", "progress_label", "progress_year", "done",
            "done_text", "reports",
        )  # fmt: skip
