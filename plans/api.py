"""Plans over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from accounts.api.known import KNOWN_ON, known_at
from plans.filters import CommitmentFilters, PlanFilters
from plans.models import Commitment, CommitmentReport, Plan
from plans.queries import published_by
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
        parameters=[KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一项重点任务", description="按编号取一项重点任务。", parameters=[KNOWN_ON]
    ),
)
class CommitmentViewSet(Resource):
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilters
    extras = ("known_on",)
    detail_parameters = ("known_on",)
    ordering = ("plan_id", "position")
    queryset = Commitment.objects.none()

    def get_queryset(self) -> QuerySet[Commitment]:
        """With the reports that count, or counted on the day asked for; the latest of them beside each."""
        moment = known_at(self.request)
        seen = Commitment.objects.visible_to(self.request.user).filter(published_by(moment))
        counted = CommitmentReport.objects.counted(moment).select_related("acceptance").order_by("year")
        latest = counted.filter(commitment=OuterRef("pk")).order_by("-year").values("progress")[:1]
        seen = seen.annotate(latest_progress=Subquery(latest)).select_related("plan__region", "department")
        return seen.prefetch_related(Prefetch("reports", counted))

    def told(self, rows: Sequence[Any]) -> Sequence[Commitment]:
        for row in rows:
            row.latest = max(row.reports.all(), key=lambda report: report.year, default=None)
        return rows
