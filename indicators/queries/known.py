"""What was known at a moment: the versions accepted by then, the targets entered by then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from indicators.models import Acceptance, Actual, ActualVersion, AnnualTarget, Target
from plans.models import Plan


def counted(actuals: QuerySet[Actual], known_at: datetime | None) -> list[Actual]:
    """Actuals that have a version to count, with their versions.

    `known_at`: as they stood then, `accepted` being the version that counted and `provisional` none; these
    objects are for reading only.
    """
    if known_at is None:
        found = actuals.filter(Q(accepted__isnull=False) | Q(provisional__isnull=False))
        return list(found.select_related("accepted", "provisional"))
    return with_known(list(having_known(actuals, known_at)))


def having_known(actuals: QuerySet[Actual], known_at: datetime) -> QuerySet[Any, Any]:
    """Actuals of which something had been accepted by then; `known_version` is the id of the last version."""
    accepted = Acceptance.objects.filter(version__actual=OuterRef("pk"), at__lte=known_at)
    last = accepted.order_by("-at", "-id").values("version_id")[:1]
    return actuals.annotate(known_version=Subquery(last)).filter(known_version__isnull=False)


def known_versions(actual_ids: list[int], known_at: datetime) -> dict[int, int]:
    """By actual, the id of the version that counted then."""
    found = having_known(Actual.objects.filter(pk__in=actual_ids), known_at)
    return dict(found.values_list("pk", "known_version"))


def with_known(actuals: list[Actual]) -> list[Actual]:
    """The same actuals, their accepted version that of `known_version`."""
    ids = [actual.known_version for actual in actuals]  # type: ignore[attr-defined]
    versions = ActualVersion.objects.select_related("acceptance").in_bulk(ids)
    for actual in actuals:
        actual.accepted, actual.provisional = versions[actual.known_version], None  # type: ignore[attr-defined]
    return actuals


def promises_known(known_at: datetime | None) -> tuple[str | Prefetch[Any], str | Prefetch[Any]]:
    """What to prefetch for targets and annual targets: those in force, or those entered by then."""
    if known_at is None:
        return "targets", "annual_targets"
    return (
        Prefetch("targets", queryset=Target.objects.filter(entered_at__lte=known_at)),
        Prefetch("annual_targets", queryset=annual_targets_known(known_at)),
    )


def annual_targets_known(known_at: datetime | None) -> QuerySet[AnnualTarget]:
    """Those in force, or in force then."""
    if known_at is None:
        return AnnualTarget.objects.all()
    entered = AnnualTarget.versions.filter(entered_at__lte=known_at)
    return entered.filter(Q(replaced_at=None) | Q(replaced_at__gt=known_at))


def was_published(plan: Plan, known_at: datetime) -> bool:
    """Whether the plan was in the system, published, by then."""
    return plan.published_at is not None and plan.published_at <= known_at
