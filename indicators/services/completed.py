"""A plan whose period is over, brought in with its results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from indicators.calc import Figure
from indicators.calc.units import converted
from indicators.models import Actual, Indicator
from indicators.services.figures import Reported, record_published
from indicators.services.publishing import publish_plan
from plans.models import Plan
from plans.services import close

SYSTEM_SOURCE = "规划文件所附完成情况表"


def in_catalogue_unit(figure: Figure, unit: str, indicator: Indicator) -> Figure:
    """In the catalogue's unit; where that differs, the text keeps the published unit."""
    found = converted(figure, unit, indicator.unit)
    return found if found.value == figure.value else replace(found, text=f"{figure.text}{unit}")


@dataclass(frozen=True)
class Kept:
    """A year that had a figure already: it stays, what the document says is not taken."""

    name: str
    year: int
    on_record: str
    in_document: str


@transaction.atomic
def complete_plan(
    *, plan_id: int, results: Sequence[Reported], by: User | None, at: datetime
) -> tuple[Plan, list[Kept]]:
    """Publish and close it, and take its results into the record, but for the years that are kept."""
    publish_plan(plan_id=plan_id, by=by, at=at)
    plan = close(plan_id=plan_id, by=by, at=at)
    held = Actual.objects.filter(
        region=plan.region_id, indicator__in={each.indicator_id for each in results}
    ).select_related("indicator", "accepted", "provisional")
    there = {(each.indicator_id, each.year): each for each in held}
    free = [each for each in results if (each.indicator_id, each.year) not in there]
    record_published(figures=free, at=at)
    kept = [_kept(found, each) for each in results if (found := there.get((each.indicator_id, each.year)))]
    return plan, kept


def _kept(actual: Actual, result: Reported) -> Kept:
    version = actual.accepted or actual.provisional
    return Kept(actual.indicator.name, actual.year, version.text if version else "", result.figure.text)
