"""Regions as the API gives them."""

from __future__ import annotations

from rest_framework import serializers

from regions.models import Region


class RegionReference(serializers.Serializer[Region]):
    """A region named inside something else."""

    code = serializers.CharField(help_text="代码；六位行政区划代码（GB/T 2260；演示地区为 98 开头）")
    name = serializers.CharField(help_text="名称")


class RegionSerializer(serializers.ModelSerializer[Region]):
    parent = serializers.CharField(
        source="parent_id", allow_null=True, help_text="上级的代码；没有上级为 null"
    )
    successor = serializers.CharField(
        source="successor_id", allow_null=True, help_text="停用后继任地区的代码"
    )
    level_label = serializers.CharField(source="get_level_display", help_text="层级名称")

    class Meta:
        model = Region
        fields = (
            "code", "name", "level", "level_label", "parent", "valid_from", "valid_to",
            "successor", "is_standard", "is_fictional",
        )  # fmt: skip
