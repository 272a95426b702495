"""What the resources of verdicts have in common: what is stored, or what was known on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from accounts.api import Resource
from accounts.api.gathered import Gathered
from accounts.api.known import known_at
from indicators.calc import LAMPS, STATUSES
from indicators.models import Standing, Verdict
from indicators.queries.judging import verdicts_known
from plans.queries import published_by

KEY = OpenApiParameter(
    "id", str, OpenApiParameter.PATH, description="规划指标编号-年度-数据范围，如 12-2024-accepted"
)
MOST_JUDGED = 5_000
READING = ("plan_indicator_id", "year", "standing")  # in which order the record is read to be judged
TOO_MANY = (
    "与 known_on 同用时，先即时评价，再按评价筛选；所选有 {} 个评价，超过 {}。"
    "请用 year、plan、region 或 subtree 缩小范围。"
)


class VerdictResource(Resource):
    """With `known_on` verdicts are judged when asked for: a page at a time, or, where rows are chosen by what
    comes out, all of them first.
    """

    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}-[0-9]{4}-(?:accepted|provisional)"
    queryset = Verdict.objects.none()
    related: ClassVar[tuple[str, ...]] = ("plan_indicator__indicator", "region", "plan")
    # Of what is joined, the long columns that no member tells.
    unread = (
        "plan__parent_titles", "plan__source", "plan_indicator__note",
        "plan_indicator__indicator__definition", "plan_indicator__indicator__scope_notes",
    )  # fmt: skip

    def get_queryset(self) -> QuerySet[Verdict]:
        seen, moment = Verdict.objects.visible_to(self.request.user), known_at(self.request)
        if moment is not None:
            seen = seen.filter(published_by(moment), standing=Standing.ACCEPTED, year__lte=moment.year)
        return seen.select_related(*self.related).defer(*self.unread)

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        rows = super().filter_queryset(queryset)
        lamps, statuses = self.lamps_wanted(), self._asked("status")
        if self.detail or known_at(self.request) is None or not (lamps or statuses):
            return rows
        assert isinstance(rows, QuerySet)
        count = rows.count()
        if count > MOST_JUDGED:
            raise ValidationError({"known_on": [TOO_MANY.format(f"{count:,}", f"{MOST_JUDGED:,}")]})
        return Gathered(
            row
            for chunk in self.stored(rows, READING)
            for row in self.judged(chunk)
            if row.lamp in (lamps or LAMPS) and row.status in (statuses or STATUSES)
        )

    def lamps_wanted(self) -> Collection[str]:
        return self._asked("lamp")

    def _asked(self, name: str) -> Collection[str]:
        """The words of a parameter that has been checked."""
        said = self.request.query_params.get(name)
        return [word.strip() for word in said.split(",")] if said else ()

    def get_object(self) -> Verdict:
        plan_indicator, year, standing = self.kwargs["id"].split("-")
        stored = get_object_or_404(
            self.get_queryset(), plan_indicator_id=int(plan_indicator), year=int(year), standing=standing
        )
        return self.judged([stored])[0]

    def judged(self, stored: Sequence[Verdict]) -> Sequence[Verdict]:
        """The stored verdicts, or those on the same plan indicators and years by what was known then."""
        moment = known_at(self.request)
        if moment is None or not stored or stored[0]._state.adding:  # the last: judged already
            return stored
        ids, years = {row.plan_indicator_id for row in stored}, {row.year for row in stored}
        known = verdicts_known(ids, years, moment)
        found = [known[row.plan_indicator_id, row.year] for row in stored]
        for row, now in zip(found, stored, strict=True):  # what was joined to the one serves the other
            row.plan_indicator, row.region, row.plan = now.plan_indicator, now.region, now.plan
        return found
