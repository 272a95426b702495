"""Making and publishing plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import record
from plans.models import Plan
from plans.permissions import check_can_plan


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
    **details: Any,
) -> Plan:
    """A draft plan; `details` are document_number, issuer, parent_titles, source and cut-offs."""
    check_can_plan(by, region_id)
    plan = Plan(
        region_id=region_id,
        title=title,
        start_year=start_year,
        end_year=end_year,
        issued_date=issued_date,
        **details,
    )
    plan.full_clean()
    plan.save()
    record("plan.created", subject=plan, by=by, at=at)
    return plan


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
