"""A draft plan published as its planner saw it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.seen import mark_of
from indicators.models import PlanIndicator
from indicators.queries.planning import rows_of_plan
from indicators.services.assessment import mark_plan_indicators
from indicators.services.drafting import row_state
from plans.models import Commitment, Plan
from plans.permissions import check_can_plan
from plans.services import PlanError, PlanMovedError, publish
from plans.services.drafting import commitment_state, plan_state


@transaction.atomic
def publish_plan(*, plan_id: int, by: User | None, at: datetime, seen: str | None = None) -> Plan:
    """Publish a plan that has indicators, and have them judged.

    `seen` is the `draft_state` that was shown to whoever confirms; None where there was nothing to see.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    rows = rows_of_plan(plan)
    if not rows:
        raise PlanError(f"《{plan}》还没有指标，不能发布。请先录入指标表。")
    if seen is not None and seen != draft_state(plan, rows, plan.commitments.all()):
        raise PlanMovedError("您核对之后，他人改动了这份草稿，还没有发布。请核对现在的内容后再发布。")
    plan = publish(plan_id=plan_id, by=by, at=at)
    mark_plan_indicators(ids=[row.pk for row in rows], at=at)
    return plan


def draft_state(plan: Plan, rows: Iterable[PlanIndicator], commitments: Iterable[Commitment]) -> str:
    """Changes whenever anything that is to be published does; `rows` as `rows_of_plan` gives them."""
    return mark_of(plan_state(plan), *map(row_state, rows), *map(commitment_state, commitments))
