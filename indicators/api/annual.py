"""Annual targets over the API."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from accounts.api.known import KNOWN_ON, known_at
from indicators.filters import AnnualTargetFilters
from indicators.models import AnnualTarget
from indicators.queries.known import annual_targets_known
from indicators.serializers import AnnualTargetInFullSerializer
from plans.models import Plan
from plans.queries import published_by


@extend_schema(tags=["年度目标"])
@extend_schema_view(
    list=extend_schema(
        summary="年度目标",
        description="各规划指标的年度目标，现行的（known_on 时为当时现行的），按规划指标和年份。",
        parameters=[KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一个年度目标", description="按编号取一个年度目标。", parameters=[KNOWN_ON]
    ),
)
class AnnualTargetViewSet(Resource):
    serializer_class = AnnualTargetInFullSerializer
    filterset_class = AnnualTargetFilters
    extras = ("known_on",)
    detail_parameters = ("known_on",)
    ordering = ("plan_indicator_id", "year", "id")
    queryset = AnnualTarget.objects.none()

    def get_queryset(self) -> QuerySet[AnnualTarget]:
        moment = known_at(self.request)
        seen = Q(plan_indicator__plan__in=Plan.objects.visible_to(self.request.user))
        rows = annual_targets_known(moment).filter(seen, published_by(moment, "plan_indicator__plan"))
        return rows.select_related("plan_indicator__plan__region", "plan_indicator__indicator")
