"""Forms and their rows as the API gives them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.serializers.catalogue import IndicatorReference
from indicators.serializers.figures import FigureField
from indicators.serializers.progress import LampSerializer
from regions.serializers import RegionReference
from reporting.models.rows import STATES
from reporting.queries import Form
from reporting.rules import Finding
from reporting.serializers.rounds import RoundReference
from reporting.states import State


class CountsSerializer(serializers.Serializer[Any]):
    """Rows by state."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {state.value: serializers.IntegerField(help_text=state.label) for state in State}


class SubmissionSerializer(serializers.Serializer[Form]):
    """The form of one region and department."""

    id = serializers.IntegerField(source="submission.id", help_text="填报单编号")
    round = RoundReference(source="submission.round", help_text="填报任务")
    year = serializers.IntegerField(source="submission.round.year", help_text="年度")
    region = RegionReference(source="submission.region", help_text="地区")
    department = serializers.CharField(
        source="submission.department.name", allow_null=True, default=None, help_text="部门；不分部门为 null"
    )
    responsible = serializers.CharField(source="submission.responsible", help_text="单位负责人")
    state = serializers.ChoiceField(
        choices=STATES, source="state.value", help_text="状态；由各项得出，为最靠前的一项的状态"
    )
    state_label = serializers.CharField(source="state.label", help_text="状态名称")
    counts = CountsSerializer(source="counts_by_name", help_text="各状态的项数")
    total = serializers.IntegerField(help_text="共几项")
    due_date = serializers.DateField(help_text="截止日期；含延期")
    days_late = serializers.IntegerField(help_text="逾期天数；或迟报的天数，按时为 0")
    first_submitted_at = serializers.DateTimeField(
        source="submission.first_submitted_at", allow_null=True, help_text="首次上报时间"
    )


class CommitmentReference(serializers.Serializer[Any]):
    """A commitment named inside something else."""

    id = serializers.IntegerField(help_text="重点任务编号")
    name = serializers.CharField(help_text="名称")


class FindingSerializer(serializers.Serializer[Finding]):
    """What a check says: an error blocks, a warning needs a note, a notice is only told."""

    code = serializers.CharField(help_text="检查的代码")
    weight = serializers.ChoiceField(
        choices=[("error", "须改正"), ("warning", "须说明"), ("notice", "提示")],
        source="weight.value",
        help_text="程度",
    )
    text = serializers.CharField(source="message", help_text="说明")


class OutlookSerializer(serializers.Serializer[Any]):
    """How the indicator would stand with this figure: a trial, not a verdict."""

    lamp = LampSerializer()
    word = serializers.CharField(help_text="评价")
    gap = serializers.CharField(help_text="差距或余量")
    reason = serializers.CharField(help_text="无法评价的原因")


class RowSerializer(serializers.Serializer[Any]):
    """One figure or one commitment of a form, as far as the reader may see it."""

    id = serializers.IntegerField(source="row.id", help_text="填报项编号")
    indicator = IndicatorReference(source="row.indicator", allow_null=True, help_text="指标；重点任务为 null")
    commitment = CommitmentReference(
        source="row.commitment", allow_null=True, help_text="重点任务；指标为 null"
    )
    name = serializers.CharField(help_text="规划中的名称")
    unit = serializers.CharField(help_text="计量单位")
    state = serializers.ChoiceField(choices=STATES, source="row.state", help_text="状态")
    state_label = serializers.CharField(source="row.get_state_display", help_text="状态名称")
    revision = serializers.IntegerField(source="row.revision", help_text="保存次数；保存时须带回")
    typed = serializers.CharField(source="texts.typed", help_text="填报值原文")
    figure = FigureField(help_text="填报值；没有、不能识别或是重点任务的为 null")
    note = serializers.CharField(source="texts.note", help_text="备注")
    cause = serializers.CharField(source="texts.cause", help_text="原因")
    measure = serializers.CharField(source="texts.measure", help_text="措施")
    nature = serializers.CharField(
        source="texts.nature", help_text="数据性质：estimate 预计数，preliminary 初步数"
    )
    numerator = serializers.CharField(source="texts.numerator", help_text="分子")
    denominator = serializers.CharField(source="texts.denominator", help_text="分母")
    break_note = serializers.CharField(source="texts.break_note", help_text="口径变化说明")
    progress = serializers.CharField(source="texts.progress", help_text="重点任务的进展")
    correction = serializers.CharField(source="row.correction", help_text="更正原因；不在更正中为空")
    returned_because = serializers.CharField(source="row.comment", help_text="退回意见")
    submitted_by = serializers.CharField(
        source="row.submitted_by.name", allow_null=True, default=None, help_text="上报人"
    )
    reviewed_by = serializers.CharField(
        source="row.reviewed_by.name", allow_null=True, default=None, help_text="审核人"
    )
    findings = FindingSerializer(many=True, help_text="检查发现的问题")
    outlook = OutlookSerializer(allow_null=True, help_text="试算：以这个数评价会怎样")


class SubmissionInFullSerializer(SubmissionSerializer):
    """A form with its rows."""

    rows = serializers.SerializerMethodField(help_text="各项，指标在前")

    @extend_schema_field(RowSerializer(many=True))
    def get_rows(self, form: Form) -> Any:
        return RowSerializer(self.context["rows"], many=True).data
