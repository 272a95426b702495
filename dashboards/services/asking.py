"""Asking for a report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from common.jobs import enqueue
from dashboards.models import Kind, Report
from dashboards.permissions import check_can_report
from dashboards.queries.reports import KINDS, UNDER_WAY, years_to_report_on
from dashboards.reports.content import kinds_for
from plans.models import Plan

MOST_AT_ONCE = 5  # of one person, waiting or being made


class ReportRefusedError(Exception):
    """The report cannot be made; the message says why, in Chinese."""


@transaction.atomic
def request_report(
    *, plan_id: int, kind: str, year: int, with_subtree: bool, by: User, at: datetime
) -> Report:
    """Have a report made by a job. One that the same person asked for in the same words and that is still
    under way is returned instead.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("region").filter(pk=plan_id).first()
    if plan is None:
        raise ReportRefusedError("没有这个规划。请重新选择。")
    check_can_report(by, plan.region_id)
    _check_possible(plan, kind, year)
    mine = Report.objects.filter(asked_by=by, state__in=UNDER_WAY)
    same = mine.filter(plan=plan, kind=kind, year=year, with_subtree=with_subtree).first()
    if same is not None:
        return same
    if mine.count() >= MOST_AT_ONCE:
        raise ReportRefusedError(f"您已有 {MOST_AT_ONCE} 份报告正在生成。请等其中一份完成后再申请。")
    report = Report.objects.create(
        plan=plan, kind=kind, year=year, with_subtree=with_subtree, asked_by=by, asked_at=at
    )
    record(
        "report.requested", subject=report, by=by, at=at, region_code=plan.region_id,
        plan=plan.pk, kind=kind, year=year, with_subtree=with_subtree,
    )  # fmt: skip
    enqueue("dashboards.write_report", report_id=report.pk)
    return report


def _check_possible(plan: Plan, kind: str, year: int) -> None:
    if plan.state == Plan.State.DRAFT:
        raise ReportRefusedError(f"《{plan}》还是草稿。发布之后才能生成报告。")
    if kind not in Kind.values:
        raise ReportRefusedError("没有这种报告。请从列出的种类中选择。")
    years = years_to_report_on(plan)
    if year not in years:
        known = f"可选：{'、'.join(map(str, sorted(years)))} 年。" if years else "请待首年数据接收后再试。"
        raise ReportRefusedError(f"《{plan}》没有 {year} 年已接收的评价数据，不能生成报告。{known}")
    if kind not in kinds_for(plan, year):
        raise ReportRefusedError(f"《{plan}》{year} 年不能生成{KINDS[kind]}。{_WHEN.get(kind, '')}")


_WHEN = {
    "final": "总结评估在规划期最后一年的数据接收之后才能生成。",
    "midterm": "中期评估只在规划期中间的年度生成。",
}
