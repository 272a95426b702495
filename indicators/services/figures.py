"""Figures into the record: reported (provisional), accepted, withdrawn. Versions are written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from audit.services import record_each
from indicators.calc import Figure
from indicators.models import Acceptance, Actual, ActualVersion, Signature
from indicators.models.actuals import FIRST_YEAR, LAST_YEAR
from indicators.models.figures import columns_of
from indicators.services.assessment import mark_for_assessment

Place = tuple[str, int, int]  # region code, indicator id, year


@dataclass(frozen=True)
class Reported:
    """One figure to be entered, in the catalogue's unit. `responsible` names the head of the office."""

    region_id: str
    indicator_id: int
    year: int
    figure: Figure
    is_estimate: bool = False
    revision: str = ActualVersion.Revision.FINAL
    source: str = ""
    scope: str = ""
    note: str = ""
    reason: str = ""
    since_year: int | None = None
    breaks_series: bool = False
    break_note: str = ""
    cause: str = ""
    measure: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    responsible: str = ""


@transaction.atomic
def report(*, figures: Sequence[Reported], by: User | None, at: datetime) -> list[ActualVersion]:
    """Write a new version of each figure; it counts as provisional until it is accepted."""
    _check_years(figures)
    actuals = _locked_actuals(figures)
    versions = _new_versions(figures, actuals, by=by, at=at)
    if by is not None:
        _sign_as_entered(versions, figures, by, at)
    for version in versions:
        version.actual.provisional = version
    Actual.objects.bulk_update(actuals.values(), ["provisional"])
    said = [(each.actual, {**_named(each), "reason": each.reason}) for each in versions]
    record_each("figure.reported", subjects=said, by=by, at=at)
    mark_for_assessment(places=_places(versions), at=at)
    return versions


@transaction.atomic
def sign(*, version_ids: Sequence[int], part: str, by: User, at: datetime) -> None:
    """Put a person's name under versions, in one part (审核人 …)."""
    Signature.objects.bulk_create(
        Signature(version_id=each, part=part, by=by, name=by.name, at=at) for each in version_ids
    )


@transaction.atomic
def accept(*, version_ids: Sequence[int], by: User | None, at: datetime) -> None:
    """Take versions into the record: from now on they are what counts."""
    versions = _with_locked_actuals(version_ids)
    Acceptance.objects.bulk_create(Acceptance(version=version, by=by, at=at) for version in versions)
    waiting = [each.actual_id for each in versions if each.actual.provisional_id == each.pk]
    Actual.objects.filter(pk__in=waiting).update(accepted=F("provisional"), provisional=None)
    for version in versions:
        if version.actual_id not in waiting:  # another one was reported since, and waits in its turn
            Actual.objects.filter(pk=version.actual_id).update(accepted=version)
    record_each("figure.accepted", subjects=[(each.actual, _named(each)) for each in versions], by=by, at=at)
    mark_for_assessment(places=_places(versions), at=at)


@transaction.atomic
def withdraw(*, version_ids: Sequence[int], by: User | None, at: datetime, reason: str = "") -> None:
    """Let provisional versions count no longer (taken back, or returned); they stay in the history."""
    versions = [each for each in _with_locked_actuals(version_ids) if each.actual.provisional_id == each.pk]
    Actual.objects.filter(pk__in=[each.actual_id for each in versions]).update(provisional=None)
    said = [(each.actual, {"version": each.number, "reason": reason}) for each in versions]
    record_each("figure.withdrawn", subjects=said, by=by, at=at)
    mark_for_assessment(places=_places(versions), at=at)


def record_published(*, figures: Sequence[Reported], at: datetime) -> list[ActualVersion]:
    """Figures from published sources: in the record at once, with their source, entered by the system."""
    with transaction.atomic():
        versions = report(figures=figures, by=None, at=at)
        accept(version_ids=[version.pk for version in versions], by=None, at=at)
    return versions


def _sign_as_entered(
    versions: Sequence[ActualVersion], entries: Sequence[Reported], by: User, at: datetime
) -> None:
    sign(version_ids=[version.pk for version in versions], part=Signature.Part.FILLED, by=by, at=at)
    Signature.objects.bulk_create(
        Signature(version=version, part=Signature.Part.RESPONSIBLE, name=entry.responsible, at=at)
        for version, entry in zip(versions, entries, strict=True)
        if entry.responsible
    )


def _check_years(figures: Sequence[Reported]) -> None:
    for entry in figures:
        if not FIRST_YEAR <= entry.year <= LAST_YEAR:
            raise ValidationError(f"{entry.year} 年超出范围：只接收 {FIRST_YEAR}—{LAST_YEAR} 年的数据。")


def _place(entry: Reported) -> Place:
    return entry.region_id, entry.indicator_id, entry.year


def _locked_actuals(entries: Sequence[Reported]) -> dict[Place, Actual]:
    """The records of the places, made where there are none yet; locked in order of their keys."""
    places = dict.fromkeys(_place(entry) for entry in entries)
    Actual.objects.bulk_create(
        [Actual(region_id=region, indicator_id=indicator, year=year) for region, indicator, year in places],
        ignore_conflicts=True,
    )
    found = (
        Actual.objects.select_for_update(of=("self",))
        .select_related("region", "indicator")
        .filter(
            region__in={region for region, _, _ in places},
            indicator__in={indicator for _, indicator, _ in places},
            year__in={year for _, _, year in places},
        )
        .order_by("pk")
    )
    actuals = {(actual.region_id, actual.indicator_id, actual.year): actual for actual in found}
    return {place: actuals[place] for place in places}


def _new_versions(
    entries: Sequence[Reported], actuals: Mapping[Place, Actual], *, by: User | None, at: datetime
) -> list[ActualVersion]:
    """A version of each entry, numbered on from the last one of its place."""
    numbered = ActualVersion.objects.filter(actual__in=actuals.values()).order_by().values_list("actual")
    last = dict(numbered.annotate(last=Max("number")))
    versions = []
    for entry in entries:
        actual = actuals[_place(entry)]
        number = last[actual.pk] = last.get(actual.pk, 0) + 1
        versions.append(_version(actual, number, entry, by=by, at=at))
    return ActualVersion.objects.bulk_create(versions)


def _version(actual: Actual, number: int, entry: Reported, *, by: User | None, at: datetime) -> ActualVersion:
    return ActualVersion(
        actual=actual,
        number=number,
        is_estimate=entry.is_estimate,
        revision=entry.revision,
        source=entry.source,
        scope=entry.scope,
        note=entry.note,
        reason=entry.reason or ("重新上报" if number > 1 else ""),
        since_year=entry.since_year,
        breaks_series=entry.breaks_series,
        break_note=entry.break_note,
        cause=entry.cause,
        measure=entry.measure,
        numerator=entry.numerator,
        denominator=entry.denominator,
        entered_by=by,
        entered_at=at,
        **columns_of(entry.figure),
    )


def _with_locked_actuals(version_ids: Sequence[int]) -> list[ActualVersion]:
    versions = list(ActualVersion.objects.filter(pk__in=version_ids).order_by("actual_id"))
    locked = (
        Actual.objects.select_for_update(of=("self",))
        .select_related("region", "indicator")
        .filter(pk__in=[version.actual_id for version in versions])
        .order_by("pk")
    )
    actuals = {actual.pk: actual for actual in locked}
    for version in versions:
        version.actual = actuals[version.actual_id]
    return versions


def _named(version: ActualVersion) -> dict[str, object]:
    return {"version": version.number, "text": version.text}


def _places(versions: Sequence[ActualVersion]) -> list[Place]:
    return [(each.actual.region_id, each.actual.indicator_id, each.actual.year) for each in versions]
