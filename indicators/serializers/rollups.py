"""Targets and figures against those of the regions below, as the API gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rest_framework import serializers

from indicators.calc.interval import Interval
from indicators.calc.rollup import WHY, WHY_NO_ACTUAL, Sum
from indicators.models import PlanIndicator, Standing
from indicators.models.catalogue import BASES, SENSES
from indicators.models.figures import trimmed
from indicators.queries.rollups import Child
from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from plans.serializers import DecimalText, PlanReference
from regions.serializers import RegionReference

ADDS_UP = [("yes", "是"), ("no", "否"), ("unknown", "无从判断")]


class IntervalSerializer(serializers.Serializer[Interval]):
    """All numbers between two ends; a sum of inequalities is one."""

    low = DecimalText(help_text="下端；没有为 null")
    high = DecimalText(help_text="上端；没有为 null。与下端相同的是一个数")
    low_open = serializers.BooleanField(help_text="不含下端")
    high_open = serializers.BooleanField(help_text="不含上端")
    text = serializers.SerializerMethodField(help_text="范围；写成一个数或不等式")

    def get_text(self, interval: Interval) -> str:
        low, high = (None if end is None else trimmed(end) for end in (interval.low, interval.high))
        return str(replace(interval, low=low, high=high))


class SumSerializer(serializers.Serializer[Sum]):
    """A sum of the regions below beside the whole."""

    total = IntervalSerializer(
        allow_null=True, help_text="已知的合计；已知各下级之和，以 unit 计，一个也不知道为 null"
    )
    possible = IntervalSerializer(
        help_text="可能的合计；全部下级之和的可能范围，以 unit 计，未知的按自然界限"
    )
    known = serializers.IntegerField(help_text="已知个数；已知的下级有几个")
    parts = serializers.IntegerField(help_text="下级个数；下级共几个")
    adds_up = serializers.ChoiceField(choices=ADDS_UP, source="sat.value", help_text="相合；是否与本级相合")
    difference = DecimalText(help_text="相差；本级减合计，以 unit 计，不都是确数的为 null")
    coverage = DecimalText(help_text="合计占本级（%）；不等式按已知的一端")


class ChildSerializer(serializers.Serializer[Child]):
    """A region directly below, and what it contributes; where it does not, why."""

    region = RegionReference(help_text="地区")
    plan_indicator = serializers.IntegerField(
        source="item.id", allow_null=True, default=None, help_text="下级的规划指标编号；没有为 null"
    )
    is_linked = serializers.BooleanField(
        help_text="true 为登记的分解关系，false 为同期规划中的同一指标或没有"
    )
    unit = serializers.CharField(
        source="item.unit", allow_null=True, default=None, help_text="下级规划的计量单位"
    )
    target = FigureField(source="item.target", default=None, help_text="下级的目标，以它自己的 unit 计")
    target_counted = IntervalSerializer(
        source="target.interval", allow_null=True, help_text="计入合计的目标，以本级的 unit 计"
    )
    target_missing = serializers.ChoiceField(
        choices=list(WHY.items()),
        source="target.why",
        allow_blank=True,
        help_text="目标未计入的原因；计入的为空",
    )
    target_missing_label = serializers.SerializerMethodField(help_text="目标未计入的原因")
    actual = FigureField(source="reported.figure", default=None, help_text="下级的实绩，以本级的 unit 计")
    actual_is_provisional = serializers.BooleanField(
        source="reported.is_provisional", allow_null=True, default=None, help_text="是已上报、未接收的数"
    )
    actual_counted = IntervalSerializer(
        source="actual.interval", allow_null=True, help_text="计入合计的实绩，以本级的 unit 计"
    )
    actual_missing = serializers.ChoiceField(
        choices=list(WHY_NO_ACTUAL.items()),
        source="actual.why",
        allow_blank=True,
        help_text="实绩未计入的原因；计入的为空",
    )
    actual_missing_label = serializers.SerializerMethodField(help_text="实绩未计入的原因")

    def get_target_missing_label(self, row: Child) -> str:
        return WHY.get(row.target.why, "")

    def get_actual_missing_label(self, row: Child) -> str:
        return WHY_NO_ACTUAL.get(row.actual.why, "")


class RollupSerializer(serializers.ModelSerializer[PlanIndicator]):
    """A plan indicator; the view has put its `rollup` and the `standing` beside it."""

    plan = PlanReference(help_text="规划")
    region = RegionReference(source="plan.region", help_text="地区")
    indicator = IndicatorReference(help_text="指标")
    attribute_label = serializers.CharField(source="get_attribute_display", help_text="属性名称")
    basis = serializers.ChoiceField(choices=BASES, source="effective_basis", help_text="本规划所用口径")
    sense = serializers.ChoiceField(choices=SENSES, source="effective_sense", help_text="本规划所用方向")
    year = serializers.IntegerField(source="rollup.year", help_text="年度；实绩是哪一年的")
    standing = serializers.ChoiceField(
        choices=Standing.choices, help_text="数据范围；accepted 只用已接收的数据，provisional 含未接收"
    )
    is_additive = serializers.BooleanField(
        source="rollup.is_additive",
        help_text="可汇总；下级之和等于本级，否则不汇总，比率只由分子、分母重新计算",
    )
    target = FigureField(
        source="rollup.item.target", help_text="目标；本级的目标（当年有效的版本），以 unit 计"
    )
    target_year = serializers.IntegerField(
        source="rollup.item.target_year", allow_null=True, help_text="目标年份"
    )
    targets = SumSerializer(
        source="rollup.targets",
        allow_null=True,
        help_text=(
            "下级目标；下级目标之和，adds_up 指足额（上限类指未超出）。不汇总的、本级目标不是数量的为 null"
        ),
    )
    actual = FigureField(
        source="rollup.own.figure", default=None, help_text="实绩；本级的实绩，以 unit 计，没有为 null"
    )
    actual_is_provisional = serializers.BooleanField(
        source="rollup.own.is_provisional",
        allow_null=True,
        default=None,
        help_text="实绩未接收；本级的实绩是已上报、未接收的数",
    )
    actuals = SumSerializer(
        source="rollup.actuals",
        allow_null=True,
        help_text="下级实绩；下级实绩之和，adds_up 指与本级一致（舍入以内）。不汇总的为 null",
    )
    recomputed = DecimalText(
        source="rollup.recomputed",
        help_text="重新计算的比率；由全部下级的分子、分母计算，以 unit 计；缺一个即为 null，从不平均",
    )
    missing_targets = serializers.ListField(
        child=serializers.CharField(),
        help_text="缺目标的下级；目标未计入的下级和原因，如 乙市（没有同期规划）",
    )
    missing_actuals = serializers.ListField(
        child=serializers.CharField(), help_text="缺实绩的下级；实绩未计入的下级和原因"
    )
    children = ChildSerializer(source="rollup.children", many=True, help_text="各直接下级")

    class Meta:
        model = PlanIndicator
        fields = (
            "id", "plan", "region", "indicator", "name", "unit", "attribute", "attribute_label",
            "basis", "sense", "year", "standing", "is_additive", "target", "target_year",
            "targets", "missing_targets", "actual", "actual_is_provisional", "actuals",
            "missing_actuals", "recomputed", "children",
        )  # fmt: skip
        extra_kwargs: ClassVar = {
            "id": {"help_text": "规划指标编号"},
            "name": {"help_text": "规划中的名称"},
            "unit": {"help_text": "计量单位"},
        }
