"""报告: asking for one, the list of those made, and one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from dashboards.pages.address import Asked, asked, link
from dashboards.pages.notices import Notice, complaints
from dashboards.permissions import can_report
from dashboards.queries.people import reads_boards
from dashboards.queries.reports import (
    KINDS,
    plans_to_report_on,
    regions_with_own_templates,
    report_shown,
    reports_shown,
    years_to_report_on,
)
from dashboards.reports.content import Content, from_json, kinds_for
from indicators.calc import RULE_VERSION

LISTED = 20  # reports on a page of the list


@dataclass(frozen=True)
class PlanChoice:
    id: int
    label: str
    chosen: bool


@dataclass(frozen=True)
class PlanGroup:
    """Plans of one region."""

    region: str
    plans: tuple[PlanChoice, ...]


@dataclass(frozen=True)
class KindChoice:
    kind: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class ReportRow:
    """One report in the list."""

    title: str
    url: str
    plan: str
    region: str
    kind: str
    year: int
    with_subtree: bool
    asked_by: str
    asked_at: datetime
    state: str
    state_name: str
    data_date: datetime | None
    rule_version: str
    word_url: str
    sheet_url: str
    is_fictional: bool


@dataclass(frozen=True)
class ReportsPage:
    """`kinds` is empty where nothing can be reported on yet."""

    is_fictional: bool
    groups: tuple[PlanGroup, ...]
    plan_id: int | None
    years: tuple[int, ...]
    year: int | None
    kinds: tuple[KindChoice, ...]
    with_subtree: bool
    notices: tuple[Notice, ...]
    rows: tuple[ReportRow, ...]
    paging: Page[Any]
    keeps_templates: bool
    data_date: datetime | None = None
    rule_version: str = RULE_VERSION


@dataclass(frozen=True)
class ReportPage:
    """`content` is there once the report is made."""

    id: int
    row: ReportRow
    is_fictional: bool
    is_under_way: bool
    done: int
    total: int
    step: str
    error: str
    template: str
    began_at: datetime | None
    ended_at: datetime | None
    content: Content | None
    overall: tuple[str, ...]
    data_date: datetime | None
    rule_version: str


def reports_page(*, user: Any, params: Mapping[str, str], refusal: str = "") -> ReportsPage | None:
    """None for those who may have no reports. `params`: what is chosen, or was sent in and refused."""
    if not reads_boards(user):
        return None
    wanted, plans = asked(params), plans_to_report_on(user)
    plan = next((each for each in plans if each.pk == wanted.plan), plans[0] if plans else None)
    years = years_to_report_on(plan) if plan else []
    year = wanted.year if wanted.year in years else (years[0] if years else None)
    paging = Paginator(reports_shown(user), LISTED).get_page(params.get("page"))
    return ReportsPage(
        is_fictional=bool(plans) and all(each.region.is_fictional for each in plans),
        groups=_groups(plans, plan),
        plan_id=plan.pk if plan else None,
        years=tuple(years),
        year=year,
        kinds=_kinds(plan, year, params.get("kind", "")),
        with_subtree="with_subtree" in params,
        notices=_notices(wanted, plan, year, refusal),
        rows=tuple(_row(each) for each in paging),
        paging=paging,
        keeps_templates=bool(regions_with_own_templates(user)),
    )


def report_page(*, user: Any, report_id: int) -> ReportPage | None:
    report = report_shown(user, report_id)
    if report is None:
        return None
    content = from_json(report.content) if report.content else None
    return ReportPage(
        id=report.pk,
        row=_row(report),
        is_fictional=report.plan.region.is_fictional,
        is_under_way=report.state in ("waiting", "running"),
        done=report.done,
        total=report.total,
        step=report.step,
        error=report.error,
        template=f"{report.template.name}（{report.template.region}）" if report.template else "系统模板",
        began_at=report.started_at,
        ended_at=report.ended_at,
        content=content,
        overall=content.paragraphs.get("overall", ()) if content else (),
        data_date=report.data_date,
        rule_version=report.rule_version,
    )


def report_link(user: Any, plan: Any, year: int | None) -> str:
    """To the form that asks for a report on this plan and year; empty where there can be none."""
    if plan.state == "draft" or not can_report(user, plan.region_id):
        return ""
    return link(reverse("dashboards:reports"), plan=plan.pk, year=year)


def file_stem(report: Any) -> str:
    """示范省2024年度监测报告, 示范省2025年总结评估报告: what its files are called."""
    return f"{report.plan.region}{_year_and_kind(report)}"


def _year_and_kind(report: Any) -> str:
    of = "" if report.kind == "annual" else "年"
    return f"{report.year}{of}{report.get_kind_display()}"


def _groups(plans: Sequence[Any], current: Any) -> tuple[PlanGroup, ...]:
    found: dict[str, list[PlanChoice]] = {}
    for plan in plans:
        found.setdefault(plan.region.name, []).append(PlanChoice(plan.pk, plan.title, plan == current))
    return tuple(PlanGroup(region, tuple(choices)) for region, choices in found.items())


def _kinds(plan: Any, year: int | None, wanted: str) -> tuple[KindChoice, ...]:
    """Those that can be made of the plan as of the year; the first is chosen unless another is wanted."""
    if plan is None or year is None:
        return ()
    kinds = kinds_for(plan, year)
    chosen = wanted if wanted in kinds else kinds[0]
    return tuple(KindChoice(kind, KINDS[kind], kind == chosen) for kind in kinds)


def _notices(wanted: Asked, plan: Any, year: int | None, refusal: str) -> tuple[Notice, ...]:
    found = [Notice("error", refusal)] if refusal else []
    found += complaints(wanted)
    if wanted.plan is not None and (plan is None or plan.pk != wanted.plan):
        found.append(
            Notice("warning", "所选规划还没有已接收的评价数据，或不在您管辖的地区，不能生成报告。请另选。")
        )
    elif wanted.year is not None and year is not None and year != wanted.year:
        text = f"所选规划没有 {wanted.year} 年已接收的评价数据，已改为 {year} 年。"
        found.append(Notice("warning", text))
    return tuple(found)


def _row(report: Any) -> ReportRow:
    is_done = report.state == "done"
    return ReportRow(
        title=report.title or f"{report.plan}{_year_and_kind(report)}",
        url=reverse("dashboards:report", args=[report.pk]),
        plan=report.plan.title,
        region=report.plan.region.name,
        kind=report.get_kind_display(),
        year=report.year,
        with_subtree=report.with_subtree,
        asked_by=report.asked_by.name,
        asked_at=report.asked_at,
        state=report.state,
        state_name=report.get_state_display(),
        data_date=report.data_date,
        rule_version=report.rule_version,
        word_url=reverse("dashboards:report_file", args=[report.pk, "word"]) if is_done else "",
        sheet_url=reverse("dashboards:report_file", args=[report.pk, "excel"]) if is_done else "",
        is_fictional=report.plan.region.is_fictional,
    )
