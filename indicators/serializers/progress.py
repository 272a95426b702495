"""Verdicts as the API gives them, with all that is needed to reach them again."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.calc import LAMPS, REASONS, REGIMES, STATUSES
from indicators.models import Standing, Verdict
from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from indicators.serializers.references import PlanIndicatorReference
from plans.serializers import DecimalText, PlanReference
from regions.serializers import RegionReference

INPUTS = (
    "输入；评价的全部输入，可据以重算，成员同 manage.py assess 的案例，数写成文字："
    "口径 basis、方向 sense、属性 nature、基数 baseline、目标 target、起止年 start end、"
    "评价到哪一年 as_of、各年数值 years、series（yearly 逐年数，running 累计数）、"
    "binds（end 期末，every_year 每年）、年度目标 annual_targets、"
    "自然界限 limits（下端、上端）、分档界限 cutoffs（依次为快于、达到、基本达到、严重滞后，百分点）、"
    "口径变化年份 broken_years、含未接收数据的年份 provisional_years"
)

LAMP_WORDS = [(code, lamp.label) for code, lamp in LAMPS.items()]
STATUS_WORDS = [(code, status.label) for code, status in STATUSES.items()]


class LampSerializer(serializers.Serializer[Any]):
    """A signal: code and word."""

    code = serializers.ChoiceField(choices=LAMP_WORDS)
    label = serializers.CharField()


class LampOfVerdict(serializers.Serializer[Verdict]):
    """The lamp of a verdict: code and word."""

    code = serializers.ChoiceField(source="lamp", choices=LAMP_WORDS)
    label = serializers.SerializerMethodField()

    def get_label(self, row: Verdict) -> str:
        return LAMPS[row.lamp].label


@extend_schema_field({"type": "object", "additionalProperties": True})
class Inputs(serializers.JSONField):
    """The case that was judged; an object of its own, which a table gives only where it is asked for."""


class ProgressSerializer(serializers.ModelSerializer[Verdict]):
    """Per cent and percentage points to two places, amounts in `unit`; null where a rule gives none."""

    id = serializers.SerializerMethodField(help_text="编号；地址中的，规划指标-年度-数据范围")
    plan_indicator = PlanIndicatorReference(help_text="规划指标")
    indicator = IndicatorReference(source="plan_indicator.indicator", help_text="指标")
    region = RegionReference(help_text="地区")
    plan = PlanReference(help_text="规划")
    standing = serializers.ChoiceField(
        choices=Standing.choices, help_text="数据范围；accepted 只用已接收的数据，provisional 含未接收"
    )
    attribute_label = serializers.CharField(source="get_attribute_display", help_text="属性名称")
    status = serializers.ChoiceField(choices=STATUS_WORDS, help_text="评价代码")
    status_label = serializers.SerializerMethodField(help_text="评价名称")
    lamp = LampOfVerdict(source="*", help_text="灯")
    regime = serializers.ChoiceField(choices=list(REGIMES.items()), allow_null=True, help_text="评价方式")
    reason = serializers.SerializerMethodField(help_text="无法评价的原因代码；能评价时为 null")
    reason_label = serializers.SerializerMethodField(help_text="无法评价的原因")
    flags = serializers.ListField(
        source="flag_list", child=serializers.CharField(), help_text="标记：只作注明，不改变评价"
    )
    flag_labels = serializers.ListField(child=serializers.CharField(), help_text="标记的名称，次序同 flags")
    attainment = DecimalText(help_text="完成率（%）")
    closure = DecimalText(help_text="目标实现程度（%），仅 PATH")
    schedule = DecimalText(help_text="时序进度（%），仅 CUM、BUDGET、PATH")
    deviation = DecimalText(help_text="偏离：有时序进度的为百分点，否则为差距占目标的负百分比；用于排序")
    gap = DecimalText(help_text="差距，以 unit 计；正数为还差或超出")
    unit = serializers.CharField(source="plan_indicator.unit", help_text="计量单位")
    remaining_pace = DecimalText(help_text="今后每年还要多少，以 unit 计")
    pace_so_far = DecimalText(help_text="此前年均多少，以 unit 计")
    margin = DecimalText(help_text="余量，以 unit 计")
    extrapolation = DecimalText(help_text="按此前速度推至期末的数值，以 unit 计；只是推算，不是评价")
    actual = serializers.CharField(
        source="actual_text", help_text="所评价的实绩：一个数、一个区间或各档比例；没有为空"
    )
    target = FigureField(source="inputs.target", help_text="所依据的目标（当年有效的版本）")
    baseline = FigureField(source="inputs.baseline", help_text="基数")
    inputs = Inputs(read_only=True, help_text=INPUTS)
    why = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="这个评价怎样得出，逐句；单条或 explain=1 时给出",
    )

    class Meta:
        model = Verdict
        fields = (
            "id", "plan_indicator", "indicator", "region", "plan", "year", "standing",
            "attribute", "attribute_label", "status", "status_label", "lamp", "regime",
            "reason", "reason_label", "flags", "flag_labels", "judged_year", "is_final", "attainment",
            "closure", "schedule", "deviation", "gap", "unit", "remaining_pace", "pace_so_far",
            "margin", "extrapolation", "actual", "target", "target_version", "baseline",
            "inputs", "rule_version", "assessed_at", "why",
        )  # fmt: skip

    def get_id(self, row: Verdict) -> str:
        return address_of(row)

    def get_status_label(self, row: Verdict) -> str:
        return STATUSES[row.status].label

    def get_reason(self, row: Verdict) -> str | None:
        return row.reason or None

    def get_reason_label(self, row: Verdict) -> str | None:
        return REASONS.get(row.reason) if row.reason else None


class GapSerializer(ProgressSerializer):
    """A verdict that is behind, with what its region told about it."""

    department = serializers.CharField(
        source="plan_indicator.department.name", allow_null=True, default=None, help_text="责任单位"
    )
    gap = DecimalText(help_text="还差；还差或超出多少，以 unit 计，不是确数的为 null")
    remaining_pace = DecimalText(help_text="每年还要；今后每年还要多少，以 unit 计，规则没有给出的为 null")
    cause = serializers.CharField(allow_null=True, help_text="滞后原因，随已接收的数据填报；没有为 null")
    measure = serializers.CharField(allow_null=True, help_text="措施，随已接收的数据填报；没有为 null")
    why = serializers.ListField(child=serializers.CharField(), help_text="评价过程；这个评价怎样得出，逐句")

    class Meta(ProgressSerializer.Meta):
        fields = (
            "id", "plan_indicator", "indicator", "region", "plan", "year", "standing", "attribute",
            "attribute_label", "lamp", "status", "status_label", "judged_year", "is_final", "regime",
            "flags", "flag_labels", "baseline", "target", "actual", "unit", "gap", "remaining_pace",
            "pace_so_far", "attainment", "closure", "schedule", "deviation", "department", "cause",
            "measure", "why", "rule_version", "assessed_at",
        )  # fmt: skip


def address_of(row: Verdict) -> str:
    return f"{row.plan_indicator_id}-{row.year}-{row.standing}"
