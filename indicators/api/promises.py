"""Indicators of plans over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from accounts.api.known import KNOWN_ON, known_at
from indicators.filters import PlanIndicatorFilters
from indicators.models import PlanIndicator
from indicators.queries.known import promises_known
from indicators.serializers import PlanIndicatorSerializer
from plans.queries import published_by


@extend_schema(tags=["规划指标"])
@extend_schema_view(
    list=extend_schema(
        summary="规划指标",
        description="各规划的指标，按规划和表中次序。基数、目标保留原文。",
        parameters=[KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="规划中的一项指标", description="按编号取一项规划指标。", parameters=[KNOWN_ON]
    ),
)
class PlanIndicatorViewSet(Resource):
    serializer_class = PlanIndicatorSerializer
    filterset_class = PlanIndicatorFilters
    extras = ("known_on",)
    detail_parameters = ("known_on",)
    ordering = ("plan_id", "position")
    queryset = PlanIndicator.objects.none()

    def get_queryset(self) -> QuerySet[PlanIndicator]:
        moment = known_at(self.request)
        seen = PlanIndicator.objects.visible_to(self.request.user).filter(published_by(moment))
        joined = seen.select_related("plan__region", "indicator", "department", "baseline")
        return joined.prefetch_related(*promises_known(moment))

    def told(self, rows: Sequence[Any]) -> Sequence[PlanIndicator]:
        """With the target that is current beside each row."""
        for row in rows:
            row.current = max(row.targets.all(), key=lambda target: target.version, default=None)
        return rows
