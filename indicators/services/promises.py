"""What a plan promises: its indicators with baselines and targets, and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.calc import Figure
from indicators.models import Baseline, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.services.assessment import mark_plan_indicators
from plans import services as plan_services
from plans.models import Plan
from plans.permissions import check_can_plan


@dataclass(frozen=True)
class Promise:
    """One row of a plan's indicator table. `parent` is the printed name of the 其中 row above it."""

    indicator_id: int
    name: str
    unit: str
    target: Figure | None
    target_year: int
    baseline: Figure | None = None
    baseline_year: int | None = None
    number: str = ""
    group: str = ""
    parent: str = ""
    attribute: str = PlanIndicator.Attribute.UNSTATED
    is_local: bool = False
    local_meaning: str = ""
    own_basis: str = ""
    own_sense: str = ""
    every_year: bool = False
    department_id: int | None = None
    weight: Decimal | None = None
    split_from_id: int | None = None
    note: str = ""


@transaction.atomic
def add_promises(
    *, plan_id: int, promises: Sequence[Promise], by: User | None, at: datetime
) -> list[PlanIndicator]:
    """Add rows to a draft plan, in order; a 其中 row follows the row it belongs to."""
    plan = _draft(plan_id, by)
    rows: dict[str, PlanIndicator] = {row.name: row for row in plan.indicators.all()}
    made = []
    for position, promise in enumerate(promises, start=len(rows) + 1):
        if promise.parent and promise.parent not in rows:
            raise plan_services.PlanError(f"“{promise.name}”的上级“{promise.parent}”不在它之前的行中。")
        row = _add(plan, promise, position, rows.get(promise.parent), by, at)
        rows.setdefault(row.name, row)
        made.append(row)
    record("plan.indicators_added", subject=plan, by=by, at=at, count=len(made))
    return made


def _add(
    plan: Plan, promise: Promise, position: int, parent: PlanIndicator | None, by: User | None, at: datetime
) -> PlanIndicator:
    row = PlanIndicator(
        plan=plan,
        position=position,
        parent=parent,
        **{
            name: getattr(promise, name)
            for name in (
                "indicator_id", "name", "unit", "number", "group", "attribute", "is_local", "local_meaning",
                "own_basis", "own_sense", "every_year", "department_id", "weight", "split_from_id", "note",
            )
        },
    )  # fmt: skip
    row.full_clean(exclude=["plan", "indicator", "department", "split_from", "parent"], validate_unique=False)
    row.save()
    if promise.baseline is not None:
        year = promise.baseline_year or plan.start_year - 1
        Baseline.objects.create(plan_indicator=row, year=year, **columns_of(promise.baseline))
    if promise.target is not None:
        Target.objects.create(
            plan_indicator=row,
            year=promise.target_year,
            entered_by=by,
            entered_at=at,
            **columns_of(promise.target),
        )
    return row


@transaction.atomic
def publish_plan(*, plan_id: int, by: User | None, at: datetime) -> Plan:
    """Publish a plan that has indicators, and have them judged."""
    plan = Plan.objects.get(pk=plan_id)
    ids = list(plan.indicators.values_list("pk", flat=True))
    if not ids:
        raise plan_services.PlanError(f"《{plan}》还没有指标，不能发布。请先录入指标表。")
    plan = plan_services.publish(plan_id=plan_id, by=by, at=at)
    mark_plan_indicators(ids=ids, at=at)
    return plan


def _draft(plan_id: int, by: User | None) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    if plan.state != Plan.State.DRAFT:
        raise plan_services.PlanError(
            f"《{plan}》{plan.get_state_display()}，指标表不能再改；目标变化请用“目标调整”。"
        )
    return plan
