"""What a plan promises: its indicators with baselines and targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Department, User
from audit.services import record
from indicators.calc import Figure
from indicators.models import Baseline, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.services.weights import check_weight
from plans import services as plan_services
from plans.models import Plan
from plans.permissions import check_can_plan
from regions.codes import contains

FIELDS = (
    "indicator_id", "name", "unit", "number", "group", "attribute", "is_local", "local_meaning", "own_basis",
    "own_sense", "every_year", "department_id", "weight", "split_from_id", "note",
)  # fmt: skip
LINKS = ["plan", "indicator", "department", "split_from", "parent"]  # checked by `check_promise`


@dataclass(frozen=True)
class Promise:
    """One row of a plan's indicator table. `parent` is the printed name of the 其中 row above it, `parent_id`
    that row itself where it is on record.
    """

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
    parent_id: int | None = None
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
    plan = locked_draft(plan_id, by)
    rows = list(plan.indicators.order_by("position"))
    names: dict[str, PlanIndicator] = {}
    for row in rows:
        names.setdefault(row.name, row)
    links = links_for(plan, promises)
    last, made = max((row.position for row in rows), default=0), []
    for position, promise in enumerate(promises, start=last + 1):
        parent = parent_among(rows, names, promise)
        check_promise(plan, promise, rows, links)
        row = _add(plan, promise, position, parent, by, at)
        rows.append(row)
        names.setdefault(row.name, row)
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
        **{name: getattr(promise, name) for name in FIELDS},
    )
    row.full_clean(exclude=LINKS, validate_unique=False)
    row.save()
    write_figures(row, promise, by, at)
    return row


def write_figures(row: PlanIndicator, promise: Promise, by: User | None, at: datetime) -> None:
    """Baseline and target of a row that has none."""
    if promise.baseline is not None:
        year = promise.baseline_year or row.plan.start_year - 1
        Baseline.objects.create(plan_indicator=row, year=year, **columns_of(promise.baseline))
    if promise.target is not None:
        Target.objects.create(
            plan_indicator=row,
            year=promise.target_year,
            entered_by=by,
            entered_at=at,
            **columns_of(promise.target),
        )


def locked_draft(plan_id: int, by: User | None) -> Plan:
    """The plan, held until the transaction ends; PlanError where it is no draft any more."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    if plan.state != Plan.State.DRAFT:
        raise plan_services.PlanError(
            f"《{plan}》{plan.get_state_display()}，指标表不能再改；目标变化请用“目标调整”。"
        )
    return plan


def parent_among(
    above: Sequence[PlanIndicator], names: Mapping[str, PlanIndicator], promise: Promise
) -> PlanIndicator | None:
    """The row that a 其中 row belongs to, which stands above it."""
    if promise.parent_id is not None:
        parent = next((row for row in above if row.pk == promise.parent_id), None)
        if parent is None:
            raise plan_services.PlanError(f"“{promise.name}”的上级不在它之前的行中。")
        return parent
    if promise.parent and promise.parent not in names:
        raise plan_services.PlanError(f"“{promise.name}”的上级“{promise.parent}”不在它之前的行中。")
    return names.get(promise.parent)


@dataclass(frozen=True)
class Links:
    """What rows of a plan may be tied to: departments of its region; by id, rows to be split from."""

    departments: Collection[int]
    wholes: Mapping[int, PlanIndicator]


def links_for(plan: Plan, promises: Iterable[Promise]) -> Links:
    departments = Department.objects.filter(region=plan.region_id).values_list("pk", flat=True)
    ids = {each.split_from_id for each in promises if each.split_from_id is not None}
    wholes = PlanIndicator.objects.select_related("plan").in_bulk(ids) if ids else {}
    return Links(set(departments), wholes)


def check_promise(plan: Plan, promise: Promise, others: Iterable[PlanIndicator], links: Links) -> None:
    """PlanError where the plan cannot hold this row beside its others; ValidationError for its weight."""
    taken = next((row for row in others if row.indicator_id == promise.indicator_id), None)
    if taken is not None:
        raise plan_services.PlanError(
            f"“{promise.name}”与“{taken.name}”用的是同一个目录指标，一个规划中只能用一次。"
        )
    check_weight(promise.weight)
    if promise.department_id is not None and promise.department_id not in links.departments:
        raise plan_services.PlanError(f"“{promise.name}”的责任单位不是{plan.region}的部门。")
    if promise.split_from_id is None:
        return
    whole = links.wholes.get(promise.split_from_id)
    if whole is None or whole.plan.state == Plan.State.DRAFT or whole.plan.region_id == plan.region_id:
        raise plan_services.PlanError(f"“{promise.name}”只能分解自已发布的上级规划的指标。")
    if not contains(whole.plan.region_id, plan.region_id):
        raise plan_services.PlanError(f"“{promise.name}”分解自的指标不是上级地区的。")
