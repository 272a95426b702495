"""The catalogue over the API."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from indicators.filters import IndicatorFilters
from indicators.models import Indicator
from indicators.serializers import IndicatorSerializer


@extend_schema(tags=["指标目录"])
@extend_schema_view(
    list=extend_schema(summary="指标目录", description="可以监测的全部指标，不论哪个规划采用。按代码排序。"),
    retrieve=extend_schema(summary="目录中的一项指标", description="按代码取一项指标。"),
)
class IndicatorViewSet(Resource):
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilters
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,60}"
    ordering = ("code",)
    queryset = Indicator.objects.select_related("parent").prefetch_related("aliases")
