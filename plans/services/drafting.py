"""A plan's own facts changed, its commitments while it is a draft, and a draft given up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Department, User
from audit.services import difference, record
from common.seen import mark_of
from plans.models import Commitment, Plan, PlanDraft
from plans.permissions import check_can_plan
from plans.services.commitments import Pledge, check_pledge
from plans.services.plans import PlanError, check_years, set_parents

# What the document says of itself can be put right at any time: no verdict depends on it.
ALWAYS = ("document_number", "issuer", "issued_date", "parent_titles", "source")
ONLY_IN_DRAFT = (
    "title", "start_year", "end_year", "cutoff_ahead", "cutoff_on_track", "cutoff_tolerance",
    "cutoff_serious",
)  # fmt: skip


class PlanMovedError(Exception):
    """Somebody else changed the same meanwhile; nothing was saved."""


@transaction.atomic
def change_plan(
    *,
    plan_id: int,
    values: Mapping[str, Any],
    by: User | None,
    at: datetime,
    parent_ids: Collection[int] | None = None,
    seen: str = "",
) -> Plan:
    """Set some of the fields above, and which plans of regions above it carries out; None leaves those.

    `seen` is the `plan_state` that the editor was shown. Title, years and cut-offs only of a draft.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    if seen and seen != plan_state(plan):
        raise PlanMovedError("您填写期间，他人改动了规划信息，您填的还没有保存。请核对后再保存。")
    old = _said_of(plan)
    changed = {name for name, value in values.items() if getattr(plan, name) != value}
    if plan.state != Plan.State.DRAFT and changed - set(ALWAYS):
        raise PlanError(f"《{plan}》{plan.get_state_display()}，名称、规划期和分档界限不能再改。")
    for name in changed:
        setattr(plan, name, values[name])
    check_years(plan)
    plan.full_clean(exclude=["region"])
    plan.save(update_fields=sorted(changed) or ["title"])
    if changed & {"start_year", "end_year"}:
        _check_due_years(plan)
    if parent_ids is not None:
        set_parents(plan, parent_ids)
    change = difference(old, _said_of(plan))
    if change["new"]:
        record("plan.changed", subject=plan, by=by, at=at, **change)
    return plan


@transaction.atomic
def change_commitment(
    *, commitment_id: int, pledge: Pledge, by: User | None, at: datetime, seen: str = ""
) -> Commitment:
    """The commitment of a draft plan as it shall be; `seen`: the `commitment_state` that was shown."""
    commitment = _locked_commitment(commitment_id, by)
    if seen and seen != commitment_state(commitment):
        raise PlanMovedError("您填写期间，他人改动了这项重点任务，您填的还没有保存。请核对后再保存。")
    plan, old = commitment.plan, _said_of_commitment(commitment)
    _check_pledge(plan, pledge, commitment)
    for name, value in vars(pledge).items():
        setattr(commitment, name, value)
    commitment.full_clean(exclude=["plan", "department"], validate_unique=False)
    commitment.save()
    change = difference(old, _said_of_commitment(commitment))
    if change["new"]:
        record("commitment.changed", subject=commitment, by=by, at=at, region_code=plan.region_id, **change)
    return commitment


@transaction.atomic
def remove_commitment(*, commitment_id: int, by: User | None, at: datetime) -> Plan:
    """Take it out of the draft plan."""
    commitment = _locked_commitment(commitment_id, by)
    _record_removal(commitment, by, at)
    commitment.delete()
    return commitment.plan


@transaction.atomic
def discard_draft(*, plan_id: int, by: User | None, at: datetime) -> None:
    """Delete a draft plan that has no indicators left. A document it was made from can be confirmed again."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    _check_is_draft(plan, by)
    for commitment in plan.commitments.select_related("plan"):
        _record_removal(commitment, by, at)
    plan.commitments.all().delete()
    for draft in PlanDraft.objects.select_for_update(of=("self",)).filter(plan=plan):
        draft.state, draft.plan, draft.version = PlanDraft.State.OPEN, None, draft.version + 1
        draft.save(update_fields=["state", "plan", "version"])
        record("draft.reopened", subject=draft, by=by, at=at, region_code=plan.region_id, plan=plan.pk)
    record("plan.discarded", subject=plan, by=by, at=at, old=_said_of(plan))
    plan.delete()


def plan_state(plan: Plan) -> str:
    """Changes whenever the plan's own facts do."""
    return mark_of(sorted(_said_of(plan).items()))


def commitment_state(commitment: Commitment) -> str:
    return mark_of(sorted(_said_of_commitment(commitment).items()))


def pledge_of(commitment: Commitment) -> Pledge:
    return Pledge(**{name: getattr(commitment, name) for name in Pledge.__dataclass_fields__})


def _said_of(plan: Plan) -> dict[str, Any]:
    said = {name: _text(getattr(plan, name)) for name in (*ONLY_IN_DRAFT, *ALWAYS)}
    said["parent_plans"] = sorted(plan.parent_plans.values_list("pk", flat=True))
    return {"state": str(plan.state), **said}


def _said_of_commitment(commitment: Commitment) -> dict[str, Any]:
    return {name: _text(value) for name, value in vars(pledge_of(commitment)).items()}


def _check_due_years(plan: Plan) -> None:
    due = plan.commitments.exclude(due_year=None).exclude(due_year__range=(plan.start_year, plan.end_year))
    outside = "、".join(f"“{name}”（{year} 年）" for name, year in due.values_list("name", "due_year")[:5])
    if outside:
        raise PlanError(
            f"重点任务{outside}的完成年份不在规划期 {plan.period} 之内。请先改正它们，再改规划期。"
        )


def _text(value: Any) -> Any:
    """As the trail keeps it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def _check_is_draft(plan: Plan, by: User | None) -> None:
    check_can_plan(by, plan.region_id)
    if plan.state != Plan.State.DRAFT:
        raise PlanError(f"《{plan}》{plan.get_state_display()}，不再是草稿，不能这样改动。")


def _locked_commitment(commitment_id: int, by: User | None) -> Commitment:
    rows = Commitment.objects.select_related("plan__region", "department")
    plan_id = rows.values_list("plan_id", flat=True).filter(pk=commitment_id).first()
    if plan_id is None:
        raise PlanError("这项重点任务已被他人移除。请回到规划核对。")
    _check_is_draft(Plan.objects.select_for_update(of=("self",)).get(pk=plan_id), by)
    commitment = rows.filter(pk=commitment_id).first()
    if commitment is None:
        raise PlanError("这项重点任务已被他人移除。请回到规划核对。")
    return commitment


def _check_pledge(plan: Plan, pledge: Pledge, own: Commitment) -> None:
    others = plan.commitments.exclude(pk=own.pk)
    if others.filter(section=pledge.section, name=pledge.name).exists():
        raise PlanError(f"重点任务“{pledge.name}”在“{pledge.section or '同一章节'}”中重复。")
    departments = Department.objects.filter(region=plan.region_id)
    check_pledge(plan, pledge, set(departments.values_list("pk", flat=True)))


def _record_removal(commitment: Commitment, by: User | None, at: datetime) -> None:
    record(
        "commitment.removed", subject=commitment, by=by, at=at, region_code=commitment.plan.region_id,
        old=_said_of_commitment(commitment),
    )  # fmt: skip
