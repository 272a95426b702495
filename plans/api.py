"""Plans over the API."""

from __future__ import annotations

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from plans.filters import CommitmentFilters, PlanFilters
from plans.models import Commitment, CommitmentReport, Plan
from plans.serializers import CommitmentSerializer, PlanSerializer


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


@extend_schema(tags=["重点任务"])
@extend_schema_view(
    list=extend_schema(
        summary="重点任务",
        description="各规划专栏和正文中的项目、工作量，按规划和原文次序，附各年已接收的进展；未接收的不在其中。",
    ),
    retrieve=extend_schema(summary="一项重点任务", description="按编号取一项重点任务。"),
)
class CommitmentViewSet(Resource):
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilters
    ordering = ("plan_id", "position")
    queryset = Commitment.objects.none()

    def get_queryset(self) -> QuerySet[Commitment]:
        counted = CommitmentReport.objects.counted().select_related("acceptance").order_by("year")
        latest = counted.filter(commitment=OuterRef("pk")).order_by("-year").values("progress")[:1]
        seen = Commitment.objects.visible_to(self.request.user).annotate(latest_progress=Subquery(latest))
        return seen.select_related("plan__region", "department").prefetch_related(
            Prefetch("reports", counted)
        )
