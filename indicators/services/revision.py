"""目标调整: another target for a plan in force, with reason and paper; the old one stays beside it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.services import record
from indicators.calc import Figure
from indicators.calc.revised import same_promise, why_unusable
from indicators.models import PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.queries.planning import course_of, last_target
from indicators.services.assessment import mark_plan_indicators
from plans.models import Plan
from plans.permissions import check_can_plan
from plans.services import PlanError


class TargetMovedError(Exception):
    """Somebody else revised the same target meanwhile; nothing was saved."""


@transaction.atomic
def revise_target(
    *,
    plan_indicator_id: int,
    figure: Figure,
    in_force_date: date,
    reason: str,
    document_number: str,
    approved_by: str,
    by: User | None,
    at: datetime,
    seen_version: int | None = None,
) -> Target:
    """A new version beside the old; year y is judged by what is in force on its last day, the end year by
    the last.

    `seen_version` is the version that its editor was shown; None where there was none to see.
    """
    rows = PlanIndicator.objects.select_for_update(of=("self",))
    row = rows.select_related("plan", "indicator", "baseline").get(pk=plan_indicator_id)
    check_can_plan(by, row.plan.region_id)
    last = last_target(row)
    if seen_version is not None and last is not None and last.version != seen_version:
        raise TargetMovedError(
            f"您填写期间，目标已被调整为“{last.text}”（第 {last.version} 版），您填的还没有保存。"
            "请核对后再提交。"
        )
    check_revision(row, figure=figure, in_force_date=in_force_date)
    target = Target(
        plan_indicator=row,
        version=last.version + 1 if last else 1,
        year=row.plan.end_year,
        in_force_date=in_force_date,
        reason=_said(reason, "请填写目标调整的原因。"),
        document_number=_said(document_number, "请填写批准文件的文号。"),
        approved_by=_said(approved_by, "请填写批准机关。"),
        entered_by=by,
        entered_at=at,
        **columns_of(figure),
    )
    target.full_clean(
        exclude=["plan_indicator", "entered_by"], validate_unique=False, validate_constraints=False
    )
    target.save()
    record(
        "target.revised",
        subject=row,
        by=by,
        at=at,
        region_code=row.plan.region_id,
        old=last.text if last else "",
        new=target.text,
        version=target.version,
        in_force_date=in_force_date.isoformat(),
        reason=target.reason,
        document_number=target.document_number,
        approved_by=target.approved_by,
    )
    mark_plan_indicators(ids=[row.pk], at=at)
    return target


def check_can_be_revised(plan: Plan) -> None:
    """Only the targets of a published plan are revised."""
    if plan.state == Plan.State.DRAFT:
        raise PlanError(f"《{plan}》还是草稿，目标直接在指标表中修改，不用调整。")
    if plan.state == Plan.State.CLOSED:
        raise PlanError(f"《{plan}》已结束，目标不能再调整。")


def check_revision(row: PlanIndicator, *, figure: Figure, in_force_date: date) -> None:
    """Whether the new target could be judged by, differs, and comes into force at a possible time."""
    plan, last = row.plan, last_target(row)
    check_can_be_revised(plan)
    unusable = why_unusable(figure, course_of(row))
    if unusable:
        raise ValidationError({"figure": unusable})
    if last is not None and same_promise(figure, last.figure):
        raise ValidationError({"figure": f"新目标与现行目标“{last.text}”相同，不用调整。"})
    if not date(plan.start_year, 1, 1) <= in_force_date <= date(plan.end_year, 12, 31):
        raise ValidationError(
            {"in_force_date": f"生效日期须在规划期内：{plan.start_year}-01-01 至 {plan.end_year}-12-31。"}
        )
    if last is not None and last.in_force_date is not None and in_force_date < last.in_force_date:
        raise ValidationError(
            {"in_force_date": f"生效日期不能早于上一次调整的生效日期 {last.in_force_date}。"}
        )


def _said(text: str, asked: str) -> str:
    if not text.strip():
        raise ValidationError(asked)
    return text.strip()
