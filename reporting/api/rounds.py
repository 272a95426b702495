"""Rounds over the API."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api import Resource
from reporting.filters import RoundFilters
from reporting.models import Round, Submission
from reporting.serializers import RoundSerializer


@extend_schema(tags=["填报"])
@extend_schema_view(
    list=extend_schema(summary="填报任务", description="其中有您能看到的填报单的任务。"),
    retrieve=extend_schema(summary="一个填报任务", description="按编号取一个填报任务。"),
)
class RoundViewSet(Resource):
    serializer_class = RoundSerializer
    filterset_class = RoundFilters
    ordering = ("id",)
    queryset = Round.objects.none()

    def get_queryset(self) -> QuerySet[Round]:
        seen = Submission.objects.visible_to(self.request.user)
        rounds = Round.objects.filter(pk__in=seen.values("round")).select_related("region")
        return rounds.annotate(forms=Count("submissions", filter=Q(submissions__in=seen)))
