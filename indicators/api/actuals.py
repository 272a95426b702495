"""Figures of the record over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from accounts.api import Resource, check_one_of
from accounts.api.known import KNOWN_ON, known_at
from accounts.queries import published
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
        return check_one_of(self.request, "standing", tuple(Standing.values), Standing.ACCEPTED.value)

    def get_queryset(self) -> QuerySet[Actual]:
        user, standing, moment = self.request.user, self.standing, known_at(self.request)
        if moment is not None:
            known = having_known(Actual.objects.filter(published(user)), moment)
            return known.select_related("region", "indicator")
        submitted = standing == Standing.PROVISIONAL
        rows = Actual.objects.submitted_to(user) if submitted else Actual.objects.accepted_to(user)
        return rows.select_related("region", "indicator", f"{standing}__acceptance")

    def told(self, rows: Sequence[Any]) -> Sequence[Actual]:
        """With the version shown beside each row: the one that counts, or counted on the day asked for."""
        found: list[Any] = list(rows) if known_at(self.request) is None else with_known(list(rows))
        for row in found:
            row.standing = self.standing
            row.shown = getattr(row, self.standing)
        return found
