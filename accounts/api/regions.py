"""The regions a person may read about."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api.resource import Resource
from accounts.queries import regions_visible_to
from regions.filters import RegionFilters
from regions.models import Region
from regions.serializers import RegionSerializer


@extend_schema(tags=["地区"])
@extend_schema_view(
    list=extend_schema(summary="地区", description="授权范围内的地区，以及其上级和同级。按代码排序。"),
    retrieve=extend_schema(summary="一个地区", description="按六位代码取一个地区。"),
)
class RegionViewSet(Resource):
    serializer_class = RegionSerializer
    filterset_class = RegionFilters
    lookup_value_regex = "[1-9][0-9]{5}"
    ordering = ("code",)
    queryset = Region.objects.none()

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.request.user)
