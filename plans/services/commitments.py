"""Commitments into a plan, and what is reported on them into the record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from accounts.models import Department, User
from audit.services import record
from plans.models import Commitment, CommitmentAcceptance, CommitmentReport, Plan
from plans.permissions import check_can_plan
from plans.services.plans import PlanError


@dataclass(frozen=True)
class Pledge:
    """One commitment as printed; `text` is the printed quantity."""

    name: str
    section: str = ""
    op: str = "="
    quantity: Decimal | None = None
    unit: str = ""
    text: str = ""
    is_per_year: bool = False
    due_year: int | None = None
    department_id: int | None = None


@dataclass(frozen=True)
class CommitmentEntry:
    """What is reported on one commitment for a year."""

    commitment_id: int
    year: int
    progress: str
    done: Decimal | None = None
    text: str = ""
    note: str = ""
    reason: str = ""


@transaction.atomic
def add_commitments(
    *, plan_id: int, pledges: Sequence[Pledge], by: User | None, at: datetime
) -> list[Commitment]:
    """Add commitments to a plan that has not ended, in order, behind those it has."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    check_can_plan(by, plan.region_id)
    _check_pledges(plan, pledges)
    last = plan.commitments.aggregate(last=Max("position"))["last"] or 0
    made = []
    for position, pledge in enumerate(pledges, start=last + 1):
        commitment = Commitment(plan=plan, position=position, **vars(pledge))
        commitment.full_clean(exclude=["plan", "department"], validate_unique=False)
        commitment.save()
        made.append(commitment)
    record("plan.commitments_added", subject=plan, by=by, at=at, count=len(made))
    return made


def _check_pledges(plan: Plan, pledges: Sequence[Pledge]) -> None:
    """PlanError where the plan cannot take them: which one, and why."""
    if plan.state == Plan.State.CLOSED:
        raise PlanError(f"《{plan}》已结束，不能再增加重点任务。")
    taken = set(plan.commitments.values_list("section", "name"))
    departments = set(Department.objects.filter(region=plan.region_id).values_list("pk", flat=True))
    for pledge in pledges:
        if (pledge.section, pledge.name) in taken:
            raise PlanError(f"重点任务“{pledge.name}”在“{pledge.section or '同一章节'}”中重复。")
        taken.add((pledge.section, pledge.name))
        check_pledge(plan, pledge, departments)


def check_pledge(plan: Plan, pledge: Pledge, departments: Collection[int]) -> None:
    """PlanError where one of them is not possible in this plan."""
    if pledge.quantity is not None and pledge.quantity < 0:
        raise PlanError(f"重点任务“{pledge.name}”的数量小于零。")
    if pledge.due_year is not None and pledge.due_year not in plan.years:
        raise PlanError(
            f"重点任务“{pledge.name}”的完成年份 {pledge.due_year} 不在规划期 {plan.period} 之内。"
        )
    if pledge.department_id is not None and pledge.department_id not in departments:
        raise PlanError(f"重点任务“{pledge.name}”的责任单位不是{plan.region}的部门。")


@transaction.atomic
def report_commitments(
    *, entries: Sequence[CommitmentEntry], by: User | None, at: datetime
) -> list[CommitmentReport]:
    """Write a new version of what is reported on each commitment; it counts once it is accepted."""
    ids = sorted({entry.commitment_id for entry in entries})
    found = Commitment.objects.select_for_update(of=("self",)).select_related("plan").filter(pk__in=ids)
    commitments = {commitment.pk: commitment for commitment in found.order_by("pk")}
    numbered = CommitmentReport.objects.filter(commitment__in=ids).order_by()
    last = {
        (commitment, year): number
        for commitment, year, number in numbered.values_list("commitment", "year").annotate(Max("number"))
    }
    made = []
    for entry in entries:
        key = (entry.commitment_id, entry.year)
        number = last[key] = last.get(key, 0) + 1
        texts = {**vars(entry), "reason": entry.reason or ("重新上报" if number > 1 else "")}
        report = CommitmentReport(number=number, entered_by=by, entered_at=at, **texts)
        report.commitment = commitments[entry.commitment_id]
        made.append(report)
    made = CommitmentReport.objects.bulk_create(made)
    for report in made:
        _record("commitment.reported", report, by, at)
    return made


@transaction.atomic
def accept_reports(*, report_ids: Sequence[int], by: User | None, at: datetime) -> None:
    """Take reports into the record."""
    found = CommitmentReport.objects.filter(pk__in=report_ids).select_related("commitment__plan")
    reports = list(found.order_by("pk"))
    CommitmentAcceptance.objects.bulk_create(
        CommitmentAcceptance(report=report, by=by, at=at) for report in reports
    )
    for report in reports:
        _record("commitment.accepted", report, by, at)


def _record(action: str, report: CommitmentReport, by: User | None, at: datetime) -> None:
    commitment = report.commitment
    record(
        action,
        subject=commitment,
        by=by,
        at=at,
        region_code=commitment.plan.region_id,
        year=report.year,
        version=report.number,
        progress=report.progress,
        text=report.text,
        reason=report.reason,
    )
