"""Writing the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from django.db.models import F, Model
from django.utils import timezone

from audit.models import Event, JobRun
from audit.origin import current_origin


class Person(Protocol):
    """Whoever acts: an account, known here by id and label only."""

    @property
    def pk(self) -> Any: ...

    @property
    def label(self) -> str: ...


def record(
    action: str,
    *,
    subject: Model,
    by: Person | None,
    at: datetime,
    outcome: str = "done",
    region_code: str = "",
    **details: Any,
) -> Event:
    """Write one event. `details` must be JSON; `by=None` is the system itself."""
    event = _event(action, subject, by, at, outcome, region_code, details)
    event.save()
    return event


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What differs between two states of a subject, as the details `old` and `new` of an event."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {"old": {name: old.get(name) for name in names}, "new": {name: new.get(name) for name in names}}


def record_each(
    action: str, *, subjects: Iterable[tuple[Model, Mapping[str, Any]]], by: Person | None, at: datetime
) -> None:
    """One event for each subject with its details, all in one statement."""
    Event.objects.bulk_create(
        _event(action, subject, by, at, Event.Outcome.DONE, "", details) for subject, details in subjects
    )


def _event(
    action: str,
    subject: Model,
    by: Person | None,
    at: datetime,
    outcome: str,
    region_code: str,
    details: Mapping[str, Any],
) -> Event:
    return Event(
        action=action,
        at=at,
        outcome=outcome,
        by_id=by.pk if by else None,
        by_name=by.label if by else "系统",
        origin=current_origin(),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk or ""),
        subject_label=str(subject)[:300],
        region_code=region_code or str(getattr(subject, "region_id", "") or ""),
        details=dict(details),
    )


class Progress:
    """Tells a job's row how far it is."""

    def __init__(self, run: JobRun) -> None:
        self.run = run

    def expect(self, total: int) -> None:
        JobRun.objects.filter(pk=self.run.pk).update(total=total)

    def add(self, count: int) -> None:
        JobRun.objects.filter(pk=self.run.pk).update(done=F("done") + count)


@contextmanager
def job_run(name: str, **arguments: Any) -> Iterator[Progress]:
    """Keep a row for a job while it runs; an exception is written down and goes on."""
    run = JobRun.objects.create(name=name, started_at=timezone.now(), arguments=arguments)
    try:
        yield Progress(run)
    except Exception as error:
        _end(run, JobRun.State.FAILED, f"{type(error).__name__}: {error}")
        raise
    _end(run, JobRun.State.DONE, "")


def _end(run: JobRun, state: str, error: str) -> None:
    JobRun.objects.filter(pk=run.pk).update(state=state, ended_at=timezone.now(), error=error[:2000])
