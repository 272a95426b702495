"""One plan indicator in full: verdicts of all years, versions of figures and targets, kin, other regions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q

from accounts.models import User
from accounts.queries import reach_of
from indicators.calc import Figure
from indicators.calc.units import converted
from indicators.models import Acceptance, Actual, ActualVersion, PlanIndicator, Standing, Verdict
from indicators.queries.judging import verdicts_known
from indicators.queries.known import known_versions, promises_known
from indicators.queries.progress import (
    Item,
    Judgement,
    Viewer,
    items_of,
    judgement_of,
    judgements,
    plan_indicators_shown,
)
from plans.models import Plan
from regions.codes import contains
from regions.models import Region

SUBMITTED, COUNTS, SUPERSEDED, TAKEN_BACK = "未接收", "已接收", "已被替代", "已撤回或退回"


@dataclass(frozen=True)
class VersionEntry:
    """A version of a figure. `by` is empty where the reader's grants do not reach."""

    year: int
    number: int
    figure: Figure
    state: str
    counts: bool
    is_estimate: bool
    is_preliminary: bool
    breaks_series: bool
    source: str
    scope: str
    note: str
    reason: str
    by: str
    entered_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True)
class TargetEntry:
    version: int
    figure: Figure
    year: int
    in_force_date: date | None
    reason: str
    document_number: str
    approved_by: str


@dataclass(frozen=True)
class Elsewhere:
    """The same indicator in a plan of another region for the same years, judged as of the same year."""

    region: Region
    relation: str
    item: Item
    verdict: Judgement | None


@dataclass(frozen=True)
class Dossier:
    """All that is on record about a plan indicator, as far as the reader may know."""

    item: Item
    plan: Plan
    region: Region
    indicator_name: str
    indicator_code: str
    definition: str
    scope_notes: str
    every_year: bool
    annual_targets: tuple[tuple[int, Figure], ...]
    targets: tuple[TargetEntry, ...]
    verdicts: dict[int, Judgement]
    versions: tuple[VersionEntry, ...]
    parent: tuple[int, str] | None
    parts: tuple[tuple[Item, Judgement | None], ...]
    is_pending: bool


def plan_indicator_shown(
    user: Viewer, plan_id: int, plan_indicator_id: int, known_at: datetime | None = None
) -> PlanIndicator | None:
    found = plan_indicators_shown(user, known_at).filter(plan=plan_id, pk=plan_indicator_id)
    found = found.select_related("plan__region__parent__parent__parent", "parent")
    _, annual_targets = promises_known(known_at)
    return found.prefetch_related(annual_targets, "pending").first()


def dossier(
    user: Viewer, row: PlanIndicator, *, year: int, standing: str, known_at: datetime | None = None
) -> Dossier:
    """`row` as `plan_indicator_shown` gives it for the same moment; `year` decides about the target in force
    and the parts.
    """
    annual = sorted(row.annual_targets.all(), key=lambda target: target.year)
    targets = sorted(row.targets.all(), key=lambda target: target.version)
    return Dossier(
        item=items_of([row], year)[0],
        plan=row.plan,
        region=row.plan.region,
        indicator_name=row.indicator.name,
        indicator_code=row.indicator.code,
        definition=row.indicator.definition,
        scope_notes=row.indicator.scope_notes,
        every_year=row.every_year,
        annual_targets=tuple((target.year, target.figure) for target in annual),
        targets=tuple(
            TargetEntry(
                version=each.version,
                figure=each.figure,
                year=each.year,
                in_force_date=each.in_force_date,
                reason=each.reason,
                document_number=each.document_number,
                approved_by=each.approved_by,
            )
            for each in targets
        ),
        verdicts=_verdicts(user, row, standing, known_at),
        versions=_versions(user, row, standing, known_at),
        parent=(row.parent.pk, row.parent.name) if row.parent else None,
        parts=_parts(user, row, year, standing, known_at),
        is_pending=known_at is None and bool(row.pending.all()),
    )


def _verdicts(
    user: Viewer, row: PlanIndicator, standing: str, known_at: datetime | None
) -> dict[int, Judgement]:
    """By year."""
    if known_at is not None:
        known = verdicts_known([row.pk], row.plan.years, known_at)
        return {year: judgement_of(verdict) for (_, year), verdict in sorted(known.items())}
    stored = Verdict.objects.visible_to(user).filter(plan_indicator=row, standing=standing)
    return {verdict.year: judgement_of(verdict) for verdict in stored.order_by("year")}


def _parts(
    user: Viewer, row: PlanIndicator, year: int, standing: str, known_at: datetime | None
) -> tuple[tuple[Item, Judgement | None], ...]:
    items = items_of(plan_indicators_shown(user, known_at).filter(parent=row).order_by("position"), year)
    ids = [item.id for item in items]
    judged = judgements(user, ids, year=year, standing=standing, known_at=known_at)
    return tuple((item, judged.get(item.id)) for item in items)


def _versions(
    user: Viewer, row: PlanIndicator, standing: str, known_at: datetime | None
) -> tuple[VersionEntry, ...]:
    """Versions in the plan's years, the latest first; those never accepted only where the grants reach.

    `known_at`: only those accepted by then, and of them as counting only what counted then.
    """
    region, reached = row.plan.region_id, within_reach(user, row.plan.region_id)
    found = ActualVersion.objects.filter(
        actual__region=region,
        actual__indicator=row.indicator_id,
        actual__year__range=(row.plan.start_year, row.plan.end_year),
    ).select_related("actual", "acceptance", "entered_by")
    counted = Q(acceptance__isnull=False)
    if reached:  # what was taken back or returned stands in the history alone
        counted |= Q(pk=F("actual__provisional"))
    found = found.filter(counted)
    found = found.order_by("-actual__year", "-number")
    if known_at is None:
        return tuple(_entry(version, row, reached, standing) for version in found)
    accepted = list(found.filter(acceptance__at__lte=known_at))
    counting = known_versions([version.actual_id for version in accepted], known_at)
    for version in accepted:
        version.actual.accepted_id, version.actual.provisional_id = counting.get(version.actual_id), None
    return tuple(_entry(version, row, reached, standing) for version in accepted)


def _entry(version: ActualVersion, row: PlanIndicator, reached: bool, standing: str) -> VersionEntry:
    acceptance: Acceptance | None = getattr(version, "acceptance", None)
    by = version.entered_by
    return VersionEntry(
        year=version.actual.year,
        number=version.number,
        figure=converted(version.figure, row.indicator.unit, row.unit),
        state=state_of(version),
        counts=_counts(version, standing),
        is_estimate=version.is_estimate,
        is_preliminary=version.revision == ActualVersion.Revision.PRELIMINARY,
        breaks_series=version.breaks_series,
        source=version.source,
        scope=version.scope,
        note=version.note,
        reason=version.reason if reached else "",
        by=(by.name if by else "公开数据导入") if reached or by is None else "",
        entered_at=version.entered_at,
        accepted_at=acceptance.at if acceptance else None,
    )


def state_of(version: ActualVersion) -> str:
    """Whether the version counts, waits, was replaced, or was taken back."""
    actual: Actual = version.actual
    if version.pk == actual.accepted_id:
        return COUNTS
    if version.pk == actual.provisional_id:
        return SUBMITTED
    return SUPERSEDED if getattr(version, "acceptance", None) else TAKEN_BACK


def _counts(version: ActualVersion, standing: str) -> bool:
    actual: Actual = version.actual
    if standing == Standing.PROVISIONAL and actual.provisional_id:
        return version.pk == actual.provisional_id
    return version.pk == actual.accepted_id


def within_reach(user: User | AnonymousUser, code: str) -> bool:
    """Whether the grants themselves cover the region: submitted figures and names of people follow them."""
    return any(low <= code <= high for low, high in reach_of(user).own)


def elsewhere(
    user: Viewer, row: PlanIndicator, *, year: int, known_at: datetime | None = None
) -> list[Elsewhere]:
    """Parent, siblings and children with the same indicator, basis and sense, in a plan for the same years;
    by accepted figures only, so that all are judged alike.
    """
    region = row.plan.region
    around = Q(plan__region__parent=region.code)
    if region.parent_id is not None:
        around |= Q(plan__region=region.parent_id) | Q(plan__region__parent=region.parent_id)
    found = plan_indicators_shown(user, known_at).filter(
        around,
        indicator=row.indicator_id,
        plan__start_year=row.plan.start_year,
        plan__end_year=row.plan.end_year,
    )
    rows = list(
        found.exclude(plan=row.plan_id).select_related("plan__region").order_by("plan__region_id", "pk")
    )
    wanted = items_of([row], year)[0]
    ids = [each.pk for each in rows]
    judged = judgements(user, ids, year=year, standing=Standing.ACCEPTED, known_at=known_at)
    return [
        Elsewhere(each.plan.region, _relation(region, each.plan.region), item, judged.get(item.id))
        for each, item in zip(rows, items_of(rows, year), strict=True)
        if (item.basis, item.sense) == (wanted.basis, wanted.sense)
    ]


def _relation(here: Region, there: Region) -> str:
    if here.code == there.code:
        return "本地区其他规划"
    if there.code == here.parent_id:
        return "上级"
    return "下级" if contains(here.code, there.code) else "同级"
