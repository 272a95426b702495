"""A checked form, and what is said about its rows, as the API gives them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reporting.models import Comment
from reporting.models.rows import STATES
from reporting.serializers.forms import FindingSerializer


class CheckedRowSerializer(serializers.Serializer[Any]):
    """A row about which the checks have something to say."""

    id = serializers.IntegerField(source="row.id", help_text="填报项编号")
    indicator = serializers.CharField(
        source="row.indicator.code", allow_null=True, default=None, help_text="指标代码；重点任务为 null"
    )
    state = serializers.ChoiceField(choices=STATES, source="row.state", help_text="状态")
    revision = serializers.IntegerField(source="row.revision", help_text="保存次数；保存时须带回")
    blocks = serializers.BooleanField(help_text="是否妨碍上报；有须改正的，或有须说明而没有备注的")
    findings = FindingSerializer(many=True, help_text="检查发现的问题")


class CheckedFormSerializer(serializers.Serializer[Any]):
    """What handing the form up would say now."""

    can_submit = serializers.BooleanField(help_text="现在能否上报")
    detail = serializers.CharField(help_text="说明；能否上报，为什么")
    total = serializers.IntegerField(help_text="将上报几项")
    missing = serializers.CharField(help_text="填报单本身还缺什么；不缺为空")
    rows = CheckedRowSerializer(many=True, help_text="检查发现了问题的各项")


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """One utterance about a row."""

    row = serializers.IntegerField(source="row_id", help_text="填报项编号")
    kind_label = serializers.CharField(source="get_kind_display", help_text="类别名称")
    by = serializers.CharField(source="by.name", help_text="发言人")

    class Meta:
        model = Comment
        fields = ("id", "row", "kind", "kind_label", "text", "by", "at")


class ConversationsSerializer(serializers.Serializer[Any]):
    """All that was said about the rows of a form."""

    comments = CommentSerializer(many=True, help_text="各条意见，按发表先后")
    unanswered = serializers.ListField(
        child=serializers.IntegerField(), help_text="最后一条意见还没有填报员答复的填报项编号"
    )
