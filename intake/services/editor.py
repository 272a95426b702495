"""Rows into a draft plan, with the entries of the catalogue that they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from indicators.models import PlanIndicator
from indicators.services.catalogue import add_indicators
from indicators.services.drafting import change_promise
from indicators.services.promises import Promise, add_promises

UNSORTED = "未归类"
LONGEST_DOMAIN = 30  # of the catalogue; a plan's groups may be longer


@dataclass(frozen=True)
class NewEntry:
    """An indicator that the catalogue lacks."""

    name: str
    basis: str
    sense: str
    definition: str
    domain: str = ""


@dataclass(frozen=True)
class Row:
    """A row for a plan; `entry` where its indicator has to be added to the catalogue first."""

    promise: Promise
    entry: NewEntry | None = None


@transaction.atomic
def add_rows(*, plan_id: int, rows: Sequence[Row], by: User, at: datetime) -> list[PlanIndicator]:
    """All of them behind those the draft has, or none."""
    promises = _with_entries(rows, by, at)
    return add_promises(plan_id=plan_id, promises=promises, by=by, at=at)


@transaction.atomic
def change_row(*, row_id: int, to: Row, by: User, at: datetime, seen: str) -> PlanIndicator:
    """The row as it shall be; RowMovedError where it is no longer as its editor saw it."""
    [promise] = _with_entries([to], by, at)
    return change_promise(plan_indicator_id=row_id, promise=promise, by=by, at=at, seen=seen)


def _with_entries(rows: Sequence[Row], by: User, at: datetime) -> list[Promise]:
    entries = [
        vars(row.entry) | {"unit": row.promise.unit, "domain": row.entry.domain or UNSORTED}
        for row in rows
        if row.entry
    ]
    made = add_indicators(entries=entries, by=by, at=at) if entries else {}
    return [
        replace(row.promise, indicator_id=made[row.entry.name].pk) if row.entry else row.promise
        for row in rows
    ]
