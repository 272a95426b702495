"""Figures of the record over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError

from accounts.api import Resource
from accounts.queries import published
from indicators.api.known import KNOWN_ON, known_at
from indicators.filters import ActualFilters
from indicators.models import Actual, Standing
from indicators.queries.known import having_known, with_known
from indicators.serializers import ActualSerializer

STANDING = OpenApiParameter("standing", str, enum=Standing.values, description="数据范围，默认 accepted")


@extend_schema(tags=["实绩"])
@extend_schema_view(
    list=extend_schema(
        summary="实绩",
        description=(
            "每个地区、指标、年度一个数，供所有规划共用。"
            "standing=provisional 只列本人授权范围内已上报、未接收的。"
        ),
        parameters=[KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一个实绩", description="按编号取一个数。", parameters=[STANDING, KNOWN_ON]
    ),
)
class ActualViewSet(Resource):
    serializer_class = ActualSerializer
    filterset_class = ActualFilters
    extras = ("known_on",)
    detail_parameters = ("standing", "known_on")
    ordering = ("id",)
    queryset = Actual.objects.none()

    @property
    def standing(self) -> str:
        said = self.request.query_params.get("standing", Standing.ACCEPTED.value)
        if said not in Standing.values:
            raise ValidationError(
                {"standing": [f"没有“{said[:40]}”这个值。可用：{'、'.join(Standing.values)}。"]}
            )
        return said

    def get_queryset(self) -> QuerySet[Actual]:
        user, standing, moment = self.request.user, self.standing, known_at(self.request)
        if moment is not None:
            known = having_known(Actual.objects.filter(published(user)), moment)
            return known.select_related("region", "indicator")
        submitted = standing == Standing.PROVISIONAL
        rows = Actual.objects.submitted_to(user) if submitted else Actual.objects.accepted_to(user)
        return rows.select_related("region", "indicator", f"{standing}__acceptance")

    def get_object(self) -> Any:
        return self._as_asked([super().get_object()])[0]

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        return self._as_asked(super().paginate_queryset(queryset) or [])

    def _as_asked(self, rows: list[Actual]) -> list[Actual]:
        """With the version that counted on the day asked for."""
        return rows if known_at(self.request) is None else with_known(rows)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "standing": self.standing}
