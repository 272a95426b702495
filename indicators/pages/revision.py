"""目标调整: the target with all its versions, and what another one would do to the verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from common.numbers import percent
from indicators.calc import Lamp, Verdict
from indicators.calc.status import Attribute
from indicators.models import PlanIndicator, Target
from indicators.pages.wording import printed, word_of
from indicators.queries.effects import Effect
from indicators.queries.planning import last_target


@dataclass(frozen=True)
class Version:
    """`in_force_date`: None for the first, in force with the plan."""

    number: int
    figure: str
    in_force_date: date | None
    reason: str
    paper: str
    entered_by: str
    entered_at: datetime
    is_current: bool


@dataclass(frozen=True)
class Said:
    """A verdict in a table's cell."""

    lamp: Lamp
    word: str
    attainment: str


@dataclass(frozen=True)
class Change:
    year: int
    before: Said
    after: Said
    is_changed: bool


@dataclass(frozen=True)
class RevisionPage:
    plan_indicator_id: int
    plan_id: int
    plan_title: str
    region: str
    is_fictional: bool
    name: str
    unit: str
    attribute: str
    baseline: str
    baseline_year: int | None
    target: str
    period: str
    version: int
    versions: tuple[Version, ...]
    has_annual_targets: bool
    refused: str


def revision_page(row: PlanIndicator, *, refused: str = "") -> RevisionPage:
    """`row` as `plan_indicator_planned_by` gives it."""
    plan, target, baseline = row.plan, last_target(row), getattr(row, "baseline", None)
    targets = sorted(row.targets.all(), key=lambda each: each.version, reverse=True)
    return RevisionPage(
        plan_indicator_id=row.pk,
        plan_id=plan.pk,
        plan_title=plan.title,
        region=plan.region.name,
        is_fictional=plan.region.is_fictional,
        name=row.name,
        unit=row.unit,
        attribute=row.attribute,
        baseline=printed(baseline.figure if baseline else None),
        baseline_year=baseline.year if baseline else None,
        target=printed(target.figure if target else None),
        period=plan.period,
        version=target.version if target else 0,
        versions=tuple(_version(each, target) for each in targets),
        has_annual_targets=bool(row.annual_targets.all()),
        refused=refused,
    )


def changes_of(row: PlanIndicator, effects: Sequence[Effect]) -> tuple[Change, ...]:
    """The effects in words."""
    return tuple(
        Change(
            effect.year,
            _said(row, effect.before),
            _said(row, effect.after),
            effect.before.status != effect.after.status,
        )
        for effect in effects
    )


def _version(target: Target, current: Target | None) -> Version:
    return Version(
        number=target.version,
        figure=printed(target.figure),
        in_force_date=target.in_force_date,
        reason=target.reason,
        paper="，".join(part for part in (target.approved_by, target.document_number) if part),
        entered_by=target.entered_by.name if target.entered_by else "系统",
        entered_at=target.entered_at,
        is_current=target == current,
    )


def _said(row: PlanIndicator, verdict: Verdict) -> Said:
    return Said(
        lamp=verdict.lamp(cast(Attribute, row.attribute)),
        word=word_of(verdict.status, row.effective_sense),
        attainment=percent(verdict.attainment),
    )
