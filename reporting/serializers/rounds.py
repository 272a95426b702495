"""Rounds as the API gives them."""

from __future__ import annotations

from rest_framework import serializers

from regions.serializers import RegionReference
from reporting.models import Round


class RoundReference(serializers.Serializer[Round]):
    """A round named inside something else."""

    id = serializers.IntegerField(help_text="填报任务编号")
    title = serializers.CharField(help_text="名称")


class RoundSerializer(serializers.ModelSerializer[Round]):
    region = RegionReference(help_text="地区；任务的范围是它和它的全部下级")
    forms = serializers.IntegerField(help_text="填报单张数；您能看到的")

    class Meta:
        model = Round
        fields = ("id", "region", "year", "title", "opens_date", "due_date", "closed_at", "forms")
