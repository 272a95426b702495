"""Targets and figures against those of the regions below, over the API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.api import Resource, check_one_of
from accounts.api.known import KNOWN_ON, known_at
from accounts.queries import granted
from indicators.calc import round_half_up
from indicators.calc.rollup import WHY, WHY_NO_ACTUAL, Sum
from indicators.filters import RollupFilters
from indicators.models import PlanIndicator, Standing
from indicators.queries.progress import opening_years, plan_indicators_shown
from indicators.queries.rollups import Rollup, rollups_of_rows, summable
from indicators.serializers import RollupSerializer
from plans.queries import published_by
from regions.filters import EARLIEST, LATEST
from regions.filters import YEAR as YEARS

YEAR = OpenApiParameter(
    "year",
    {"type": "integer", "minimum": EARLIEST, "maximum": LATEST},
    description="实绩是哪一年的；不给则为各规划最近有数的一年，即驾驶舱首先显示的那一年",
)
STANDING = OpenApiParameter(
    "standing",
    OpenApiTypes.STR,
    enum=Standing.values,
    description="数据范围，默认 accepted；provisional 含已上报、未接收的，只列本人授权的地区",
)


@extend_schema(tags=["分解汇总"])
@extend_schema_view(
    list=extend_schema(
        summary="分解汇总",
        description=(
            "各规划指标的目标、实绩，与直接下级同期规划的目标之和、实绩之和。"
            "不等式按区间相加；缺的下级逐个说明原因，不当作 0。一页至多 200 行。"
        ),
        parameters=[YEAR, STANDING, KNOWN_ON],
    ),
    retrieve=extend_schema(
        summary="一项规划指标的分解汇总",
        description="按规划指标编号取一项。",
        parameters=[YEAR, STANDING, KNOWN_ON],
    ),
)
class RollupViewSet(Resource):
    """Each row brings those of all regions below: fewer at a time."""

    serializer_class = RollupSerializer
    filterset_class = RollupFilters
    extras = ("year", "standing", "known_on")
    detail_parameters = ("year", "standing", "known_on")
    ordering = ("plan_id", "position")
    largest_page = 200
    chunk = 200
    queryset = PlanIndicator.objects.none()

    @property
    def standing(self) -> str:
        return check_one_of(self.request, "standing", tuple(Standing.values), Standing.ACCEPTED.value)

    def get_queryset(self) -> QuerySet[PlanIndicator]:
        moment, year = known_at(self.request), _year(self.request)
        rows = summable(plan_indicators_shown(self.request.user, moment)).select_related("plan__region")
        rows = rows.filter(published_by(moment))
        if year is not None:
            rows = rows.filter(plan__start_year__lte=year, plan__end_year__gte=year)
        if self.standing == Standing.PROVISIONAL:
            rows = rows.filter(granted(self.request.user, "plan__region"))
        return rows

    def told(self, rows: Sequence[Any]) -> Sequence[PlanIndicator]:
        user, moment, year = self.request.user, known_at(self.request), _year(self.request)
        plans = list({row.plan_id: row.plan for row in rows}.values())
        years = opening_years(plans, moment) if year is None else {plan.pk: year for plan in plans}
        found = rollups_of_rows(user, rows, years=years, standing=self.standing, known_at=moment)
        for row, rollup in zip(rows, found, strict=True):
            row.rollup, row.standing = _rounded(rollup), self.standing
            row.missing_targets = _missing(rollup, "target", WHY)
            row.missing_actuals = _missing(rollup, "actual", WHY_NO_ACTUAL)
        return rows


def _missing(rollup: Rollup, part: str, words: dict[str, str]) -> list[str]:
    whys = [(child.region.name, getattr(child, part).why) for child in rollup.children]
    return [f"{name}（{words[why]}）" for name, why in whys if why] if rollup.is_additive else []


def _rounded(rollup: Rollup) -> Rollup:
    """Shares and rates come of divisions: as many places as stored verdicts have."""
    rate = rollup.recomputed
    return replace(
        rollup,
        targets=_shared(rollup.targets),
        actuals=_shared(rollup.actuals),
        recomputed=None if rate is None else round_half_up(rate, 6),
    )


def _shared(found: Sum | None) -> Sum | None:
    if found is None or found.coverage is None:
        return found
    return replace(found, coverage=round_half_up(found.coverage, 2))


def _year(request: Request) -> int | None:
    said = request.query_params.get("year")
    if said is None:
        return None
    if not re.fullmatch(YEARS, said):
        raise ValidationError(
            {"year": [f"“{said[:40]}”不是 {EARLIEST}—{LATEST} 的年份；这里只能给一个年份。"]}
        )
    return int(said)
