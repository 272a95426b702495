"""Making and publishing plans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from plans.models import Plan
from plans.permissions import check_can_plan
from regions.codes import contains


class PlanError(Exception):
    """The plan cannot be changed like this; the message says why, in Chinese."""


@transaction.atomic
def create_plan(
    *,
    region_id: str,
    title: str,
    start_year: int,
    end_year: int,
    by: User | None,
    at: datetime,
    issued_date: date | None = None,
    parent_ids: Collection[int] = (),
    **details: Any,
) -> Plan:
    """A draft plan; `details` are document_number, issuer, parent_titles, source and cut-offs.

    `parent_ids` are the plans of regions above that it carries out.
    """
    check_can_plan(by, region_id)
    plan = Plan(
        region_id=region_id,
        title=title,
        start_year=start_year,
        end_year=end_year,
        issued_date=issued_date,
        **details,
    )
    check_years(plan)
    plan.full_clean()
    plan.save()
    if parent_ids:
        set_parents(plan, parent_ids)
    record("plan.created", subject=plan, by=by, at=at)
    return plan


def check_years(plan: Plan) -> None:
    """Said of the field; the database only knows the constraint."""
    if not 1950 <= plan.start_year <= 2100:
        raise ValidationError({"start_year": "起始年应在 1950 至 2100 之间。"})
    if not plan.start_year <= plan.end_year <= 2100:
        raise ValidationError({"end_year": "结束年不能早于起始年，也不能晚于 2100 年。"})
    if plan.end_year >= plan.start_year + 50:
        raise ValidationError({"end_year": "规划期不能超过五十年，请核对起止年份。"})


def set_parents(plan: Plan, parent_ids: Collection[int]) -> None:
    """Only plans in force of regions above, for years that the plan shares."""
    parents = list(Plan.objects.in_force().filter(pk__in=list(parent_ids)))
    if len(parents) != len(set(parent_ids)):
        raise PlanError("所选的上位规划中有的已不存在，请重新选择。")
    for parent in parents:
        if parent.region_id == plan.region_id or not contains(parent.region_id, plan.region_id):
            raise PlanError(f"《{parent}》不是上级地区的规划，不能作为上位规划。")
        if parent.end_year < plan.start_year or parent.start_year > plan.end_year:
            raise PlanError(f"上位规划《{parent}》（{parent.period}）与本规划期 {plan.period} 没有重叠。")
    plan.parent_plans.set(parents)


@transaction.atomic
def publish(*, plan_id: int, by: User | None, at: datetime) -> Plan:
    """From now on the plan counts: its indicators are judged and shown."""
    plan = _locked(plan_id)
    check_can_plan(by, plan.region_id)
    if plan.state != Plan.State.DRAFT:
        raise PlanError(f"《{plan}》{plan.get_state_display()}，只有草稿可以发布。")
    plan.published_at = at
    return _moved(plan, Plan.State.PUBLISHED, "plan.published", by, at)


@transaction.atomic
def close(*, plan_id: int, by: User | None, at: datetime) -> Plan:
    """The plan has ended; it stays readable and judged."""
    plan = _locked(plan_id)
    check_can_plan(by, plan.region_id)
    if plan.state != Plan.State.PUBLISHED:
        raise PlanError(f"《{plan}》{plan.get_state_display()}，只有已发布的规划可以结束。")
    return _moved(plan, Plan.State.CLOSED, "plan.closed", by, at)


def _locked(plan_id: int) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)


def _moved(plan: Plan, state: str, action: str, by: User | None, at: datetime) -> Plan:
    plan.state = state
    plan.save(update_fields=["state", "published_at"])
    record(action, subject=plan, by=by, at=at)
    return plan
