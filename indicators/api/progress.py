"""Verdicts over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import Resource
from indicators.filters import ProgressFilters
from indicators.models import Verdict
from indicators.queries.reasons import reasons_of
from indicators.serializers import ProgressSerializer

EXPLAIN = OpenApiParameter("explain", str, enum=["1"], description="给出 why：这个评价怎样得出，逐句")
KEY = OpenApiParameter(
    "id", str, OpenApiParameter.PATH, description="规划指标编号-年度-数据范围，如 12-2024-accepted"
)


@extend_schema(tags=["进展评价"])
@extend_schema_view(
    list=extend_schema(
        summary="进展评价",
        description=(
            "每个规划指标在每一年的评价，默认只用已接收的数据。"
            "inputs 是评价的全部输入，按 rule_version 的规则可在系统之外重新得出同样的结果。"
        ),
        parameters=[EXPLAIN],
    ),
    retrieve=extend_schema(
        summary="一条进展评价", description="连同 why：这个评价怎样得出，逐句。", parameters=[KEY, EXPLAIN]
    ),
)
class ProgressViewSet(Resource):
    serializer_class = ProgressSerializer
    filterset_class = ProgressFilters
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}-[0-9]{4}-(?:accepted|provisional)"
    extras = ("explain",)
    detail_parameters = ("explain",)
    ordering = ("plan_indicator_id", "year", "standing")
    queryset = Verdict.objects.none()

    def get_queryset(self) -> QuerySet[Verdict]:
        seen = Verdict.objects.visible_to(self.request.user)
        return seen.select_related("plan_indicator__indicator", "region", "plan")

    def get_object(self) -> Verdict:
        plan_indicator, year, standing = self.kwargs["id"].split("-")
        return get_object_or_404(
            self.get_queryset(), plan_indicator_id=int(plan_indicator), year=int(year), standing=standing
        )

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(self._told(rows, self._explains(request)))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self._explains(request)
        return Response(self._told([self.get_object()], True)[0])

    def _told(self, rows: Sequence[Verdict], explains: bool) -> Any:
        context = {**self.get_serializer_context(), "why": reasons_of(rows) if explains else None}
        return ProgressSerializer(rows, many=True, context=context).data

    @staticmethod
    def _explains(request: Request) -> bool:
        said = request.query_params.get("explain")
        if said not in (None, "1"):
            raise ValidationError({"explain": ["只能是 1；不需要说明时请去掉这个参数。"]})
        return said == "1"
