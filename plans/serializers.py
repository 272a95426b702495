"""Plans as the API gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from plans.models import Commitment, CommitmentReport, Plan
from regions.serializers import RegionReference


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "example": "78.62"})
class DecimalText(serializers.Field[Decimal, Any, str, Any]):
    """A decimal as a string: exact, without trailing zeros and without exponent; null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: Decimal) -> str:
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text


class PlanReference(serializers.Serializer[Plan]):
    """A plan named inside something else."""

    id = serializers.IntegerField(help_text="规划编号")
    title = serializers.CharField(help_text="名称")


class CutoffsSerializer(serializers.Serializer[Plan]):
    """The bands of this plan, in percentage points of deviation from schedule."""

    ahead = DecimalText(source="cutoff_ahead", help_text="不低于此为快于时序进度（百分点）")
    on_track = DecimalText(source="cutoff_on_track", help_text="不低于此为达到时序进度（百分点）")
    tolerance = DecimalText(source="cutoff_tolerance", help_text="高于此为基本达到，约束性除外（百分点）")
    serious = DecimalText(source="cutoff_serious", help_text="低于此为严重滞后（百分点）")


class PlanSerializer(serializers.ModelSerializer[Plan]):
    region = RegionReference()
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


EXAMPLE = OpenApiExample(
    "重点任务",
    value={
        "id": 41,
        "plan": {"id": 12, "title": "示范省人力资源和社会保障事业发展“十四五”规划"},
        "region": {"code": "980000", "name": "示范省"},
        "position": 1,
        "section": "专栏1 公共就业服务提升工程",
        "name": "建设“零工驿站”",
        "op": ">=",
        "quantity": "200",
        "unit": "个",
        "text": "200个以上",
        "is_per_year": False,
        "due_year": 2025,
        "department": "就业促进处",
        "progress": "under_way",
        "progress_label": "推进中",
        "progress_year": 2024,
        "done": "166",
        "done_text": "166",
        "reports": [
            {
                "year": 2024,
                "done": "166",
                "text": "166",
                "progress": "under_way",
                "progress_label": "推进中",
                "note": "",
                "version": 1,
                "accepted_at": "2025-03-25T11:20:00+08:00",
            }
        ],
    },
    response_only=True,
)


@extend_schema_serializer(examples=[EXAMPLE])
class CommitmentSerializer(serializers.ModelSerializer[Commitment]):
    plan = PlanReference()
    region = RegionReference(source="plan.region")
    quantity = DecimalText(help_text="要求的数量，以 unit 计；原文没有单一数字的为 null，见 text")
    text = serializers.CharField(help_text="要求的数量，原文")
    is_per_year = serializers.BooleanField(help_text="true 为每年的数量，false 为规划期一次")
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
        source="latest.year", allow_null=True, default=None, help_text="那一年"
    )
    done = DecimalText(
        source="latest.done",
        default=None,
        help_text="那一年的完成数量，以 unit 计：每年的为当年数，其余为规划期内累计数；没有数为 null",
    )
    done_text = serializers.CharField(
        source="latest.text", allow_null=True, default=None, help_text="完成数量，填报的原文"
    )
    reports = CommitmentReportSerializer(many=True, help_text="各年已接收的进展")

    class Meta:
        model = Commitment
        fields = (
            "id", "plan", "region", "position", "section", "name", "op", "quantity", "unit", "text",
            "is_per_year", "due_year", "department", "progress", "progress_label", "progress_year", "done",
            "done_text", "reports",
        )  # fmt: skip
