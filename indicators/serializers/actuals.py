"""Figures of the record, as the API gives them."""

from __future__ import annotations

from rest_framework import serializers

from indicators.models import Actual, ActualVersion, Standing
from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from plans.serializers import DecimalText
from regions.serializers import RegionReference


class ActualSerializer(serializers.ModelSerializer[Actual]):
    """One figure; the view has put the version that is `shown`, and its `standing`, beside the row."""

    region = RegionReference(help_text="地区")
    indicator = IndicatorReference(help_text="指标")
    unit = serializers.CharField(source="indicator.unit", help_text="计量单位")
    standing = serializers.ChoiceField(
        choices=Standing.choices, help_text="数据范围；accepted 已接收，provisional 已上报、未接收"
    )
    figure = FigureField(source="shown.figure", help_text="数值，以计量单位计")
    version = serializers.IntegerField(source="shown.number", help_text="版本；第几个")
    is_estimate = serializers.BooleanField(source="shown.is_estimate", help_text="预计数")
    revision = serializers.ChoiceField(
        choices=ActualVersion.Revision.choices,
        source="shown.revision",
        help_text="阶段；preliminary 初步，final 核定",
    )
    since_year = serializers.IntegerField(
        source="shown.since_year", allow_null=True, help_text="累计起始年；是累计数时的起始年，当年数为 null"
    )
    breaks_series = serializers.BooleanField(
        source="shown.breaks_series", help_text="口径变化；这一年起统计口径有变化"
    )
    numerator = DecimalText(source="shown.numerator", help_text="分子")
    denominator = DecimalText(source="shown.denominator", help_text="分母")
    source = serializers.CharField(source="shown.source", help_text="数据来源")
    scope = serializers.CharField(source="shown.scope", help_text="统计范围")
    note = serializers.CharField(source="shown.note", help_text="备注")
    reported_at = serializers.DateTimeField(source="shown.entered_at", help_text="上报时间")
    accepted_at = serializers.DateTimeField(
        source="shown.acceptance.at", allow_null=True, default=None, help_text="接收时间；未接收为 null"
    )

    class Meta:
        model = Actual
        fields = (
            "id", "region", "indicator", "year", "unit", "standing", "figure", "version",
            "is_estimate", "revision", "since_year", "breaks_series", "numerator",
            "denominator", "source", "scope", "note", "reported_at", "accepted_at",
        )  # fmt: skip
