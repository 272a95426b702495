"""Indicators of plans with baseline, targets and annual targets, as the API gives them."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from indicators.models import AnnualTarget, PlanIndicator, Target
from indicators.models.catalogue import BASES, SENSES
from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from indicators.serializers.references import PlanIndicatorReference
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


class AnnualTargetInFullSerializer(serializers.ModelSerializer[AnnualTarget]):
    """One figure of one year, with what it belongs to."""

    plan_indicator = PlanIndicatorReference(help_text="规划指标")
    plan = PlanReference(source="plan_indicator.plan", help_text="规划")
    region = RegionReference(source="plan_indicator.plan.region", help_text="地区")
    indicator = IndicatorReference(source="plan_indicator.indicator", help_text="指标")
    attribute = serializers.ChoiceField(
        choices=PlanIndicator.Attribute.choices, source="plan_indicator.attribute", help_text="属性"
    )
    attribute_label = serializers.CharField(
        source="plan_indicator.get_attribute_display", help_text="属性名称"
    )
    basis = serializers.ChoiceField(
        choices=BASES,
        source="plan_indicator.effective_basis",
        help_text="本规划所用口径：规划期累计的指标，年度目标为当年数；其余为当年末水平或当年数",
    )
    unit = serializers.CharField(source="plan_indicator.unit", help_text="计量单位")
    figure = FigureField(help_text="年度目标，以 unit 计")

    class Meta:
        model = AnnualTarget
        fields = (
            "id", "plan_indicator", "plan", "region", "indicator", "attribute", "attribute_label",
            "basis", "unit", "year", "figure", "entered_at", "replaced_at",
        )  # fmt: skip
        extra_kwargs: ClassVar = {
            "id": {"help_text": "编号"},
            "year": {"help_text": "年度"},
            "entered_at": {"help_text": "录入时间"},
            "replaced_at": {"help_text": "替代时间；被后来的年度目标替代的时间，现行的为 null"},
        }


class PlanIndicatorSerializer(serializers.ModelSerializer[PlanIndicator]):
    plan = PlanReference(help_text="规划")
    region = RegionReference(source="plan.region", help_text="地区")
    indicator = IndicatorReference(help_text="指标")
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
    baseline = FigureField(source="baseline.figure", help_text="基数，以 unit 计；没有为 null")
    baseline_year = serializers.IntegerField(
        source="baseline.year", allow_null=True, default=None, help_text="基数年份"
    )
    target = FigureField(
        source="current.figure",
        default=None,
        help_text="目标；现行的（最后一个版本），以 unit 计，没有为 null",
    )
    target_year = serializers.IntegerField(
        source="current.year", allow_null=True, default=None, help_text="目标年份"
    )
    target_version = serializers.IntegerField(
        source="current.version", allow_null=True, default=None, help_text="目标版本；现行目标是第几个版本"
    )
    targets = TargetSerializer(many=True, help_text="目标的各个版本，最后一个是现行的")
    annual_targets = AnnualTargetSerializer(many=True, help_text="年度目标，按年份")

    class Meta:
        model = PlanIndicator
        fields = (
            "id", "plan", "region", "indicator", "position", "number", "group", "name", "unit",
            "parent", "attribute", "attribute_label", "basis", "sense", "every_year",
            "is_local", "local_meaning", "department", "weight", "split_from", "baseline",
            "baseline_year", "target", "target_year", "target_version", "targets", "annual_targets", "note",
        )  # fmt: skip
