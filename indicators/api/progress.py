"""Verdicts over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError

from accounts.api import Resource, check_one_of
from accounts.api.fields import fields_asked
from indicators.api.known import KNOWN_ON, known_at
from indicators.filters import ProgressFilters
from indicators.models import Standing, Verdict
from indicators.queries.judging import verdicts_known
from indicators.queries.reasons import reasons_of
from indicators.serializers import ProgressSerializer

EXPLAIN = OpenApiParameter("explain", str, enum=["0", "1"], description="给出 why：这个评价怎样得出，逐句")
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
            "known_on 时按当时的数据和目标、现行的规则即时评价，不能同时按 status、lamp 筛选。"
        ),
        parameters=[EXPLAIN, KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一条进展评价",
        description="连同 why：这个评价怎样得出，逐句。",
        parameters=[KEY, EXPLAIN, KNOWN_ON],
    ),
)
class ProgressViewSet(Resource):
    serializer_class = ProgressSerializer
    filterset_class = ProgressFilters
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}-[0-9]{4}-(?:accepted|provisional)"
    extras = ("explain", "known_on")
    detail_parameters = ("explain", "known_on")
    unasked = ("why",)
    ordering = ("plan_indicator_id", "year", "standing")
    queryset = Verdict.objects.none()

    def get_queryset(self) -> QuerySet[Verdict]:
        seen, moment = Verdict.objects.visible_to(self.request.user), known_at(self.request)
        if moment is not None:
            seen = seen.filter(
                standing=Standing.ACCEPTED, year__lte=moment.year, plan__published_at__lte=moment
            )
        return seen.select_related("plan_indicator__indicator", "region", "plan")

    def get_object(self) -> Verdict:
        plan_indicator, year, standing = self.kwargs["id"].split("-")
        return get_object_or_404(
            self.get_queryset(), plan_indicator_id=int(plan_indicator), year=int(year), standing=standing
        )

    def told(self, rows: Sequence[Any]) -> Sequence[Verdict]:
        """With the sentences of each, where they are wanted."""
        found = self._as_asked(rows)
        if self._explains():
            said = reasons_of(found)
            for row in found:
                row.why = said[row.pk]  # type: ignore[attr-defined]
        return found

    def unasked_now(self) -> tuple[str, ...]:
        return () if self._explains() else self.unasked

    def _as_asked(self, stored: Sequence[Verdict]) -> Sequence[Verdict]:
        """The stored verdicts, or those on the same plan indicators and years by what was known then."""
        moment = known_at(self.request)
        if moment is None:
            return stored
        judged_later = [name for name in ("status", "lamp") if name in self.request.query_params]
        if judged_later:
            raise ValidationError({name: ["不能与 known_on 同用。"] for name in judged_later})
        ids, years = {row.plan_indicator_id for row in stored}, {row.year for row in stored}
        known = verdicts_known(ids, years, moment)
        found = [known[row.plan_indicator_id, row.year] for row in stored]
        for row, now in zip(found, stored, strict=True):  # what was joined to the one serves the other
            row.plan_indicator, row.region, row.plan = now.plan_indicator, now.region, now.plan
        return found

    def _explains(self) -> bool:
        asked = check_one_of(self.request, "explain", ("0", "1"), "0") == "1"
        return asked or bool(self.detail) or "why" in fields_asked(self.request)
