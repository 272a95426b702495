"""Reading a report: a number of queries that depends neither on regions nor on indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from accounts.queries import regions_visible_to
from dashboards.models import Kind
from dashboards.queries import people
from dashboards.queries.landscape import Place, places_of
from dashboards.queries.lateness import forms_due
from dashboards.queries.reports import KINDS
from dashboards.reports import sentences
from dashboards.reports.content.below import rankings_of, region_lines
from dashboards.reports.content.shape import Content, RegionLine
from dashboards.reports.content.tables import (
    asked,
    counts_of,
    courses_of,
    indicator_lines,
    laggard_lines,
    unassessed_lines,
)
from dashboards.reports.content.tasks import task_lines
from dashboards.reports.facts import Facts
from dashboards.words.commitments import counts_of as marks_of
from dashboards.words.commitments import stands_of
from dashboards.words.figures import data_date_of
from dashboards.words.headline import lagging_word
from dashboards.words.seriousness import lagging_rows
from dashboards.words.sources import sources_of
from dashboards.words.tally import tally_of
from indicators.calc import RULE_VERSION
from indicators.models import Standing
from indicators.queries.planning import first_targets_of
from indicators.queries.progress import rows_of_plan
from indicators.queries.told import told_of
from plans.models import Plan
from plans.queries import commitments_and_reports
from reporting.queries import Form

NOTATION = (
    "〔〕内为规划期累计数；“—”表示没有数据或不适用。",
    "时序进度为规划期已过的部分，目标实现程度为从基数到目标已走过的部分。",
)


@dataclass(frozen=True)
class _Below:
    regions: tuple[RegionLine, ...] = ()
    children: tuple[Place, ...] = ()


def content_of(
    user: Any, *, plan_id: int, kind: str, year: int, with_subtree: bool, made_at: datetime
) -> Content:
    """The report as of `year` by accepted figures, as `user` may read them."""
    plan = Plan.objects.visible_to(user).in_force().select_related("region").filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied("没有这个规划，或者您无权查看。")
    region = plan.region
    rows = rows_of_plan(user, plan, year=year, standing=Standing.ACCEPTED)
    laggards = lagging_rows(rows)
    told = told_of(user, (asked(row, region.code) for row in laggards))
    stands = stands_of(*commitments_and_reports(plan.pk), year)
    below = _below(user, plan, year, made_at) if with_subtree else _Below()
    years = tuple(each for each in plan.years if each <= year)
    public_only = people.is_public_only(region)
    lagging = laggard_lines(laggards, region.code, told)
    tasks = task_lines(stands)
    first_targets = first_targets_of(plan)
    return Content(
        kind=kind,
        kind_name=KINDS[kind],
        title=title_of(plan, kind, year),
        region=region.name,
        region_code=region.code,
        is_fictional=region.is_fictional,
        plan_title=plan.title,
        period=plan.period,
        document_number=plan.document_number,
        issuer=plan.issuer,
        year=year,
        is_final=year == plan.end_year,
        years=years,
        baseline_year=_common({row.item.baseline_year for row in rows if row.item.baseline}),
        standing="已接收数据",
        data_date=data_date_of(row.verdict for row in rows),
        rule_version=next((row.verdict.rule_version for row in rows if row.verdict), RULE_VERSION),
        made_at=made_at,
        paragraphs=sentences.paragraphs_of(
            Facts(
                rows=rows, year=year, start_year=plan.start_year, end_year=plan.end_year,
                public_only=public_only, kind=kind, laggards=lagging, tasks=tasks, regions=below.regions,
                first_targets=first_targets,
            )
        ),
        behind=lagging_word(tally_of(rows, year)),
        counts=counts_of(rows, year),
        indicators=indicator_lines(rows, year, years, first_targets),
        notation=NOTATION,
        laggards=lagging,
        unassessed=unassessed_lines(rows, public_only=public_only),
        tasks=tasks,
        task_counts=tuple((mark.label, count) for mark, count in marks_of(stands)),
        regions=below.regions,
        rankings=rankings_of(rows, below.children, year),
        courses=courses_of(rows),
        sources=tuple(f"{each.source}（{each.years} 年，{each.count} 项指标）" for each in sources_of(rows)),
        plan_source=plan.source,
    )  # fmt: skip


def title_of(plan: Plan, kind: str, year: int) -> str:
    if kind == Kind.NOTICE:
        return f"关于{plan.title}{year}年度进展情况的通报"
    return f"{plan.title}{year if kind == Kind.ANNUAL else ''}{KINDS[kind]}"


def _below(user: Any, plan: Plan, year: int, made_at: datetime) -> _Below:
    """Regions of the subtree that have a plan of the same years."""
    code = plan.region_id
    found = regions_visible_to(user).subtree_of(code).filter(valid_to=None).exclude(code=code)
    places = places_of(
        user, list(found.order_by("code")), start_year=plan.start_year, end_year=plan.end_year, year=year,
        standing=Standing.ACCEPTED,
    )  # fmt: skip
    forms: dict[str, list[Form]] = {}
    for due in forms_due(user, code, year, today=localdate(made_at)):
        forms.setdefault(due.form.submission.region_id, []).append(due.form)
    children = tuple(place for place in places if place.region.parent_id == code)
    return _Below(region_lines(plan.region, places, forms, year), children)


def _common(years: set[int | None]) -> int | None:
    return years.pop() if len(years) == 1 else None
