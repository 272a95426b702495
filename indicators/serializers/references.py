"""An indicator of a plan named inside something else."""

from __future__ import annotations

from rest_framework import serializers

from indicators.models import PlanIndicator


class PlanIndicatorReference(serializers.Serializer[PlanIndicator]):
    id = serializers.IntegerField(help_text="编号")
    name = serializers.CharField(help_text="名称；规划中的")
