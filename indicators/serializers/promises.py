"""Indicators of plans with baseline, targets and annual targets, as the API gives them."""

from __future__ import annotations

from rest_framework import serializers

from indicators.models import AnnualTarget, PlanIndicator, Target
from indicators.models.catalogue import BASES, SENSES
from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from plans.serializers import DecimalText, PlanReference
from regions.serializers import RegionReference


class TargetSerializer(serializers.ModelSerializer[Target]):
    """One version of a target."""

    figure = FigureField(help_text="目标值")

    class Meta:
        model = Target
        fields = ("version", "year", "figure", "in_force_date", "reason", "document_number", "approved_by")


class AnnualTargetSerializer(serializers.ModelSerializer[AnnualTarget]):
    figure = FigureField(help_text="年度目标")

    class Meta:
        model = AnnualTarget
        fields = ("year", "figure")


class PlanIndicatorSerializer(serializers.ModelSerializer[PlanIndicator]):
    plan = PlanReference()
    region = RegionReference(source="plan.region")
    indicator = IndicatorReference()
    parent = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text="其中之上级在本规划中的编号"
    )
    split_from = serializers.IntegerField(
        source="split_from_id", allow_null=True, help_text="分解自上级规划的哪一项"
    )
    attribute_label = serializers.CharField(source="get_attribute_display", help_text="属性名称")
    basis = serializers.ChoiceField(choices=BASES, source="effective_basis", help_text="本规划所用口径")
    sense = serializers.ChoiceField(choices=SENSES, source="effective_sense", help_text="本规划所用方向")
    department = serializers.CharField(
        source="department.name", allow_null=True, default=None, help_text="责任单位"
    )
    weight = DecimalText(help_text="权重")
    baseline = FigureField(source="baseline.figure", help_text="基数；没有为 null")
    baseline_year = serializers.IntegerField(
        source="baseline.year", allow_null=True, default=None, help_text="基数年份"
    )
    targets = TargetSerializer(many=True, help_text="目标的各个版本，最后一个是现行的")
    annual_targets = AnnualTargetSerializer(many=True, help_text="年度目标，按年份")

    class Meta:
        model = PlanIndicator
        fields = (
            "id", "plan", "region", "indicator", "position", "number", "group", "name", "unit",
            "parent", "attribute", "attribute_label", "basis", "sense", "every_year",
            "is_local", "local_meaning", "department", "weight", "split_from", "baseline",
            "baseline_year", "targets", "annual_targets", "note",
        )  # fmt: skip
