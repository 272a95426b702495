"""Commitments of plans and what was accepted about them, year by year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar

from plans.models import Commitment, CommitmentReport

T = TypeVar("T")
ByYear = Mapping[int, CommitmentReport]


def commitments_and_reports(
    plan_id: int, known_at: datetime | None = None
) -> tuple[list[Commitment], dict[int, ByYear]]:
    """The plan's commitments as it prints them, and the reports that count (that counted by then)."""
    found = Commitment.objects.filter(plan=plan_id).select_related("department").order_by("position")
    commitments = list(found)
    return commitments, counted_reports([each.pk for each in commitments], known_at) if commitments else {}


def counted_reports(commitment_ids: Collection[int], known_at: datetime | None = None) -> dict[int, ByYear]:
    """By commitment and year: the report that counts, which is the last accepted (by then). One query."""
    reports = CommitmentReport.objects.filter(commitment__in=commitment_ids, acceptance__isnull=False)
    if known_at is not None:
        reports = reports.filter(acceptance__at__lte=known_at)
    reports = reports.select_related("acceptance")
    found: dict[int, dict[int, CommitmentReport]] = {}
    for report in reports.order_by("year", "acceptance__pk"):
        found.setdefault(report.commitment_id, {})[report.year] = report
    return dict(found)


def latest_before(by_year: Mapping[int, T], year: int) -> tuple[int, T] | None:
    """The last year before `year` of which there is something, with what there is."""
    earlier = [each for each in by_year if each < year]
    return (max(earlier), by_year[max(earlier)]) if earlier else None
