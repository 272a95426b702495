"""What is behind, over the API."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api.known import KNOWN_ON, known_at
from indicators.api.verdicts import KEY, VerdictResource
from indicators.filters import GapFilters
from indicators.models import Verdict
from indicators.queries.reasons import reasons_of
from indicators.queries.seriousness import BEHIND, behind, seriousness
from indicators.queries.told import Told, told_of
from indicators.serializers import GapSerializer


@extend_schema(tags=["滞后清单"])
@extend_schema_view(
    list=extend_schema(
        summary="滞后清单",
        description=(
            "黄灯和红灯的评价，次序与驾驶舱的滞后清单相同：约束性在前，再按灯的轻重、偏离的大小，最后按表中次序。"
            "原因、措施是随已接收的数据填报的，限于本人授权的地区。"
            "不给 year 时为各年的评价，期末以前的年度也在其中。known_on 时按当时的数据和目标即时评价。"
        ),
        parameters=[KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一条滞后", description="按编号取一条；不滞后的不在其中。", parameters=[KEY, KNOWN_ON]
    ),
)
class GapViewSet(VerdictResource):
    serializer_class = GapSerializer
    filterset_class = GapFilters
    extras = ("known_on",)
    detail_parameters = ("known_on",)
    ordering = ("by_attribute", "by_lamp", "by_deviation", "plan_id", "by_position", "year")
    related = (*VerdictResource.related, "plan_indicator__department")

    def get_queryset(self) -> QuerySet[Verdict]:
        """As known on a day, all verdicts: which of them were behind has to be judged."""
        seen = super().get_queryset()
        if known_at(self.request) is not None:
            return seen
        return behind(seen).annotate(by_position=F("plan_indicator__position"))

    def lamps_wanted(self) -> Collection[str]:
        return self._asked("lamp") or BEHIND

    def get_object(self) -> Verdict:
        found = super().get_object()
        if found.lamp not in BEHIND:
            raise Http404
        return found

    def judged(self, stored: Sequence[Verdict]) -> Sequence[Verdict]:
        """Those judged now have their place in the order beside them, as those that are stored."""
        found = super().judged(stored)
        for row in found:
            if row.lamp in BEHIND:
                place = seriousness(row.attribute, row.lamp, row.deviation)
                row.by_attribute, row.by_lamp, row.by_deviation = place  # type: ignore[attr-defined]
                row.by_position = row.plan_indicator.position  # type: ignore[attr-defined]
        return found

    def told(self, rows: Sequence[Any]) -> Sequence[Verdict]:
        """With cause and measure where they were told, and how each verdict was reached."""
        told = told_of(self.request.user, map(_asked, rows), known_at(self.request))
        said = reasons_of(rows)
        for row in rows:
            beside = told.get(_asked(row), Told())
            row.cause, row.measure = beside.cause or None, beside.measure or None
            row.why = said[row.pk]
        return rows


def _asked(row: Verdict) -> tuple[str, int, int]:
    """Where the cause of a laggard would be told: beside the figure that was judged."""
    return row.region_id, row.plan_indicator.indicator_id, row.judged_year or 0
