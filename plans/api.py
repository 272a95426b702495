"""Plans over the API."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from plans.filters import PlanFilters
from plans.models import Plan
from plans.serializers import PlanSerializer


@extend_schema(tags=["规划"])
@extend_schema_view(
    list=extend_schema(summary="规划", description="已发布和已结束的规划；草稿只对本地区的规划管理员可见。"),
    retrieve=extend_schema(summary="一个规划", description="按编号取一个规划。"),
)
class PlanViewSet(Resource):
    serializer_class = PlanSerializer
    filterset_class = PlanFilters
    ordering = ("id",)
    queryset = Plan.objects.none()

    def get_queryset(self) -> QuerySet[Plan]:
        seen = Plan.objects.visible_to(self.request.user)
        return seen.select_related("region").prefetch_related(Prefetch("parent_plans", seen.order_by("id")))
