"""Judging again: what an edit touched, what a lost broker missed, and everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from audit.services import job_run
from common.jobs import enqueue
from indicators.calc import assess
from indicators.models import PendingAssessment, PlanIndicator, Verdict
from indicators.queries.cases import plan_indicators_to_judge, subjects_of
from indicators.queries.judging import verdict_of
from plans.models import Plan

CHUNK = 200  # plan indicators a transaction: some 2,000 verdicts
KEY = ("plan_indicator_id", "year", "standing")
KEY_FIELDS = ("plan_indicator", "year", "standing")
COMPARED = tuple(
    field.attname for field in Verdict._meta.concrete_fields if field.attname not in (*KEY, "assessed_at")
)


def mark_for_assessment(*, places: Iterable[tuple[str, int, int]], at: datetime) -> list[int]:
    """Note, in the edit's own transaction, whose verdicts a changed figure makes old; ask for a recompute.

    `places` are (region code, indicator id, year).
    """
    wanted = set(places)
    rows = PlanIndicator.objects.filter(
        plan__region__in={region for region, _, _ in wanted},
        indicator__in={indicator for _, indicator, _ in wanted},
    ).exclude(plan__state=Plan.State.DRAFT)
    found = rows.values_list("pk", "plan__region_id", "indicator_id", "plan__start_year", "plan__end_year")
    ids = sorted(
        pk
        for pk, region, indicator, start, end in found
        if any((region, indicator, year) in wanted for year in range(start, end + 1))
    )
    mark_plan_indicators(ids=ids, at=at)
    return ids


def mark_plan_indicators(*, ids: Sequence[int], at: datetime) -> None:
    """Note that these plan indicators' verdicts are out of date, and ask for a recompute on commit."""
    if not ids:
        return
    PendingAssessment.objects.bulk_create(
        PendingAssessment(plan_indicator_id=each, marked_at=at) for each in ids
    )
    enqueue("indicators.assess", plan_indicator_ids=list(ids), at=at.isoformat())


def assess_plan_indicators(*, plan_indicator_ids: Sequence[int], at: datetime) -> int:
    """Judge these plan indicators in every year up to `at`; returns how many verdicts changed. Idempotent."""
    changed = 0
    for ids in _chunks(plan_indicator_ids):
        changed += _assess_chunk(ids, at)
    return changed


def assess_everything(*, at: datetime) -> int:
    """Judge every plan indicator of every plan in force, in chunks, with a row that shows the progress."""
    ids = list(
        PlanIndicator.objects.exclude(plan__state=Plan.State.DRAFT)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    changed = 0
    with job_run("indicators.assess_everything") as progress:
        progress.expect(len(ids))
        for chunk in _chunks(ids):
            changed += _assess_chunk(chunk, at)
            progress.add(len(chunk))
    return changed


def sweep(*, at: datetime, older_than: timedelta) -> int:
    """Judge what has been waiting too long: the broker, or a worker, lost it. Returns how many it caught."""
    waiting = PendingAssessment.objects.filter(marked_at__lte=at - older_than)
    ids = sorted(set(waiting.values_list("plan_indicator_id", flat=True)))
    if ids:
        with job_run("indicators.sweep") as progress:
            progress.expect(len(ids))
            for chunk in _chunks(ids):
                _assess_chunk(chunk, at)
                progress.add(len(chunk))
    return len(ids)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(ids), CHUNK):
        yield ids[begin : begin + CHUNK]


@transaction.atomic
def _assess_chunk(ids: Sequence[int], at: datetime) -> int:
    # Locked in order, so that two workers never overwrite newer verdicts with older ones. What is pending is
    # read before the figures: an edit that commits in between leaves its own mark, which stays.
    # No key is touched, so that an edit may note meanwhile what is pending.
    list(
        PlanIndicator.objects.select_for_update(no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk")
    )
    pending = list(PendingAssessment.objects.filter(plan_indicator__in=ids).values_list("pk", flat=True))
    subjects = subjects_of(plan_indicators_to_judge(ids), until=at.year)
    judgements = assess([subject.case for subject in subjects])
    rows = [verdict_of(subject, found, at) for subject, found in zip(subjects, judgements, strict=True)]
    changed = _merge(ids, rows)
    PendingAssessment.objects.filter(pk__in=pending).delete()
    return changed


def _merge(ids: Sequence[int], rows: Sequence[Verdict]) -> int:
    """Insert what is missing, update what differs, delete what has no case any more."""
    stored = {
        tuple(getattr(old, name) for name in KEY): old
        for old in Verdict.objects.filter(plan_indicator__in=ids)
    }
    new, differing = [], []
    for row in rows:
        old = stored.pop(tuple(getattr(row, name) for name in KEY), None)
        if old is None:
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in COMPARED):
            differing.append(row)
    Verdict.objects.bulk_create(
        new + differing,
        batch_size=25,  # SQLite takes 999 parameters a statement
        update_conflicts=True,
        unique_fields=KEY_FIELDS,
        update_fields=[*COMPARED, "assessed_at"],
    )
    for old in stored.values():
        old.delete()
    return len(new) + len(differing) + len(stored)
