"""年度目标: set, changed and taken back; what is replaced stays as it was, with the time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record_each
from indicators.calc import Figure, format_figure
from indicators.models import AnnualTarget, PlanIndicator
from indicators.models.figures import columns_of
from indicators.services.assessment import mark_plan_indicators
from plans.models import Plan
from plans.permissions import check_can_plan
from plans.services import PlanError

Place = tuple[int, int]  # plan indicator id, year


@dataclass(frozen=True)
class Change:
    """One cell to be changed; None takes the annual target back. `seen_id`: the one its editor was shown."""

    plan_indicator_id: int
    year: int
    figure: Figure | None
    seen_id: int | None


class AnnualTargetsMovedError(Exception):
    """Somebody else changed some of the same cells meanwhile; nothing was saved."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__("这期间别人改动了其中的年度目标，您填的还没有保存。请逐处核对后再保存。")
        self.places = tuple(places)


@transaction.atomic
def set_annual_targets(
    *, plan_indicator_id: int, figures: Mapping[int, Figure], by: User | None, at: datetime
) -> list[AnnualTarget]:
    """Set the annual targets of the years named."""
    rows = _locked([plan_indicator_id], by)
    return _replace(
        rows, {(plan_indicator_id, year): figure for year, figure in figures.items()}, by=by, at=at
    )


@transaction.atomic
def set_plan_annual_targets(
    *, plan_id: int, changes: Sequence[Change], by: User | None, at: datetime
) -> list[int]:
    """All changed cells of a plan, or none of them. Returns the ids of the indicators that were touched.

    Raises AnnualTargetsMovedError where a cell no longer holds what its editor saw.
    """
    locked = _locked({each.plan_indicator_id for each in changes}, by)
    rows = [row for row in locked if row.plan_id == plan_id]
    places = {(each.plan_indicator_id, each.year): each for each in changes}
    current = {(target.plan_indicator_id, target.year): target for target in _in_force(places)}
    moved = [place for place, each in places.items() if _id_of(current.get(place)) != each.seen_id]
    if moved:
        raise AnnualTargetsMovedError(sorted(moved))
    _replace(rows, {place: each.figure for place, each in places.items()}, by=by, at=at)
    return [row.pk for row in rows]


def _id_of(target: AnnualTarget | None) -> int | None:
    return target.pk if target else None


def _in_force(places: Collection[Place]) -> list[AnnualTarget]:
    found = AnnualTarget.objects.filter(
        plan_indicator__in={row_id for row_id, _ in places}, year__in={year for _, year in places}
    )
    return [target for target in found if (target.plan_indicator_id, target.year) in places]


def _locked(ids: Collection[int], by: User | None) -> list[PlanIndicator]:
    rows = PlanIndicator.objects.select_for_update(of=("self",)).select_related("plan").order_by("pk")
    found = list(rows.filter(pk__in=ids))
    for row in found:
        check_can_plan(by, row.plan.region_id)
        if row.plan.state == Plan.State.CLOSED:
            raise PlanError(f"《{row.plan}》已结束，年度目标不能再改。")
    return found


def _replace(
    rows: Sequence[PlanIndicator], figures: Mapping[Place, Figure | None], *, by: User | None, at: datetime
) -> list[AnnualTarget]:
    known = {row.pk: row for row in rows}
    for row_id, year in figures:
        if row_id not in known:
            raise ValidationError("其中有不属于本规划的指标，没有保存。请重新打开本页。")
        if year not in known[row_id].plan.years:
            raise ValidationError(f"{year} 年不在规划期 {known[row_id].plan.period} 之内。")
    replaced = _in_force(figures)
    AnnualTarget.objects.filter(pk__in=[target.pk for target in replaced]).update(replaced_at=at)
    made = AnnualTarget.objects.bulk_create(
        AnnualTarget(plan_indicator_id=row_id, year=year, entered_by=by, entered_at=at, **columns_of(figure))
        for (row_id, year), figure in sorted(figures.items(), key=lambda each: each[0])
        if figure is not None
    )
    told = [(row, _told(row, replaced, figures)) for row in rows]
    record_each("annual_targets.set", subjects=told, by=by, at=at)
    mark_plan_indicators(ids=[row.pk for row in rows if row.plan.state != Plan.State.DRAFT], at=at)
    return made


def _told(
    row: PlanIndicator, replaced: Sequence[AnnualTarget], figures: Mapping[Place, Figure | None]
) -> dict[str, dict[int, str]]:
    """Old and new texts by year; empty where one was taken back."""
    return {
        "old": {target.year: target.text for target in replaced if target.plan_indicator_id == row.pk},
        "new": {
            year: format_figure(figure) if figure else ""
            for (row_id, year), figure in sorted(figures.items(), key=lambda each: each[0])
            if row_id == row.pk
        },
    }
