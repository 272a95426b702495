"""改动记录: annual targets that were replaced or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from indicators.models import AnnualTarget, PlanIndicator


@dataclass(frozen=True)
class Replaced:
    """`now` is what took its place at that moment; empty where it was taken back."""

    name: str
    year: int
    text: str
    now: str
    entered_by: str
    entered_at: datetime
    replaced_by: str
    replaced_at: datetime


def replaced_of(replaced: Sequence[AnnualTarget], rows: Iterable[PlanIndicator]) -> tuple[Replaced, ...]:
    """`rows` hold the annual targets in force."""
    every = [*replaced, *(target for row in rows for target in row.annual_targets.all())]
    after = {(each.plan_indicator_id, each.year, each.entered_at): each for each in every}
    return tuple(
        _entry(each, after.get((each.plan_indicator_id, each.year, each.replaced_at)))  # type: ignore[arg-type]
        for each in replaced
    )


def _entry(target: AnnualTarget, following: AnnualTarget | None) -> Replaced:
    assert target.replaced_at is not None
    return Replaced(
        name=target.plan_indicator.name,
        year=target.year,
        text=target.text,
        now=following.text if following else "",
        entered_by=_name(target),
        entered_at=target.entered_at,
        replaced_by=_name(following) if following else "",
        replaced_at=target.replaced_at,
    )


def _name(target: AnnualTarget) -> str:
    return target.entered_by.name if target.entered_by else "系统"
