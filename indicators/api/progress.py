"""Verdicts over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from accounts.api import check_one_of
from accounts.api.fields import fields_asked
from accounts.api.known import KNOWN_ON
from indicators.api.verdicts import KEY, VerdictResource
from indicators.filters import ProgressFilters
from indicators.models import Verdict
from indicators.queries.reasons import reasons_of
from indicators.serializers import ProgressSerializer

EXPLAIN = OpenApiParameter("explain", str, enum=["0", "1"], description="给出 why：这个评价怎样得出，逐句")


@extend_schema(tags=["进展评价"])
@extend_schema_view(
    list=extend_schema(
        summary="进展评价",
        description=(
            "每个规划指标在每一年的评价，默认只用已接收的数据。"
            "inputs 是评价的全部输入，按 rule_version 的规则可在系统之外重新得出同样的结果。"
            "known_on 时按当时的数据和目标、现行的规则即时评价；此时 status、lamp 指即时评价的结果。"
        ),
        parameters=[EXPLAIN, KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一条进展评价",
        description="连同 why：这个评价怎样得出，逐句。",
        parameters=[KEY, EXPLAIN, KNOWN_ON],
    ),
)
class ProgressViewSet(VerdictResource):
    serializer_class = ProgressSerializer
    filterset_class = ProgressFilters
    extras = ("explain", "known_on")
    detail_parameters = ("explain", "known_on")
    unasked = ("why",)
    ordering = ("plan_indicator_id", "year", "standing")

    def told(self, rows: Sequence[Any]) -> Sequence[Verdict]:
        """With the sentences of each, where they are wanted."""
        found = self.judged(rows)
        if self._explains():
            said = reasons_of(found)
            for row in found:
                row.why = said[row.pk]  # type: ignore[attr-defined]
        return found

    def unasked_now(self) -> tuple[str, ...]:
        return () if self._explains() else self.unasked

    def _explains(self) -> bool:
        asked = check_one_of(self.request, "explain", ("0", "1"), "0") == "1"
        return asked or bool(self.detail) or "why" in fields_asked(self.request)
