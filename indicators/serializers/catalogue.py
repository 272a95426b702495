"""The catalogue as the API gives it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from indicators.models import Indicator
from plans.serializers import DecimalText


class IndicatorReference(serializers.Serializer[Indicator]):
    """An indicator named inside something else."""

    code = serializers.CharField(help_text="代码")
    name = serializers.CharField(help_text="名称；目录中的")


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    aliases: serializers.Field[Any, Any, Any, Any] = serializers.SlugRelatedField(
        many=True, read_only=True, slug_field="name", help_text="文件中的其他叫法"
    )
    basis_label = serializers.CharField(source="get_basis_display", help_text="口径名称")
    sense_label = serializers.CharField(source="get_sense_display", help_text="方向名称")
    parent = serializers.CharField(
        source="parent.code", allow_null=True, default=None, help_text="其中之上级的代码"
    )
    limit_low = DecimalText(help_text="自然下限，以计量单位计")
    limit_high = DecimalText(help_text="自然上限，以计量单位计")

    class Meta:
        model = Indicator
        fields = (
            "code", "name", "aliases", "unit", "domain", "definition", "scope_notes", "basis",
            "basis_label", "sense", "sense_label", "parent", "is_additive", "decimals",
            "limit_low", "limit_high",
        )  # fmt: skip
