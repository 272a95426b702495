"""Cases for the engine, read from the record: one per plan indicator, year and standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from indicators.calc import Case, Cutoffs, Figure
from indicators.calc.case import Basis, Sense
from indicators.calc.interval import Limits
from indicators.calc.status import Attribute
from indicators.calc.units import converted, ratio
from indicators.models import Actual, ActualVersion, PlanIndicator, Standing, Target
from indicators.models.figures import columns_of
from indicators.queries.known import counted, promises_known

Versions = Mapping[int, ActualVersion]  # by year


@dataclass(frozen=True)
class Subject:
    """A case and where it belongs."""

    plan_indicator: PlanIndicator
    year: int
    standing: Standing
    target_version: int | None
    case: Case


def plan_indicators_to_judge(ids: Iterable[int], known_at: datetime | None = None) -> list[PlanIndicator]:
    """With all that their cases need; targets as they were `known_at`, where that is given."""
    found = PlanIndicator.objects.filter(pk__in=list(ids)).select_related("plan", "indicator", "baseline")
    return list(found.prefetch_related(*promises_known(known_at)).order_by("pk"))


def subjects_of(plan_indicators: Iterable[PlanIndicator], *, until: int) -> list[Subject]:
    """Cases of every year up to `until`, in both standings."""
    rows = list(plan_indicators)
    record = _record(rows)
    return [
        _subject(row, year, standing, record[row.plan.region_id, row.indicator_id])
        for row in rows
        for year in range(row.plan.start_year, min(row.plan.end_year, until) + 1)
        for standing in Standing
    ]


def subjects_known(
    plan_indicators: Iterable[PlanIndicator], years: Iterable[int], known_at: datetime
) -> list[Subject]:
    """Cases of these years as they stood at a moment: by what had been accepted and promised until then.

    `plan_indicators` as `plan_indicators_to_judge` gives them for that moment.
    """
    rows, wanted = list(plan_indicators), sorted(set(years))
    record = _record(rows, known_at)
    return [
        _subject(row, year, Standing.ACCEPTED, record[row.plan.region_id, row.indicator_id])
        for row in rows
        for year in wanted
        if row.plan.start_year <= year <= row.plan.end_year
    ]


def live_cases(rows: list[PlanIndicator], *, year: int, typed: Mapping[int, Figure]) -> list[Case]:
    """The rows' cases as they would stand with figures just typed.

    `typed` is by plan indicator id, in the catalogue's unit. A figure in brackets is a total since the start
    of the plan, as it will be when it is reported.
    """
    record = _record(rows)
    found = []
    for row in rows:
        actuals, figure = record[row.plan.region_id, row.indicator_id], typed.get(row.pk)
        if figure is not None:
            since = row.plan.start_year if figure.cumulative else None
            version = ActualVersion(since_year=since, **columns_of(figure))
            kept = [actual for actual in actuals if actual.year != year]
            actuals = [*kept, Actual(year=year, provisional=version)]
        found.append(_subject(row, year, Standing.PROVISIONAL, actuals).case)
    return found


def _record(
    rows: list[PlanIndicator], known_at: datetime | None = None
) -> Mapping[tuple[str, int], list[Actual]]:
    """Actuals by region and indicator."""
    found: dict[tuple[str, int], list[Actual]] = defaultdict(list)
    wanted = {(row.plan.region_id, row.indicator_id) for row in rows}
    actuals = Actual.objects.filter(
        region__in={region for region, _ in wanted}, indicator__in={indicator for _, indicator in wanted}
    )
    for actual in counted(actuals, known_at):
        key = (actual.region_id, actual.indicator_id)
        if key in wanted:
            found[key].append(actual)
    return found


def target_in_force(row: PlanIndicator, year: int) -> Target | None:
    """The version in force on 31 December of the year; for the end year the last one."""
    versions = sorted(row.targets.all(), key=lambda target: target.version)
    if year >= row.plan.end_year or not versions:
        return versions[-1] if versions else None
    in_force = [target for target in versions if target.in_force_on(date(year, 12, 31))]
    return in_force[-1] if in_force else versions[0]


def _subject(row: PlanIndicator, year: int, standing: Standing, actuals: list[Actual]) -> Subject:
    plan, indicator = row.plan, row.indicator
    versions, provisional = _versions(actuals, standing, plan.start_year, min(year, plan.end_year))
    basis = cast(Basis, row.own_basis or indicator.basis)
    running = basis == "cumulative" and _is_running(versions, plan.start_year)
    if basis == "cumulative":
        total = plan.start_year if running else None
        versions = {each: version for each, version in versions.items() if version.since_year == total}
    target = target_in_force(row, year)
    baseline = getattr(row, "baseline", None)
    case = Case(
        basis=basis,
        sense=cast(Sense, row.own_sense or indicator.sense),
        target=target.figure if target else None,
        start=plan.start_year,
        end=plan.end_year,
        as_of=year,
        actuals={each: _converted(version, row) for each, version in versions.items()},
        attribute=cast(Attribute, row.attribute),
        baseline=baseline.figure if baseline else None,
        running=running,
        every_year=row.every_year,
        annual_targets={each.year: each.figure for each in row.annual_targets.all()},
        limits=limits_of(row),
        cutoffs=Cutoffs(plan.cutoff_ahead, plan.cutoff_on_track, plan.cutoff_tolerance, plan.cutoff_serious),
        provisional_years=frozenset(provisional),
        broken_years=frozenset(each for each, version in versions.items() if version.breaks_series),
    )
    return Subject(row, year, standing, target.version if target else None, case)


def _versions(
    actuals: list[Actual], standing: Standing, start: int, until: int
) -> tuple[dict[int, ActualVersion], set[int]]:
    """The versions that count, by year, and the years in which that is one not yet accepted."""
    found: dict[int, ActualVersion] = {}
    provisional = set()
    for actual in actuals:
        if not start <= actual.year <= until:
            continue
        version = actual.accepted
        if standing is Standing.PROVISIONAL and actual.provisional is not None:
            version = actual.provisional
            provisional.add(actual.year)
        if version is not None:
            found[actual.year] = version
    return found, provisional


def _is_running(versions: Versions, start: int) -> bool:
    """Whether the latest figure is a total since the start of the plan; then totals are what is judged."""
    reported = [year for year, version in versions.items() if version.figure.is_reported]
    return bool(reported) and versions[max(reported)].since_year == start


def _converted(version: ActualVersion, row: PlanIndicator) -> Figure:
    return converted(version.figure, row.indicator.unit, row.unit)


def limits_of(row: PlanIndicator) -> Limits:
    times = ratio(row.indicator.unit, row.unit)
    low, high = row.indicator.limit_low, row.indicator.limit_high
    return (None if low is None else low * times, None if high is None else high * times)
