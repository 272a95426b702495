"""What a round asks of each place, and what it does not ask yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.models import PlanIndicator
from plans.models import Commitment, Plan
from regions.codes import bounds
from reporting.models import Round, Row

Place = tuple[str, int | None]  # region code, department id


@dataclass(frozen=True)
class Asked:
    """The indicators and commitments of one form, in the order of the plans."""

    indicators: list[int] = field(default_factory=list)
    commitments: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.indicators) + len(self.commitments)


def asked_of(
    region_id: str,
    year: int,
    *,
    but_for: Iterable[tuple[str, int]] = (),
    but_for_commitments: Iterable[int] = (),
) -> dict[Place, Asked]:
    """By region and department: what published plans of the region and below promise for the year.

    An indicator in two plans of a region is asked for once. `but_for`: (region, indicator) asked for already.
    """
    found: dict[Place, Asked] = {}
    met = set(but_for)
    for region, department, indicator in _promised(region_id, year):
        if (region, indicator) not in met:
            met.add((region, indicator))
            found.setdefault((region, department), Asked()).indicators.append(indicator)
    known = set(but_for_commitments)
    for region, department, commitment in _undertaken(region_id, year):
        if commitment not in known:
            found.setdefault((region, department), Asked()).commitments.append(commitment)
    return found


def not_yet_asked(of_round: Round) -> Mapping[Place, Asked]:
    """What plans published since the round was opened add to it; nothing asked for already."""
    rows = Row.objects.filter(
        submission__round__year=of_round.year, submission__region__code__range=bounds(of_round.region_id)
    )
    measured = rows.filter(indicator__isnull=False).values_list("submission__region_id", "indicator_id")
    promised = rows.filter(commitment__isnull=False).values_list("commitment_id", flat=True)
    return asked_of(
        of_round.region_id,
        of_round.year,
        but_for=measured,
        but_for_commitments=promised,
    )


def _promised(region_id: str, year: int) -> Iterable[tuple[str, int | None, int]]:
    rows = PlanIndicator.objects.filter(plan__in=_plans(region_id, year))
    rows = rows.order_by("plan__region_id", "plan_id", "position")
    return rows.values_list("plan__region_id", "department_id", "indicator_id")


def _undertaken(region_id: str, year: int) -> Iterable[tuple[str, int | None, int]]:
    rows = Commitment.objects.filter(plan__in=_plans(region_id, year))
    rows = rows.order_by("plan__region_id", "plan_id", "position")
    return rows.values_list("plan__region_id", "department_id", "pk")


def _plans(region_id: str, year: int) -> Iterable[Plan]:
    found = Plan.objects.filter(
        region__code__range=bounds(region_id), start_year__lte=year, end_year__gte=year
    )
    return found.exclude(state=Plan.State.DRAFT).order_by()
