"""Plans as the API gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Plan
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
