"""Figures into the record: reported (provisional), accepted, withdrawn. Versions are written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit.services import record
from indicators.calc import Figure
from indicators.models import Acceptance, Actual, ActualVersion
from indicators.models.actuals import FIRST_YEAR, LAST_YEAR
from indicators.models.figures import columns_of
from indicators.services.assessment import mark_for_assessment


@dataclass(frozen=True)
class Reported:
    """One figure to be entered, in the catalogue's unit."""

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
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@transaction.atomic
def report(*, figures: Sequence[Reported], by: User | None, at: datetime) -> list[ActualVersion]:
    """Write a new version of each figure; it counts as provisional until it is accepted."""
    _check_years(figures)
    versions = []
    for entry in figures:
        actual = _locked_actual(entry)
        version = _new_version(actual, entry, by=by, at=at)
        actual.provisional = version
        actual.save(update_fields=["provisional"])
        record(
            "figure.reported", subject=actual, by=by, at=at, version=version.number, text=version.text,
            reason=version.reason,
        )  # fmt: skip
        versions.append(version)
    mark_for_assessment(places=_places(versions), at=at)
    return versions


@transaction.atomic
def accept(*, version_ids: Sequence[int], by: User | None, at: datetime) -> None:
    """Take versions into the record: from now on they are what counts."""
    versions = _with_locked_actuals(version_ids)
    for version in versions:
        actual = version.actual
        Acceptance.objects.create(version=version, by=by, at=at)
        actual.accepted = version
        if actual.provisional_id == version.pk:
            actual.provisional = None
        actual.save(update_fields=["accepted", "provisional"])
        record("figure.accepted", subject=actual, by=by, at=at, version=version.number, text=version.text)
    mark_for_assessment(places=_places(versions), at=at)


@transaction.atomic
def withdraw(*, version_ids: Sequence[int], by: User | None, at: datetime, reason: str = "") -> None:
    """Let provisional versions count no longer (taken back, or returned); they stay in the history."""
    versions = [each for each in _with_locked_actuals(version_ids) if each.actual.provisional_id == each.pk]
    for version in versions:
        version.actual.provisional = None
        version.actual.save(update_fields=["provisional"])
        record(
            "figure.withdrawn", subject=version.actual, by=by, at=at, version=version.number, reason=reason
        )
    mark_for_assessment(places=_places(versions), at=at)


def record_published(*, figures: Sequence[Reported], at: datetime) -> list[ActualVersion]:
    """Figures from published sources: in the record at once, with their source, entered by the system."""
    with transaction.atomic():
        versions = report(figures=figures, by=None, at=at)
        accept(version_ids=[version.pk for version in versions], by=None, at=at)
    return versions


def _check_years(figures: Sequence[Reported]) -> None:
    for entry in figures:
        if not FIRST_YEAR <= entry.year <= LAST_YEAR:
            raise ValidationError(f"{entry.year} 年超出范围：只接收 {FIRST_YEAR}—{LAST_YEAR} 年的数据。")


def _locked_actual(entry: Reported) -> Actual:
    place = {"region_id": entry.region_id, "indicator_id": entry.indicator_id, "year": entry.year}
    Actual.objects.get_or_create(**place)
    return Actual.objects.select_for_update(of=("self",)).select_related("region", "indicator").get(**place)


def _new_version(actual: Actual, entry: Reported, *, by: User | None, at: datetime) -> ActualVersion:
    last = actual.versions.aggregate(last=Max("number"))["last"] or 0
    return ActualVersion.objects.create(
        actual=actual,
        number=last + 1,
        is_estimate=entry.is_estimate,
        revision=entry.revision,
        source=entry.source,
        scope=entry.scope,
        note=entry.note,
        reason=entry.reason or ("重新上报" if last else ""),
        since_year=entry.since_year,
        breaks_series=entry.breaks_series,
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


def _places(versions: Sequence[ActualVersion]) -> list[tuple[str, int, int]]:
    return [(each.actual.region_id, each.actual.indicator_id, each.actual.year) for each in versions]
