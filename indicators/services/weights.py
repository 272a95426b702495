"""Weights for the 综合指数: set and taken back by the planner; none are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.models import PlanIndicator
from plans.models import Plan
from plans.permissions import check_can_plan

DECIMALS = 3
LARGEST = Decimal(1000)


class WeightsMovedError(Exception):
    """Somebody else changed some of the same weights meanwhile; nothing was saved."""


@transaction.atomic
def set_weights(
    *,
    plan_id: int,
    weights: Mapping[int, Decimal | None],
    by: User | None,
    at: datetime,
    seen: Mapping[int, str] | None = None,
) -> list[int]:
    """Set the weights of the indicators named, None takes one back; all of them or none. Returns the ids of
    those that changed. Verdicts do not depend on weights, so a plan that has ended can be weighed too.

    `seen` holds the texts that the editor was shown; None where there was nothing to see.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    rows = PlanIndicator.objects.select_for_update(of=("self",)).filter(plan=plan, pk__in=list(weights))
    found = {row.pk: row for row in rows}
    if set(weights) - set(found):
        raise ValidationError("其中有不属于本规划的指标，没有保存。请重新打开本页。")
    if seen is not None and any(weight_text(row.weight) != seen[row.pk] for row in found.values()):
        raise WeightsMovedError("您填写期间，他人改动了其中的权重，您填的还没有保存。请核对后再保存。")
    for weight in weights.values():
        check_weight(weight)
    changed = [row for row in found.values() if row.weight != weights[row.pk]]
    old = {row.pk: weight_text(row.weight) for row in changed}
    for row in changed:
        row.weight = weights[row.pk]
    PlanIndicator.objects.bulk_update(changed, ["weight"])
    if changed:
        new = {row.pk: weight_text(row.weight) for row in changed}
        record("weights.set", subject=plan, by=by, at=at, region_code=plan.region_id, old=old, new=new)
    return [row.pk for row in changed]


def check_weight(weight: Decimal | None) -> None:
    """Nought or more, below a thousand, three decimals at most."""
    if weight is None:
        return
    if not weight.is_finite() or weight < 0:
        raise ValidationError("权重不能是负数。")
    if weight >= LARGEST:
        raise ValidationError("权重须小于 1000，通常各项合计为 100。")
    exponent = weight.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise ValidationError(f"权重最多 {DECIMALS} 位小数。")


def weight_text(weight: Decimal | None) -> str:
    """As it stands in its field and in the trail; empty where there is none."""
    return "" if weight is None else format(weight.normalize(), "f")
